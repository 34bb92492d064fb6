/** How people write units, in small letters, and which each means. */
const words: ReadonlyMap<string, string> = new Map([
  ...["ms", "msec", "millis", "millisecond", "milliseconds"].map((word) => [word, "ms"] as const),
  ...["s", "sec", "secs", "second", "seconds"].map((word) => [word, "s"] as const),
  ...["min", "mins", "minute", "minutes"].map((word) => [word, "m"] as const),
  ...["h", "hr", "hrs", "hour", "hours"].map((word) => [word, "h"] as const),
  ...["d", "day", "days"].map((word) => [word, "d"] as const),
  ...["kib", "kb", "ki", "k"].map((word) => [word, "KiB"] as const),
  ...["mib", "mb", "mi"].map((word) => [word, "MiB"] as const),
  ...["gib", "gb", "gi", "g"].map((word) => [word, "GiB"] as const),
  ...["tib", "tb", "ti", "t"].map((word) => [word, "TiB"] as const),
  ...["percent", "pct"].map((word) => [word, "%"] as const),
]);

/** The unit that a word means; undefined for one that is none anywhere. A small `m` is a minute, a capital one not. */
export function unitMeant(word: string): string | undefined {
  if (word === "m") return "m";
  return word === "M" ? "MiB" : words.get(word.toLowerCase());
}

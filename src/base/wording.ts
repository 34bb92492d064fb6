/** A count with its noun: `1 file`, `2 files`. */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`;
}

/** Text on one line: a line break and the white space around it become one space. */
export function onOneLine(text: string): string {
  return text.replace(/(?<!\s)\s*\n\s*/g, " ");
}

/** The first sentence of documentation, on one line; empty where there is none. */
export function firstSentence(doc: string): string {
  return onOneLine(doc).split(/(?<=\.) (?=[A-Z])/, 1)[0] ?? "";
}

/** The first three of some names, and whether there are more: `a, b, c, …`. */
export function firstNames(names: readonly string[]): string {
  return `${names.slice(0, 3).join(", ")}${names.length > 3 ? ", …" : ""}`;
}

/** Text of unknown origin in which nothing moves the cursor or turns text around: each such character shows as `\ufffd`. */
export function withoutControls(text: string): string {
  return text.replaceAll(/\p{Cc}|\p{Bidi_Control}/gu, "\u{fffd}");
}

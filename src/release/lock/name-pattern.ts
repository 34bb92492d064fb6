/**
 * Whether a name fits an EC2 name filter: `*` stands for any text, `?` for one character, and a backslash takes the
 * next character as it is (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html).
 * Linear in memory, at most name × pattern in time: no pattern can make it explode.
 */
export function fitsPattern(name: string, pattern: string): boolean {
  const characters = Array.from(name);
  const parts = parsePattern(pattern);
  let at = 0;
  let part = 0;
  let star = -1;
  let starAt = 0;
  while (at < characters.length) {
    const expected = parts[part];
    if (expected?.kind === "any-text") {
      star = part++;
      starAt = at;
    } else if (expected !== undefined && (expected.kind === "any-one" || expected.text === characters[at])) {
      part++;
      at++;
    } else if (star >= 0) {
      part = star + 1;
      at = ++starAt;
    } else return false;
  }
  return parts.slice(part).every((rest) => rest.kind === "any-text");
}

type PatternPart =
  | { readonly kind: "any-text" }
  | { readonly kind: "any-one" }
  | { readonly kind: "exactly"; readonly text: string };

function parsePattern(pattern: string): readonly PatternPart[] {
  const parts: PatternPart[] = [];
  const characters = Array.from(pattern);
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index] ?? "";
    if (character === "*") parts.push({ kind: "any-text" });
    else if (character === "?") parts.push({ kind: "any-one" });
    else if (character === "\\" && index + 1 < characters.length)
      parts.push({ kind: "exactly", text: characters[++index] ?? "" });
    else parts.push({ kind: "exactly", text: character });
  }
  return parts;
}

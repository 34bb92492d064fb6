/**
 * A quoted HCL string whose value is the text. Beside what HCL's syntax needs, whatever a reader could not see or would
 * see in another order (controls, format characters, bidi marks) is written as an escape. A lone surrogate is no text
 * in any encoding and becomes U+FFFD; callers reject it before.
 */
export function hclString(text: string): string {
  return `"${hclTemplateText(text)}"`;
}

/** The text as it goes between the quotes of an HCL string, for strings that also hold an expression of ours. */
export function hclTemplateText(text: string): string {
  // Replacements are functions: as strings, "$$" would stand for a single "$".
  return text
    .replace(needsEscape, escapeCharacter)
    .replaceAll("${", () => "$${")
    .replaceAll("%{", () => "%%{");
}

// Ranges rather than \p{Cf}: what it holds depends on the version of Node; Cc, Cs, Zl and Zp are fixed by Unicode.
const needsEscape =
  /["\\\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{10000}-\u{10ffff}]/gu;

function escapeCharacter(character: string): string {
  const short = shortEscapes.get(character);
  if (short !== undefined) return short;
  const codePoint = character.codePointAt(0) ?? 0;
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return "\\uFFFD";
  const digits = codePoint.toString(16).toUpperCase();
  return codePoint > 0xffff ? `\\U${digits.padStart(8, "0")}` : `\\u${digits.padStart(4, "0")}`;
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

import { nameCharacterEnd, nameEnd } from "./scan-name.ts";
import { wordType } from "./tokens.ts";

/**
 * Whether a line begins at an offset that reads as the beginning of an item. By the line alone: what an item looks like
 * must not depend on what stands behind it. All but reserved words may be names as well, so each of these is what could
 * not go on with what is above in any right text.
 */
export function startsItem(text: string, at: number): boolean {
  if (at > 0 && text.charCodeAt(at - 1) !== newline) return false;
  const end = wordEnd(text, at);
  if (end === at) return false;
  const word = text.slice(at, end);
  if (word === "import") {
    importBeginning.lastIndex = at;
    if (importBeginning.test(text)) return true;
  }
  const next = gapEnd(text, end);
  if (next === end) return false;
  if (word === "test" && text.charCodeAt(next) === quote) return true;
  const label = text.slice(next, wordEnd(text, next));
  if (label === "") return false;
  if (word === "private" || word === "abstract") return modified.has(label) || isPlainName(label);
  if (heads.has(word)) return isPlainName(label);
  return isPlainName(word) && isPlainName(label) && opensBody(text, next + label.length);
}

const importBeginning = /import[ \t]*\{[^{}"\n]*\}[ \t]*from[ \t]*"/y;
const heads: ReadonlySet<string> = new Set(["let", "fn", "param", "kind", "policy"]);
const modified: ReadonlySet<string> = new Set(["let", "fn", "policy"]);

// A word of the grammar may go on with what is above: `extends base {`, `else x {`.
function isPlainName(text: string): boolean {
  return wordType(text) === undefined || text === "environment";
}

// Whether `{` or `extends` follows, as they follow the name of a declaration.
function opensBody(text: string, at: number): boolean {
  const next = gapEnd(text, at);
  if (text.charCodeAt(next) === openBrace) return true;
  return next > at && text.startsWith("extends", next) && !/\w/.test(text.charAt(next + "extends".length));
}

// A name, or what may become one.
function wordEnd(text: string, at: number): number {
  let end = nameEnd(text, at);
  if (end === at) return at;
  for (let next = end; ; end = next) {
    next = text.charCodeAt(end) === hyphen ? end + 1 : nameCharacterEnd(text, end, false);
    if (next === end) return end;
  }
}

function gapEnd(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === 0x20 || text.charCodeAt(end) === 0x09) end++;
  return end;
}

const newline = 0x0a;
const quote = 0x22;
const hyphen = 0x2d;
const openBrace = 0x7b;

/**
 * The lexer's hand-written patterns for names and numbers. Each reads from `offset` on and looks at every character
 * once.
 */

/** Character codes outside ASCII, one for each bucket that chevrotain sorts first characters into. */
export const nonAsciiCodes: number[] = [
  ...Array.from({ length: 128 }, (_, index) => 128 + index),
  ...Array.from({ length: 257 }, (_, index) => Math.min(256 + index * 255, 0xffff)),
];

/** A letter or `_`, then letters, digits, `_` and single inner `-`. */
export function matchName(text: string, offset: number): RegExpExecArray | null {
  const end = nameEnd(text, offset);
  return end === offset ? null : patternMatch(text, offset, end);
}

/** Where the name at `offset` ends; `offset` itself where there is none. */
export function nameEnd(text: string, offset: number): number {
  let end = nameCharacterEnd(text, offset, true);
  if (end === offset) return offset;
  for (;;) {
    while (isNameCode(text.charCodeAt(end))) end++;
    const next = nameCharacterEnd(text, end, false);
    if (next > end) end = next;
    else if (text.charCodeAt(end) === hyphen && nameCharacterEnd(text, end + 1, false) > end + 1) end++;
    else return end;
  }
}

/** Digits with `_` between them, an optional fraction, and the unit that is written without a space. */
export function matchNumber(text: string, offset: number): RegExpExecArray | null {
  let end = digitsEnd(text, offset);
  if (end === offset) return null;
  if (text.charCodeAt(end) === dot && isDigit(text.charCodeAt(end + 1))) end = digitsEnd(text, end + 1);
  if (text.charCodeAt(end) === percent) return patternMatch(text, offset, end + 1);
  for (let next = nameCharacterEnd(text, end, false); next > end; next = nameCharacterEnd(text, end, false)) end = next;
  return patternMatch(text, offset, end);
}

/** `<<EOF` or `<<-EOF` up to the line that says `EOF`, as HCL has it. */
export function matchHeredoc(text: string, offset: number): RegExpExecArray | null {
  if (!text.startsWith("<<", offset)) return null;
  const label = /^<<[-~]?([A-Za-z_]\w{0,63})[ \t]*(?=\r?\n)/.exec(text.slice(offset, offset + 80));
  if (label?.[1] === undefined) return null;
  const from = offset + label[0].length;
  const body = text.slice(from, from + longestHeredoc);
  const end = new RegExp(`^[ \\t]*${label[1]}\\b`, "m").exec(body);
  const length = end === null ? label[0].length : label[0].length + end.index + end[0].length;
  return patternMatch(text, offset, offset + length);
}

/** White space. Nothing reads its text: one string serves all that is of a length. */
export function matchSpace(text: string, offset: number): RegExpExecArray | null {
  let end = offset;
  while (isSpace(text.charCodeAt(end))) end++;
  if (end === offset) return null;
  const space = spaces[end - offset];
  return space === undefined ? patternMatch(text, offset, end) : matchOf(space);
}

/** What chevrotain asks of a custom pattern: the match alone. It is read at once, and must not be kept. */
export function patternMatch(text: string, start: number, end: number): RegExpExecArray {
  return matchOf(text.substring(start, end));
}

/** As `patternMatch`, for a text that is at hand. */
export function matchOf(image: string): RegExpExecArray {
  match[0] = image;
  return match;
}

// One for all: there is a match for every token and every space.
const match = [""] as unknown as RegExpExecArray;
const spaces: readonly string[] = Array.from({ length: 64 }, (_, length) => " ".repeat(length));

// The end is looked for only so far: a source of nothing but beginnings must not take forever.
const longestHeredoc = 16_384;
const hyphen = 0x2d;
const dot = 0x2e;
const percent = 0x25;
const underscore = 0x5f;

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;
}

// Of the ASCII characters alone.
function isNameCode(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === underscore || isDigit(code);
}

function digitsEnd(text: string, offset: number): number {
  if (!isDigit(text.charCodeAt(offset))) return offset;
  let end = offset + 1;
  for (let code = text.charCodeAt(end); isDigit(code) || code === underscore; code = text.charCodeAt(end)) end++;
  return end;
}

const letter = /\p{XID_Start}/u;
const letterOrDigit = /\p{XID_Continue}/u;

// The end of the name character at `offset`, or `offset` itself where there is none.
function nameCharacterEnd(text: string, offset: number, first: boolean): number {
  const code = text.charCodeAt(offset);
  if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === underscore) return offset + 1;
  if (isDigit(code)) return first ? offset : offset + 1;
  if (!(code >= 0x80)) return offset;
  const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  return (first ? letter : letterOrDigit).test(character) ? offset + character.length : offset;
}

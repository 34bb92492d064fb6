/** Where names, numbers, heredocs, lines and white space end. Each looks at every character once. */

/** Where the name at `offset` ends; `offset` itself where there is none. */
export function nameEnd(text: string, offset: number): number {
  let end = nameCharacterEnd(text, offset, true);
  if (end === offset) return offset;
  for (;;) {
    let code = text.charCodeAt(end);
    // Small letters, as most are: without a call, which would take longer than all else.
    while ((code >= 0x61 && code <= 0x7a) || isNameCode(code)) code = text.charCodeAt(++end);
    if (code === hyphen && nameCharacterEnd(text, end + 1, false) > end + 1) end++;
    else if (code >= 0x80 && nameCharacterEnd(text, end, false) > end) end = nameCharacterEnd(text, end, false);
    else return end;
  }
}

/** Where the number at `offset` ends: digits with `_` between them, an optional fraction, and the unit that is written without a space. */
export function numberEnd(text: string, offset: number): number {
  let end = digitsEnd(text, offset);
  if (end === offset) return offset;
  if (text.charCodeAt(end) === dot && isDigit(text.charCodeAt(end + 1))) end = digitsEnd(text, end + 1);
  if (text.charCodeAt(end) === percent) return end + 1;
  for (let next = nameCharacterEnd(text, end, false); next > end; next = nameCharacterEnd(text, end, false)) end = next;
  return end;
}

/** Where what begins as `<<EOF` or `<<-EOF` at `offset` ends: at the line that says `EOF`, as HCL has it. */
export function heredocEnd(text: string, offset: number): number {
  if (!text.startsWith("<<", offset)) return offset;
  const label = /^<<[-~]?([A-Za-z_]\w{0,63})[ \t]*(?=\r?\n)/.exec(text.slice(offset, offset + 80));
  if (label?.[1] === undefined) return offset;
  const from = offset + label[0].length;
  const body = text.slice(from, from + longestHeredoc);
  const end = new RegExp(`^[ \\t]*${label[1]}\\b`, "m").exec(body);
  return from + (end === null ? 0 : end.index + end[0].length);
}

/** Where the line that `offset` is in ends, without its line break. */
export function lineEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && text.charCodeAt(end) !== 0x0a && text.charCodeAt(end) !== 0x0d) end++;
  return end;
}

/** Where the white space at `offset` ends. */
export function spaceEnd(text: string, offset: number): number {
  let end = offset;
  for (let code = text.charCodeAt(end); code === 0x20 || isOtherSpace(code); ) code = text.charCodeAt(++end);
  return end;
}

// The end is looked for only so far: a source of nothing but beginnings must not take forever.
const longestHeredoc = 16_384;
const hyphen = 0x2d;
const dot = 0x2e;
const percent = 0x25;
const underscore = 0x5f;

/** Of the ASCII digits. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isOtherSpace(code: number): boolean {
  return code === 0x0a || code === 0x09 || code === 0x0d;
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

/** The end of the character at `offset` that may be in a name, or stand first in one; `offset` itself where there is none. */
export function nameCharacterEnd(text: string, offset: number, first: boolean): number {
  const code = text.charCodeAt(offset);
  if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === underscore) return offset + 1;
  if (isDigit(code)) return first ? offset : offset + 1;
  if (!(code >= 0x80)) return offset;
  const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  // Here, so that a source of plain ASCII never looks the properties of characters up.
  const isPart = first ? /\p{XID_Start}/u.test(character) : /\p{XID_Continue}/u.test(character);
  return isPart ? offset + character.length : offset;
}

import { bidiControl } from "../diagnostics/codes/bidi-control.ts";
import { controlCharacter } from "../diagnostics/codes/control-character.ts";
import { hiddenBidiControl } from "../diagnostics/codes/hidden-bidi-control.ts";
import { loneSurrogate } from "../diagnostics/codes/lone-surrogate.ts";
import { notNormalized } from "../diagnostics/codes/not-normalized.ts";
import { unusualSpace } from "../diagnostics/codes/unusual-space.ts";
import type { Report } from "../diagnostics/definition.ts";
import type { Fix } from "../diagnostics/diagnostic.ts";
import type { Comment } from "./ast.ts";
import { PlainString, RawString, StringClose, StringMiddle, StringOpen } from "./tokens.ts";

interface Token {
  readonly startOffset: number;
  readonly image: string;
  readonly tokenType: object;
}

/**
 * Reports characters that can't be seen, or would not survive the tools that read the output: control characters, halves
 * of surrogate pairs, bidirectional controls, white space of other kinds, and text that is not in normal form C. `base` is
 * where a part of a source lies in the whole.
 */
export function checkText(
  text: string,
  tokens: readonly Token[],
  comments: readonly Comment[],
  uri: string,
  report: Report,
  base = 0,
): void {
  // One pass of a regular expression is all that a file of plain ASCII pays.
  if (!/[^\t\n\r\x20-\x7e]/.test(text)) return;
  const isLiteral = literalTest(tokens, comments);
  for (const match of text.matchAll(suspect)) {
    const [written] = match;
    const start = base + match.index;
    const span = { uri, start, end: start + written.length };
    const character = codePoint(written);
    const literal = isLiteral(start);
    const escaped = literal === "string" ? [edit(`Write \`\\u{${hex(written)}}\``, span, `\\u{${hex(written)}}`)] : [];
    const removal = [edit("Remove it", span, "")];
    if (surrogate.test(written)) report(loneSurrogate, span, { character }, { fixes: removal });
    else if (bidi.test(written) && literal === undefined) report(bidiControl, span, { character }, { fixes: removal });
    else if (bidi.test(written)) report(hiddenBidiControl, span, { character }, { fixes: [...escaped, ...removal] });
    else if (!space.test(written))
      report(controlCharacter, span, { character }, { fixes: written === "\0" ? removal : [...escaped, ...removal] });
    else if (literal === undefined)
      report(unusualSpace, span, { character }, { fixes: [edit("Write a space", span, " ")] });
  }
  checkNormalForm(text, uri, report, base);
}

/** Whether text holds nothing but characters that `checkText` reports wherever they stand in code. */
export function isReportedAsText(text: string): boolean {
  return text.replace(suspect, "") === "";
}

const controls = String.raw`\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f`;
const bidis = String.raw`\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069`;
const spaces = String.raw`\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff`;
const halves = String.raw`[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]`;
const suspect = new RegExp(`[${controls}${bidis}${spaces}]|${halves}`, "g");
const surrogate = /[\ud800-\udfff]/;
const bidi = new RegExp(`[${bidis}]`);
const space = new RegExp(`[${spaces}]`);

type Literal = "string" | "comment" | undefined;

const stringTypes: ReadonlySet<object> = new Set([PlainString, RawString, StringOpen, StringMiddle, StringClose]);

// Tells what an offset lies in; offsets must be asked for in ascending order.
function literalTest(tokens: readonly Token[], comments: readonly Comment[]): (offset: number) => Literal {
  let token = 0;
  let comment = 0;
  return (offset) => {
    while (token < tokens.length && endOf(tokens[token]) <= offset) token++;
    while (comment < comments.length && (comments[comment]?.end ?? 0) <= offset) comment++;
    if ((comments[comment]?.start ?? Number.POSITIVE_INFINITY) <= offset) return "comment";
    const current = tokens[token];
    return current !== undefined && current.startOffset <= offset && stringTypes.has(current.tokenType)
      ? "string"
      : undefined;
  };
}

function endOf(token: Token | undefined): number {
  return token === undefined ? 0 : token.startOffset + token.image.length;
}

// Line by line: nothing composes across a line break.
function checkNormalForm(text: string, uri: string, report: Report, base: number): void {
  if (text.normalize("NFC") === text) return;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline + 1;
    checkLine(text.slice(start, end), base + start, uri, report);
    start = end;
  }
}

function checkLine(line: string, offset: number, uri: string, report: Report): void {
  const normal = line.normalize("NFC");
  if (normal === line) return;
  let same = 0;
  while (line[same] === normal[same]) same++;
  let tail = 0;
  const longest = Math.min(line.length, normal.length) - same;
  while (tail < longest && line[line.length - 1 - tail] === normal[normal.length - 1 - tail]) tail++;
  // A whole character each, with its base letter.
  const from = Math.max(0, same - 1);
  const written = line.slice(from, line.length - tail);
  const span = { uri, start: offset + from, end: offset + line.length - tail };
  const fixes = [edit("Write it in normal form C", span, normal.slice(from, normal.length - tail))];
  report(notNormalized, span, { written }, { fixes });
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase();
}

function codePoint(character: string): string {
  return `U+${hex(character).padStart(4, "0")}`;
}

function edit(
  title: string,
  span: { readonly uri: string; readonly start: number; readonly end: number },
  text: string,
): Fix {
  return { title, edits: [{ span, text }] };
}

import type { IToken, TokenType } from "chevrotain";
import { heredocEnd, isDigit, nameEnd, numberEnd, spaceEnd } from "./scan-name.ts";
import { beginScan, type StringShape, scanRaw, scanString, simpleStringEnd } from "./scan-string.ts";
import {
  BlockComment,
  HashComment,
  Heredoc,
  Identifier,
  LineComment,
  NumberToken,
  OddlyQuoted,
  PlainString,
  RawString,
  SingleQuoted,
  symbolTokens,
  Unknown,
} from "./tokens.ts";

/** What a text is made of, each list in order. */
export interface Scanned {
  /** Without white space. A string that is more than plain characters carries its `StringShape`. */
  readonly tokens: IToken[];
  readonly comments: readonly IToken[];
  /** Comments as other languages write them. */
  readonly mistakes: readonly IToken[];
  /** Characters that start no token. */
  readonly unknown: readonly IToken[];
}

/** Splits a text into tokens. Total: every character is part of one, or of the space between them. */
export function scanTokens(text: string): Scanned {
  beginScan();
  const scanned: Scan = { tokens: [], comments: [], mistakes: [], unknown: [] };
  for (let at = 0; at < text.length; ) at = scanOne(scanned, text, at);
  return scanned;
}

interface Scan extends Scanned {
  readonly comments: IToken[];
  readonly mistakes: IToken[];
  readonly unknown: IToken[];
}

// Reads what stands at an offset, and returns where it ends.
function scanOne({ tokens, comments, mistakes, unknown }: Scan, text: string, at: number): number {
  const code = text.charCodeAt(at);
  switch (code) {
    case 0x20:
    case 0x0a:
    case 0x09:
    case 0x0d:
      return spaceEnd(text, at);
    case quote: {
      const end = simpleStringEnd(text, at);
      return end > 0 ? take(tokens, PlainString, text, at, end) : takeString(tokens, PlainString, text, at);
    }
    case letterR:
      if (text.charCodeAt(at + 1) === quote) return takeString(tokens, RawString, text, at);
      break;
    case slash: {
      const next = text.charCodeAt(at + 1);
      if (next === slash) return take(comments, LineComment, text, at, lineEnd(text, at));
      if (next === star) return take(mistakes, BlockComment, text, at, blockCommentEnd(text, at));
      break;
    }
    case hash:
      return take(mistakes, HashComment, text, at, lineEnd(text, at));
    case apostrophe:
      return take(tokens, SingleQuoted, text, at, singleQuotedEnd(text, at));
    case less: {
      const end = heredocEnd(text, at);
      if (end > at) return take(tokens, Heredoc, text, at, end);
      break;
    }
  }
  if (isDigit(code)) return take(tokens, NumberToken, text, at, numberEnd(text, at));
  const end = nameEnd(text, at);
  if (end > at) return take(tokens, Identifier, text, at, end);
  const symbol = symbolAt(text, at, code);
  if (symbol !== undefined) return takeSymbol(tokens, symbol, at);
  const quotedEnd = oddlyQuotedEnd(text, at);
  if (quotedEnd > at) return take(tokens, OddlyQuoted, text, at, quotedEnd);
  return take(unknown, Unknown, text, at, at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1));
}

function take(list: IToken[], type: TokenType, text: string, at: number, end: number): number {
  list.push(tokenOf(type, text.substring(at, end), at));
  return end;
}

function takeSymbol(list: IToken[], type: TokenType, at: number): number {
  const image = type.LABEL ?? "";
  list.push(tokenOf(type, image, at));
  return at + image.length;
}

function takeString(list: IToken[], type: TokenType, text: string, at: number): number {
  const shape: StringShape = type === RawString ? scanRaw(text, at) : scanString(text, at);
  const token = tokenOf(type, text.substring(at, shape.end), at);
  token.payload = shape;
  list.push(token);
  return shape.end;
}

/** A token as chevrotain's parser takes it: one hidden class for all of them. */
export function tokenOf(type: TokenType, image: string, startOffset: number): IToken {
  return { image, startOffset, tokenTypeIdx: type.tokenTypeIdx ?? 0, tokenType: type };
}

// By their first character, longer before shorter.
const symbols: TokenType[][] = [];
for (const type of symbolTokens) {
  const first = type.LABEL?.charCodeAt(0) ?? 0;
  symbols[first] = [...(symbols[first] ?? []), type];
}

function symbolAt(text: string, at: number, code: number): TokenType | undefined {
  const candidates = symbols[code];
  if (candidates?.length === 1 && candidates[0]?.LABEL?.length === 1) return candidates[0];
  return candidates?.find(({ LABEL = "" }) => text.startsWith(LABEL, at));
}

function lineEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && text.charCodeAt(end) !== 0x0a && text.charCodeAt(end) !== 0x0d) end++;
  return end;
}

function blockCommentEnd(text: string, at: number): number {
  const end = text.indexOf("*/", at + 2);
  return end < 0 ? text.length : end + 2;
}

function singleQuotedEnd(text: string, at: number): number {
  singleQuoted.lastIndex = at;
  return at + (singleQuoted.exec(text)?.[0].length ?? 1);
}

const closingMarks: Readonly<Record<string, string>> = {
  "`": "`",
  "\u201c": "\u201c\u201d",
  "\u201d": "\u201d",
  "\u201e": "\u201c\u201d",
  "\u2018": "\u2018\u2019",
  "\u2019": "\u2019",
  "\u00ab": "\u00bb",
};

// Up to the closing mark on the same line; without one it is no text.
function oddlyQuotedEnd(text: string, at: number): number {
  const marks = closingMarks[text[at] ?? ""];
  if (marks === undefined) return at;
  for (let end = at + 1; end < text.length && text[end] !== "\n"; end++) {
    if (marks.includes(text[end] ?? "")) return end + 1;
  }
  return at;
}

const singleQuoted = /'(?:\\[^\n\r]|[^'\\\n\r])*'?/y;
const quote = 0x22;
const apostrophe = 0x27;
const letterR = 0x72;
const slash = 0x2f;
const star = 0x2a;
const hash = 0x23;
const less = 0x3c;

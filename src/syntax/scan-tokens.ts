import type { IToken, TokenType } from "chevrotain";
import type { Comment } from "./ast.ts";
import { conflictMarkEnd, type Merged } from "./conflict-marks.ts";
import { isMistake, repairMistake, reportUnknownText } from "./lexical-mistakes.ts";
import { checkNumber } from "./number-literal.ts";
import { nameOddRuns, type Run } from "./odd-names.ts";
import { heredocEnd, isDigit, lineEnd, nameEnd, numberEnd, spaceEnd } from "./scan-name.ts";
import { type StringCounts, type StringShape, scanRaw, scanString, simpleStringEnd } from "./scan-string.ts";
import { textOverLinesEnd } from "./text-over-lines.ts";
import {
  BlockComment,
  HashComment,
  Heredoc,
  Identifier,
  NumberToken,
  OddlyQuoted,
  PlainString,
  RawString,
  retype,
  SingleQuoted,
  symbolTokens,
  tokenOf,
  wordType,
} from "./tokens.ts";

/** A text on its way into tokens, and what has been read of it. */
export interface Scan extends StringCounts, Merged {
  /** In how many interpolations. */
  readonly depth: number;
  /** Without white space and comments. Literals with interpolations are spread out into their pieces. */
  tokens: IToken[];
  comments: Comment[];
  /** Where in the source characters are that start no token. */
  unknown: Run[];
  /** Numbers that have to be looked at, where they are no part of a name. */
  underscored: IToken[];
  /** Tokens that were made, by their place in `tokens`: once they are forgotten they serve again. */
  readonly spare: IToken[];
  /** Names as they were written last: one string stands for all that are equal. */
  readonly names: (string | undefined)[];
  /** Takes a string that is more than plain characters. */
  readonly takeString: (scan: Scan, type: TokenType, at: number, shape: StringShape) => void;
}

/** A text of which nothing has been read; most often a whole source. */
export function beginScan(
  place: Pick<Scan, "text" | "uri" | "report" | "takeString"> & Partial<Pick<Scan, "base" | "depth" | "names">>,
): Scan {
  const { text, uri, report, takeString, base = 0, depth = 0 } = place;
  const names = place.names ?? new Array<string | undefined>(rememberedNames + 1);
  const read = { tokens: [], comments: [], unknown: [], underscored: [], spare: [], openHoles: 0, inConflict: false };
  return { text, uri, report, takeString, base, depth, names, ...read };
}

/** Lets go of what has been read, but for some comments. */
export function forget(scan: Scan, comments: Comment[]): void {
  scan.tokens = [];
  scan.comments = comments;
  scan.unknown = [];
  scan.underscored = [];
}

/** Reads all of a text. */
export function scanAll(scan: Scan): IToken[] {
  const { text } = scan;
  for (let at = spaceEnd(text, 0); at < text.length; at = spaceEnd(text, scanOne(scan, at)));
  return finished(scan);
}

/** The tokens of what has been read: tells of what could not be judged by itself. */
export function finished(scan: Scan): IToken[] {
  const { tokens, unknown, underscored, uri, report } = scan;
  if (unknown.length === 0) {
    for (const number of underscored) checkNumber(number, uri, report);
    return tokens;
  }
  const named = nameOddRuns(tokens, unknown, scan);
  const kept = new Set(named.tokens);
  for (const run of named.runs) reportUnknownText(run, scan);
  for (const number of underscored) if (kept.has(number)) checkNumber(number, uri, report);
  return named.tokens;
}

/** Reads the token at an offset where no white space is, and returns where it ends. Total: every character is part of one. */
export function scanOne(scan: Scan, at: number): number {
  const { text } = scan;
  const code = text.charCodeAt(at);
  // Small letters first, as most tokens are names: `r` may begin a raw string.
  if (code >= 0x61 && code <= 0x7a && code !== letterR) return takeName(scan, at);
  const lone = loneSymbols[code];
  if (lone !== undefined) {
    addToken(scan, lone, lone.LABEL ?? "", at);
    return at + 1;
  }
  if (isDigit(code)) return takeNumber(scan, at);
  switch (code) {
    case quote: {
      const end = simpleStringEnd(text, at);
      return end > 0 ? take(scan, PlainString, at, end) : takeString(scan, at);
    }
    case letterR:
      if (text.charCodeAt(at + 1) === quote) return takeShaped(scan, RawString, at, scanRaw(text, at));
      break;
    case slash: {
      const next = text.charCodeAt(at + 1);
      if (next === slash) return takeComment(scan, at, lineEnd(text, at));
      if (next === star) return takeMistakenComment(scan, BlockComment, at, blockCommentEnd(text, at));
      break;
    }
    case hash:
      return takeMistakenComment(scan, HashComment, at, lineEnd(text, at));
    case apostrophe:
      return takeMistake(scan, SingleQuoted, at, singleQuotedEnd(text, at));
    case less: {
      const end = heredocEnd(text, at);
      if (end > at) return takeMistake(scan, Heredoc, at, end);
      break;
    }
  }
  if (nameEnd(text, at) > at) return takeName(scan, at);
  if (at === 0 ? scan.base === 0 : text.charCodeAt(at - 1) === newline) {
    const behindMark = conflictMarkEnd(scan, at);
    if (behindMark > at) return behindMark;
  }
  const symbol = symbolAt(text, at, code);
  if (symbol !== undefined) return takeSymbol(scan, symbol, at);
  const quotedEnd = oddlyQuotedEnd(text, at);
  if (quotedEnd > at) return takeMistake(scan, OddlyQuoted, at, quotedEnd);
  const overLines = code === backtick ? textOverLinesEnd(text, at) : 0;
  if (overLines > 0) return takeMistake(scan, Heredoc, at, overLines);
  return takeUnknown(scan, at, at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1));
}

const quote = 0x22;
const backtick = 0x60;
const apostrophe = 0x27;
const letterR = 0x72;
const slash = 0x2f;
const star = 0x2a;
const hash = 0x23;
const less = 0x3c;
const newline = 0x0a;

/** The name between two offsets: the string that stood for it before, where it is still remembered. */
function nameAt({ text, names }: Pick<Scan, "text" | "names">, start: number, end: number): string {
  const length = end - start;
  const slot = (text.charCodeAt(start) + 3 * text.charCodeAt(end - 1) + 7 * length) & rememberedNames;
  const known = names[slot];
  if (known !== undefined && known.length === length && text.startsWith(known, start)) return known;
  const name = text.substring(start, end);
  names[slot] = name;
  return name;
}

// One less than a power of two.
const rememberedNames = 511;

/** Adds a token to what has been read. */
export function addToken({ tokens, spare, base }: Scan, type: TokenType, image: string, at: number): IToken {
  let token = spare[tokens.length];
  if (token === undefined) {
    token = tokenOf(type, image, base + at);
    spare.push(token);
  } else {
    token.image = image;
    token.startOffset = base + at;
    token.payload = undefined;
    retype(token, type);
  }
  tokens.push(token);
  return token;
}

function take(scan: Scan, type: TokenType, at: number, end: number): number {
  addToken(scan, type, scan.text.substring(at, end), at);
  return end;
}

function takeName(scan: Scan, at: number): number {
  const end = nameEnd(scan.text, at);
  const name = nameAt(scan, at, end);
  addToken(scan, wordType(name) ?? Identifier, name, at);
  return end;
}

function takeNumber(scan: Scan, at: number): number {
  const end = numberEnd(scan.text, at);
  const token = addToken(scan, NumberToken, scan.text.substring(at, end), at);
  if (token.image.includes("_")) scan.underscored.push(token);
  return end;
}

function takeSymbol(scan: Scan, type: TokenType, at: number): number {
  const image = type.LABEL ?? "";
  const token = addToken(scan, type, image, at);
  if (isMistake(token)) repairMistake(token, scan.uri, scan.report);
  return at + image.length;
}

function takeString(scan: Scan, at: number): number {
  const shape = scanString(scan.text, at, scan);
  const isOpen = shape.form === "plain" && !shape.terminated;
  const end = isOpen ? textOverLinesEnd(scan.text, at) : 0;
  return end > 0 ? takeMistake(scan, Heredoc, at, end) : takeShaped(scan, PlainString, at, shape);
}

function takeShaped(scan: Scan, type: TokenType, at: number, shape: StringShape): number {
  scan.takeString(scan, type, at, shape);
  return shape.end;
}

function takeComment({ comments, text, uri, base }: Scan, at: number, end: number): number {
  comments.push({ kind: "Comment", uri, start: base + at, end: base + end, text: text.substring(at, end) });
  return end;
}

function takeMistake(scan: Scan, type: TokenType, at: number, end: number): number {
  repairMistake(addToken(scan, type, scan.text.substring(at, end), at), scan.uri, scan.report);
  return end;
}

// What a comment says in other languages is left out.
function takeMistakenComment({ text, base, uri, report }: Scan, type: TokenType, at: number, end: number): number {
  const goesOn = text.slice(end, lineEnd(text, end)).trim() !== "";
  repairMistake(tokenOf(type, text.substring(at, end), base + at), uri, report, goesOn);
  return end;
}

// What has nothing in between is one stretch.
function takeUnknown({ unknown, base }: Scan, at: number, end: number): number {
  const last = unknown[unknown.length - 1];
  if (last?.end === base + at) unknown[unknown.length - 1] = { start: last.start, end: base + end };
  else unknown.push({ start: base + at, end: base + end });
  return end;
}

// By their first character, longer before shorter.
const symbols = byFirstCharacter(symbolTokens);

function byFirstCharacter(types: readonly TokenType[]): readonly TokenType[][] {
  const found: TokenType[][] = [];
  for (const type of types) {
    const first = type.LABEL?.charCodeAt(0) ?? 0;
    found[first] = [...(found[first] ?? []), type];
  }
  return found;
}

function symbolAt(text: string, at: number, code: number): TokenType | undefined {
  for (const symbol of symbols[code] ?? []) if (text.startsWith(symbol.LABEL ?? "", at)) return symbol;
  return undefined;
}

// Those whose character begins nothing else.
const loneSymbols = symbols.map(([first, ...longer], code) =>
  longer.length === 0 && first?.LABEL?.length === 1 && code !== slash ? first : undefined,
);

function blockCommentEnd(text: string, at: number): number {
  const end = text.indexOf("*/", at + 2);
  return end < 0 ? text.length : end + 2;
}

function singleQuotedEnd(text: string, at: number): number {
  const end = text.startsWith("'''", at) ? text.indexOf("'''", at + 3) : -1;
  if (end >= 0) return end + 3;
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

import type { IToken, TokenType } from "chevrotain";
import type { Comment } from "./ast.ts";
import { pairBrackets } from "./delimiters.ts";
import { startsLine } from "./layout.ts";
import type { Lexed } from "./lexer.ts";
import {
  False,
  Identifier,
  isOf,
  Name,
  Null,
  NumberToken,
  PlainString,
  RawString,
  RBrace,
  RBracket,
  RParen,
  StringClose,
  True,
  wordType,
} from "./tokens.ts";

/**
 * A stretch of a source that is parsed by itself: most often one item with the comments above it. What is wrong in one
 * segment says nothing about the next, and an edit in one leaves the others as they are.
 */
export interface Segment {
  readonly start: number;
  /** Where the next one starts, or the source ends. */
  readonly end: number;
  readonly tokens: IToken[];
  readonly comments: readonly Comment[];
  /** Whether every bracket has its partner, and what comes next begins an item: nothing behind can be part of it. */
  readonly closed: boolean;
}

/**
 * Cuts what lies between two offsets of a text into segments. A right text is cut only between its items. In a broken
 * one, a line that reads as the beginning of an item and is not indented ends every bracket that nothing behind closes.
 */
export function segmentsOf({ tokens, comments }: Lexed, text: string, start: number, end: number): readonly Segment[] {
  const chunks = joinChunks(tokens, chunksOf(tokens, text));
  const segments: Segment[] = [];
  let from = start;
  let comment = 0;
  chunks.forEach((chunk, index) => {
    const next = chunks[index + 1];
    const until = next === undefined ? comments.length : commentsBefore(tokens, next.from, comments, text);
    const to = next === undefined ? end : startWith(tokens[next.from], comments[until], text);
    segments.push({
      start: from,
      end: to,
      tokens: chunks.length === 1 ? tokens : tokens.slice(chunk.from, chunk.to),
      comments: comments.slice(comment, until),
      closed: chunk.closed,
    });
    from = to;
    comment = until;
  });
  return segments;
}

/** Whether an item may end with the last of some tokens, so that one may begin behind. */
export function mayEndItem(token: IToken | undefined): boolean {
  return token === undefined || endings.has(token.tokenType);
}

const endings: ReadonlySet<TokenType> = new Set([
  ...[Identifier, NumberToken, PlainString, RawString, StringClose],
  ...[RBrace, RBracket, RParen, True, False, Null],
]);

/** A run of tokens that starts like an item. */
interface Chunk {
  readonly from: number;
  readonly to: number;
  readonly closed: boolean;
}

function chunksOf(tokens: readonly IToken[], text: string): readonly Chunk[] {
  const chunks: Chunk[] = [];
  const open: TokenType[] = [];
  let paired = true;
  let from = 0;
  for (let at = 0; at <= tokens.length; at++) {
    const token = tokens[at];
    const isOpen = open.length > 0 || !paired;
    const last = tokens[at - 1];
    if (token === undefined || (at > from && startsItem(token, text) && (isOpen || mayEndItem(last)))) {
      chunks.push({ from, to: at, closed: !isOpen && mayEndItem(last) });
      open.length = 0;
      paired = true;
      from = at;
    }
    if (token !== undefined) paired = pairBrackets(token.tokenType, open) && paired;
  }
  return chunks;
}

// A chunk that leaves brackets open goes together with those behind it, up to the one that closes them exactly. In a
// right text there always is one.
function joinChunks(tokens: readonly IToken[], chunks: readonly Chunk[]): readonly Chunk[] {
  const joined: Chunk[] = [];
  let failures = 0;
  for (let index = 0; index < chunks.length; index++) {
    const chunk = chunks[index];
    if (chunk === undefined) break;
    const last = chunk.closed || failures > mostFailures ? -1 : lastOfJoined(tokens, chunks, index);
    const end = chunks[last];
    if (end === undefined) {
      if (!chunk.closed) failures++;
      joined.push(chunk);
    } else {
      joined.push({ from: chunk.from, to: end.to, closed: true });
      index = last;
    }
  }
  return joined;
}

// Each failure may have looked at everything behind it.
const mostFailures = 64;

function lastOfJoined(tokens: readonly IToken[], chunks: readonly Chunk[], first: number): number {
  const open: TokenType[] = [];
  for (let index = first; index < chunks.length; index++) {
    const chunk = chunks[index];
    if (chunk === undefined) break;
    if (!chunk.closed) {
      for (let at = chunk.from; at < chunk.to; at++) {
        const type = tokens[at]?.tokenType;
        if (type !== undefined && !pairBrackets(type, open)) return -1;
      }
    }
    if (open.length === 0 && mayEndItem(tokens[chunk.to - 1])) return index;
  }
  return -1;
}

function startsItem(token: IToken, text: string): boolean {
  const { startOffset } = token;
  if (startOffset > 0 && text.charCodeAt(startOffset - 1) !== newline) return false;
  if (!isOf(token, Name)) return false;
  beginning.lastIndex = startOffset;
  const found = beginning.exec(text);
  if (found === null) return false;
  const { modified, kind, name, label } = found.groups ?? {};
  if (modified !== undefined && (modified === "let" || modified === "fn" || modified === "policy")) return true;
  return [modified, kind, name, label].every((each) => each === undefined || isPlainName(each));
}

// Of the line alone: what an item looks like must not depend on what stands behind it. All but reserved words may be
// names as well, so each of these is what could not go on with what is above in any right text.
const word = String.raw`[\p{XID_Start}_][\p{XID_Continue}-]*`;
const gap = String.raw`[ \t]+`;
const beginning = new RegExp(
  [
    String.raw`import[ \t]*\{[^{}"\n]*\}[ \t]*from[ \t]*"`,
    `(?:let|fn|param|kind|policy)${gap}(?<name>${word})`,
    `test${gap}"`,
    `(?:private|abstract)${gap}(?<modified>${word})`,
    `(?<kind>${word})${gap}(?<label>${word})(?:[ \\t]*\\{|${gap}extends\\b)`,
  ].join("|"),
  "uy",
);

// A word of the grammar may go on with what is above: `extends base {`, `else x {`.
function isPlainName(text: string): boolean {
  return wordType(text) === undefined || text === "environment";
}

// How many comments lie before a token, but for those right above it.
function commentsBefore(tokens: readonly IToken[], at: number, comments: readonly Comment[], text: string): number {
  const token = tokens[at];
  const last = tokens[at - 1];
  if (token === undefined || last === undefined) return 0;
  const floor = last.startOffset + last.image.length;
  let index = firstAtOrAfter(comments, token.startOffset);
  let top = token.startOffset;
  for (let above = comments[index - 1]; above !== undefined; above = comments[index - 1]) {
    const { start, end } = above.span;
    if (start < floor || !startsLine(text, start) || text.slice(end, top).trim() !== "") break;
    top = start;
    index--;
  }
  return index;
}

function firstAtOrAfter(comments: readonly Comment[], offset: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((comments[middle]?.span.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

// The start of the line of a comment above a token, or the token's own.
function startWith(token: IToken | undefined, comment: Comment | undefined, text: string): number {
  const start = token?.startOffset ?? text.length;
  const first = comment === undefined ? start : Math.min(start, comment.span.start);
  return text.lastIndexOf("\n", first - 1) + 1;
}

const newline = 0x0a;

import type { IToken, TokenType } from "chevrotain";
import { firstIndex } from "../base/first-index.ts";
import type { Comment } from "./ast.ts";
import { isBracket, pairBrackets } from "./delimiters.ts";
import { startsItem } from "./item-beginnings.ts";
import { startsLine } from "./layout.ts";
import type { Lexed } from "./lexer.ts";
import { spaceEnd } from "./scan-name.ts";
import { finished, forget, type Scan, scanOne } from "./scan-tokens.ts";
import {
  False,
  Identifier,
  Null,
  NumberToken,
  PlainString,
  Question,
  RawString,
  RBrace,
  RBracket,
  RParen,
  StringClose,
  True,
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
 * Reads a source segment by segment, so that only the tokens of one are there at a time. A right text is cut only between
 * its items: where one begins, brackets are balanced, and nothing behind can be part of what was read. In a broken one, a
 * line that reads as the beginning of an item and is not indented ends every bracket that nothing behind closes; so from
 * the first bracket that is open there, all the rest is read before it is cut.
 */
export function readSegments(scan: Scan, start: number, take: (segment: Segment) => void): void {
  const { text } = scan;
  let from = start;
  for (let at = start; ; ) {
    const next = readItem(scan, at);
    if (next === text.length) break;
    const above = commentsAbove(next, scan.tokens[scan.tokens.length - 1], scan.comments, text);
    const comments = scan.comments.splice(above);
    const end = startWith(next, comments[0], text);
    take({ start: from, end, tokens: finished(scan), comments: scan.comments, closed: true });
    forget(scan, comments);
    at = next;
    from = end;
  }
  const tokens = finished(scan);
  for (const segment of cut({ tokens, comments: scan.comments }, text, from, text.length)) take(segment);
}

// Reads up to where an item begins behind a closed one, and returns where; the end of the text where there is none.
function readItem(scan: Scan, start: number): number {
  const { text, tokens, unknown } = scan;
  const open: TokenType[] = [];
  let paired = 0;
  let isClosed = true;
  for (let at = spaceEnd(text, start); at < text.length; at = spaceEnd(text, scanOne(scan, at))) {
    if (text.charCodeAt(at - 1) !== newline || !isClosed || tokens.length === 0 || !startsItem(text, at)) continue;
    isClosed = pairAll(tokens, paired, open);
    paired = tokens.length;
    if (open.length > 0 || unknown.length > 0) isClosed = false;
    else if (isClosed && mayEndItem(tokens[tokens.length - 1])) return at;
  }
  return text.length;
}

// Pairs the brackets of what lies behind a token.
function pairAll(tokens: readonly IToken[], from: number, open: TokenType[]): boolean {
  for (let at = from; at < tokens.length; at++) {
    const token = tokens[at];
    if (token !== undefined && isBracket[token.tokenTypeIdx] === true && !pairBrackets(token, open)) return false;
  }
  return true;
}

function cut({ tokens, comments }: Lexed, text: string, start: number, end: number): readonly Segment[] {
  const chunks = joinChunks(tokens, chunksOf(tokens, text));
  const segments: Segment[] = [];
  let from = start;
  let comment = 0;
  chunks.forEach((chunk, index) => {
    const next = tokens[chunks[index + 1]?.from ?? tokens.length];
    const until =
      next === undefined ? comments.length : commentsAbove(next.startOffset, tokens[chunk.to - 1], comments, text);
    const to = next === undefined ? end : startWith(next.startOffset, comments[until], text);
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
function mayEndItem(token: IToken | undefined): boolean {
  return token === undefined || endings.has(token.tokenType);
}

const endings: ReadonlySet<TokenType> = new Set([
  ...[Identifier, NumberToken, PlainString, RawString, StringClose],
  ...[RBrace, RBracket, RParen, True, False, Null, Question],
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
    if (token === undefined || (at > from && startsItem(text, token.startOffset) && (isOpen || mayEndItem(last)))) {
      chunks.push({ from, to: at, closed: !isOpen && mayEndItem(last) });
      open.length = 0;
      paired = true;
      from = at;
    }
    if (token !== undefined) paired = pairBrackets(token, open) && paired;
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
        const token = tokens[at];
        if (token !== undefined && !pairBrackets(token, open)) return -1;
      }
    }
    if (open.length === 0 && mayEndItem(tokens[chunk.to - 1])) return index;
  }
  return -1;
}

// How many comments lie before an offset, but for those right above it.
function commentsAbove(offset: number, last: IToken | undefined, comments: readonly Comment[], text: string): number {
  const floor = last === undefined ? 0 : last.startOffset + last.image.length;
  let index = firstIndex(comments, (comment) => comment.start >= offset);
  let top = offset;
  for (let above = comments[index - 1]; above !== undefined; above = comments[index - 1]) {
    const { start, end } = above;
    if (start < floor || !startsLine(text, start) || text.slice(end, top).trim() !== "") break;
    top = start;
    index--;
  }
  return index;
}

// The start of the line of a comment above an item that begins at an offset, or the item's own.
function startWith(offset: number, comment: Comment | undefined, text: string): number {
  const first = comment === undefined ? offset : Math.min(offset, comment.start);
  return text.lastIndexOf("\n", first - 1) + 1;
}

const newline = 0x0a;

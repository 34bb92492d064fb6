import type { IToken, TokenType } from "chevrotain";
import type { Span } from "../base/span.ts";
import { nestingTooDeep } from "../diagnostics/codes/nesting-too-deep.ts";
import { unterminatedInterpolation } from "../diagnostics/codes/unterminated-interpolation.ts";
import { unterminatedString } from "../diagnostics/codes/unterminated-string.ts";
import type { Report } from "../diagnostics/definition.ts";
import type { Comment, StringText } from "./ast.ts";
import { isMistake, repairMistake, reportUnknownText } from "./lexical-mistakes.ts";
import { checkNumber } from "./number-literal.ts";
import { nameOddRuns } from "./odd-names.ts";
import { nameEnd } from "./scan-name.ts";
import type { Hole, StringShape } from "./scan-string.ts";
import { type Scanned, scanTokens, tokenOf } from "./scan-tokens.ts";
import { decodeString } from "./string-text.ts";
import { Dot, Identifier, NumberToken, StringClose, StringMiddle, StringOpen, wordType } from "./tokens.ts";

/** What a token of a string literal carries: the decoded text that belongs to it. */
export interface StringPiece {
  readonly form: StringShape["form"];
  readonly text: StringText | undefined;
  /** Whether the literal has its closing quote. */
  readonly terminated: boolean;
}

export interface Lexed {
  /** Without white space and comments. Literals with interpolations are spread out into their pieces. */
  readonly tokens: IToken[];
  readonly comments: readonly Comment[];
}

/**
 * Splits a source into tokens. Total: text that is no token is reported and left out. `base` is where a part of a source
 * lies in the whole.
 */
export function lex(text: string, uri: string, report: Report, base = 0): Lexed {
  const scanned = scanTokens(text);
  const comments = scanned.comments.map((token): Comment => {
    const start = base + token.startOffset;
    return { kind: "Comment", span: { uri, start, end: start + token.image.length }, text: token.image };
  });
  return { tokens: finish(scanned, text, { uri, report, base, depth: 0 }), comments };
}

/** Makes a token one of another type, for the parser to read it as what was meant. */
export function retype(token: IToken, type: TokenType): void {
  token.tokenType = type;
  token.tokenTypeIdx = type.tokenTypeIdx ?? 0;
}

/** How deep strings may nest in each other's interpolations: each level is scanned once more. */
const stringNestingLimit = 16;

interface Place {
  readonly uri: string;
  readonly report: Report;
  /** Where the text that is being lexed lies in the source. */
  readonly base: number;
  readonly depth: number;
}

function finish(scanned: Scanned, text: string, place: Place): IToken[] {
  const unknown = adjacent(scanned.unknown);
  const named =
    unknown.length === 0
      ? { tokens: scanned.tokens, runs: unknown }
      : nameOddRuns(scanned.tokens, unknown, text, place);
  const lexed = named.tokens;
  for (const run of named.runs) {
    reportUnknownText(text.slice(run.start, run.end), place.base + run.start, place.uri, place.report);
  }
  for (const token of scanned.mistakes) {
    token.startOffset += place.base;
    repairMistake(token, place.uri, place.report);
  }
  // Most files have no interpolation: their tokens are finished in place.
  let spread: IToken[] | undefined;
  for (let index = 0; index < lexed.length; index++) {
    const token = lexed[index];
    if (token === undefined) continue;
    const offset = token.startOffset;
    token.startOffset += place.base;
    if (token.tokenType === Identifier) {
      const word = wordType(token.image);
      if (word !== undefined) retype(token, word);
    } else if (token.payload !== undefined) {
      const pieces = spreadString(token, token.payload as StringShape, text, offset, place);
      if (pieces.length > 1) spread ??= lexed.slice(0, index);
      if (spread !== undefined) {
        for (const piece of pieces) spread.push(piece);
        continue;
      }
    } else if (token.tokenType === NumberToken) {
      checkNumber(token, place.uri, place.report);
    } else if (isMistake(token)) {
      repairMistake(token, place.uri, place.report);
    }
    spread?.push(token);
  }
  return spread ?? lexed;
}

// Tokens without anything between them, as one stretch.
function adjacent(tokens: readonly IToken[]): readonly { readonly start: number; readonly end: number }[] {
  const runs: { readonly start: number; end: number }[] = [];
  for (const token of tokens) {
    const end = token.startOffset + token.image.length;
    const last = runs[runs.length - 1];
    if (last?.end === token.startOffset) last.end = end;
    else runs.push({ start: token.startOffset, end });
  }
  return runs;
}

function spreadString(token: IToken, shape: StringShape, text: string, offset: number, place: Place): IToken[] {
  const { uri, report, base, depth } = place;
  const openHole = shape.holes.find((hole) => hole.open);
  if (openHole !== undefined) reportOpenHole(openHole, place);
  else if (!shape.terminated) reportUnterminated(shape, offset, place);
  const { form, texts } = decodeString(text, offset, shape, base, uri, report);
  const piece = (index: number): StringPiece => ({ form, text: texts[index], terminated: shape.terminated });
  token.payload = piece(0);
  if (shape.holes.length === 0) return [token];
  if (depth >= stringNestingLimit) {
    report(nestingTooDeep, spanOf(token, uri), { what: "strings", limit: stringNestingLimit });
    return [token];
  }
  const tokens: IToken[] = [];
  let start = offset;
  shape.holes.forEach((hole, index) => {
    tokens.push(pieceToken(index === 0 ? StringOpen : StringMiddle, text, start, hole.start, base, piece(index)));
    for (const inner of pathTokens(text, hole, base) ?? holeTokens(text, hole, place)) tokens.push(inner);
    start = hole.end;
  });
  tokens.push(pieceToken(StringClose, text, start, shape.end, base, piece(shape.holes.length)));
  return tokens;
}

function holeTokens(text: string, hole: Hole, { uri, report, base, depth }: Place): IToken[] {
  const inside = text.slice(hole.start, hole.end);
  return finish(scanTokens(inside), inside, { uri, report, base: base + hole.start, depth: depth + 1 });
}

// Most interpolations are a name or a path of names, and starting the lexer costs as much as lexing many tokens.
function pathTokens(text: string, hole: Hole, base: number): IToken[] | undefined {
  const tokens: IToken[] = [];
  for (let start = hole.start; ; ) {
    const end = nameEnd(text, start);
    if (end === start || end > hole.end) return undefined;
    const image = text.slice(start, end);
    tokens.push(tokenOf(wordType(image) ?? Identifier, image, base + start));
    if (end === hole.end) return tokens;
    if (text.charCodeAt(end) !== dot) return undefined;
    tokens.push(tokenOf(Dot, ".", base + end));
    start = end + 1;
  }
}

const dot = 0x2e;

function reportUnterminated(shape: StringShape, offset: number, { base, uri, report }: Place): void {
  report(unterminatedString, { uri, start: base + offset, end: base + shape.end }, { form: shape.form });
}

function reportOpenHole(hole: Hole, { base, uri, report }: Place): void {
  const span = { uri, start: base + hole.end, end: base + hole.end };
  const fixes = [{ title: "Add `}`", edits: [{ span, text: "}" }] }];
  report(unterminatedInterpolation, { ...span, start: base + hole.start - 2, end: base + hole.start }, {}, { fixes });
}

function pieceToken(
  type: TokenType,
  text: string,
  start: number,
  end: number,
  base: number,
  payload: StringPiece,
): IToken {
  const token = tokenOf(type, text.slice(start, end), base + start);
  token.payload = payload;
  return token;
}

function spanOf(token: IToken, uri: string): Span {
  return { uri, start: token.startOffset, end: token.startOffset + token.image.length };
}

import type { TokenType } from "chevrotain";
import { nestingTooDeep } from "../diagnostics/codes/nesting-too-deep.ts";
import { unterminatedInterpolation } from "../diagnostics/codes/unterminated-interpolation.ts";
import { unterminatedString } from "../diagnostics/codes/unterminated-string.ts";
import { nameEnd } from "./scan-name.ts";
import type { Hole, StringShape } from "./scan-string.ts";
import { beginScan, nameAt, type Scan, scanAll } from "./scan-tokens.ts";
import type { StringPiece } from "./string-piece.ts";
import { decodeString } from "./string-text.ts";
import { Dot, Identifier, StringClose, StringMiddle, StringOpen, tokenOf, wordType } from "./tokens.ts";

/** Takes a string literal: as one token or, with interpolations, as its pieces with the tokens between them. */
export function takeString(scan: Scan, type: TokenType, offset: number, shape: StringShape): void {
  const { text, base, uri, report, tokens } = scan;
  const openHole = shape.holes.find((hole) => hole.open);
  if (openHole !== undefined) reportOpenHole(openHole, scan);
  else if (!shape.terminated) {
    report(unterminatedString, { uri, start: base + offset, end: base + shape.end }, { form: shape.form });
  }
  const { form, texts } = decodeString(text, offset, shape, base, uri, report);
  const take = (pieceType: TokenType, start: number, end: number, index: number): void => {
    const token = tokenOf(pieceType, text.slice(start, end), base + start);
    const payload: StringPiece = { form, text: texts[index], terminated: shape.terminated };
    token.payload = payload;
    tokens.push(token);
  };
  if (shape.holes.length === 0 || scan.depth >= stringNestingLimit) {
    take(type, offset, shape.end, 0);
    if (shape.holes.length === 0) return;
    const span = { uri, start: base + offset, end: base + shape.end };
    report(nestingTooDeep, span, { what: "strings", limit: stringNestingLimit });
    return;
  }
  let start = offset;
  shape.holes.forEach((hole, index) => {
    take(index === 0 ? StringOpen : StringMiddle, start, hole.start, index);
    if (!takePath(scan, hole)) takeHole(scan, hole);
    start = hole.end;
  });
  take(StringClose, start, shape.end, shape.holes.length);
}

/** How deep strings may nest in each other's interpolations: each level is scanned once more. */
const stringNestingLimit = 16;

function takeHole(scan: Scan, { start, end }: Hole): void {
  const { tokens, text, base, depth } = scan;
  const inside = text.slice(start, end);
  const hole = beginScan({ ...scan, text: inside, base: base + start, depth: depth + 1 });
  for (const token of scanAll(hole)) tokens.push(token);
}

// Most interpolations are a name or a path of names, and starting the lexer costs as much as lexing many tokens.
function takePath(scan: Scan, hole: Hole): boolean {
  const { tokens, text, base } = scan;
  const before = tokens.length;
  for (let start = hole.start; ; ) {
    const end = nameEnd(text, start);
    if (end === start || end > hole.end) break;
    const name = nameAt(scan, start, end);
    tokens.push(tokenOf(wordType(name) ?? Identifier, name, base + start));
    if (end === hole.end) return true;
    if (text.charCodeAt(end) !== dot) break;
    tokens.push(tokenOf(Dot, ".", base + end));
    start = end + 1;
  }
  tokens.length = before;
  return false;
}

const dot = 0x2e;

function reportOpenHole(hole: Hole, { base, uri, report }: Scan): void {
  const span = { uri, start: base + hole.end, end: base + hole.end };
  const fixes = [{ title: "Add `}`", edits: [{ span, text: "}" }] }];
  report(unterminatedInterpolation, { ...span, start: base + hole.start - 2, end: base + hole.start }, {}, { fixes });
}

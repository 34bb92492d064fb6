import type { TokenType } from "chevrotain";
import type { Span } from "../base/span.ts";
import { nestingTooDeep } from "../diagnostics/codes/nesting-too-deep.ts";
import { unterminatedInterpolation } from "../diagnostics/codes/unterminated-interpolation.ts";
import { unterminatedString } from "../diagnostics/codes/unterminated-string.ts";
import { findMissingQuote } from "./missing-quote.ts";
import { spaceEnd } from "./scan-name.ts";
import type { Hole, StringShape } from "./scan-string.ts";
import { addToken, beginScan, type Scan, scanAll, scanOne } from "./scan-tokens.ts";
import type { StringPiece } from "./string-piece.ts";
import { decodeString } from "./string-text.ts";
import { StringClose, StringMiddle, StringOpen } from "./tokens.ts";

/** Takes a string literal: as one token or, with interpolations, as its pieces with the tokens between them. */
export function takeString(scan: Scan, type: TokenType, offset: number, shape: StringShape): void {
  const { text, base, uri, report } = scan;
  const { holes, terminated } = shape;
  const span = { uri, start: base + offset, end: base + shape.end };
  const openHole = holes.find((hole) => hole.open);
  if (openHole !== undefined) reportOpenHole(openHole, scan);
  else if (!terminated) reportUnterminated(scan, span, shape);
  const { form, texts } = decodeString(text, offset, shape, base, uri, report);
  if (holes.length === 0 || scan.depth >= stringNestingLimit) {
    takePiece(scan, type, offset, shape.end, { form, text: texts[0], terminated });
    if (holes.length > 0) report(nestingTooDeep, span, { what: "strings", limit: stringNestingLimit });
    return;
  }
  let start = offset;
  for (let index = 0; index < holes.length; index++) {
    const hole = holes[index];
    if (hole === undefined) continue;
    takePiece(scan, index === 0 ? StringOpen : StringMiddle, start, hole.start, {
      form,
      text: texts[index],
      terminated,
    });
    if (!takePlainHole(scan, hole)) takeHole(scan, hole);
    start = hole.end;
  }
  takePiece(scan, StringClose, start, shape.end, { form, text: texts[holes.length], terminated });
}

function reportUnterminated({ text, base, uri, report }: Scan, span: Span, { form }: StringShape): void {
  const quote = form === "plain" && base === 0 ? findMissingQuote(text, span.start, uri) : null;
  if (quote === null) report(unterminatedString, span, { form });
  else report(unterminatedString, quote.span, { form: quote.side }, { fixes: quote.fixes });
}

function takePiece(scan: Scan, type: TokenType, start: number, end: number, piece: StringPiece): void {
  addToken(scan, type, scan.text.slice(start, end), start).payload = piece;
}

/** How deep strings may nest in each other's interpolations: each level is scanned once more. */
const stringNestingLimit = 16;

function takeHole(scan: Scan, { start, end }: Hole): void {
  const { tokens, text, base, depth } = scan;
  const inside = text.slice(start, end);
  const hole = beginScan({ ...scan, text: inside, base: base + start, depth: depth + 1 });
  for (const token of scanAll(hole)) tokens.push(token);
}

// Most interpolations are names, numbers and signs: nothing that could go on behind the `}`. Those are read where they are.
function takePlainHole(scan: Scan, { start, end, open }: Hole): boolean {
  if (open) return false;
  for (let at = start; at < end; at++) if (isPlain[scan.text.charCodeAt(at)] !== true) return false;
  for (let at = spaceEnd(scan.text, start); at < end; at = spaceEnd(scan.text, scanOne(scan, at)));
  return true;
}

const isPlain = charactersOf("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_ .,:+-*%()[]=>?");

function charactersOf(text: string): readonly boolean[] {
  const found: boolean[] = [];
  for (const character of text) found[character.charCodeAt(0)] = true;
  return found;
}

function reportOpenHole(hole: Hole, { base, uri, report }: Scan): void {
  const span = { uri, start: base + hole.end, end: base + hole.end };
  const fixes = [{ title: "Add `}`", edits: [{ span, text: "}" }] }];
  report(unterminatedInterpolation, { ...span, start: base + hole.start - 2, end: base + hole.start }, {}, { fixes });
}

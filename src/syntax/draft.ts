import type { Source } from "../base/source.ts";
import type { Span } from "../base/span.ts";
import { difference } from "../base/text-difference.ts";
import type { Diagnostic, Outcome } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "./ast.ts";
import { moveSpans, type SpansOfKind, spansByKind } from "./move-spans.ts";
import { fileOf, type Part, parseParts } from "./parse.ts";

/**
 * A source that is being written. After an edit only the segments around it are parsed; the trees of the others are
 * kept, and their spans are moved **in place** when the next tree is asked for. So a tree is good until the tree of
 * another text is taken, and whoever needs a span for longer copies it.
 */
export interface Draft {
  /** What `parse` gives for the text. */
  read(text: string): Outcome<SourceFile>;
}

/** A source that nothing is known of yet. */
export function createDraft(uri: string): Draft {
  let text = "";
  let pieces: readonly Piece[] = [];
  return {
    read(next) {
      const source = { uri, text: next };
      pieces = reread(pieces, text, source) ?? parseParts(source, 0, next.length).map(pieceOf);
      text = next;
      return outcomeOf(source, pieces);
    },
  };
}

/** A segment whose place may change. */
interface Piece extends Pick<Part, "items" | "comments" | "closed" | "open"> {
  readonly length: number;
  /** As if it began at 0. */
  readonly diagnostics: readonly Diagnostic[];
  /** Where it begins, going by the spans of its tree. */
  start: number;
  /** All spans of its tree, once they had to be moved. */
  spans: readonly SpansOfKind[] | null;
}

function pieceOf({ start, end, diagnostics, items, comments, closed, open }: Part): Piece {
  const moved = diagnostics.map((each) => movedDiagnostic(each, -start));
  return { items, comments, closed, open, length: end - start, diagnostics: moved, start, spans: null };
}

// The segments of the next text, most of them those of the old one; null where that can't be told without reading all.
function reread(pieces: readonly Piece[], old: string, source: Source): readonly Piece[] | null {
  if (!isLocal(pieces)) return null;
  const { start, end, shift } = difference(old, source.text);
  let [first, last] = [pieces.length, -1];
  let at = 0;
  pieces.forEach(({ length, closed }, index) => {
    // What is not closed is looked at again: its end may have come.
    if ((at <= end && at + length >= start) || !closed) {
      first = Math.min(first, index);
      last = index;
    }
    at += length;
  });
  // With those beside: where they meet is up to both.
  const kept = pieces.slice(0, Math.max(0, first - 1));
  const behind = pieces.slice(last + 2);
  const from = lengthOf(kept);
  const fresh = parseParts(source, from, old.length + shift - lengthOf(behind)).map(pieceOf);
  const all = [...kept, ...fresh, ...behind];
  return isLocal(all) ? all : null;
}

function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

// Whether segments can be read one by one: among many findings some are left out for the sake of others.
function isLocal(pieces: readonly Piece[]): boolean {
  let findings = 0;
  for (const { diagnostics, open } of pieces) {
    if (open) return false;
    findings += diagnostics.length;
  }
  return pieces.length > 0 && findings <= mostFindings;
}

const mostFindings = 8;

// To tell what is wrong with a text, its tree need not be put together.
function outcomeOf(source: Source, pieces: readonly Piece[]): Outcome<SourceFile> {
  const diagnostics: Diagnostic[] = [];
  let start = 0;
  for (const piece of pieces) {
    for (const each of piece.diagnostics) diagnostics.push(movedDiagnostic(each, start));
    start += piece.length;
  }
  let file: SourceFile | undefined;
  return {
    diagnostics,
    get value() {
      file ??= assembled(source, pieces);
      return file;
    },
  };
}

function assembled(source: Source, pieces: readonly Piece[]): SourceFile {
  let start = 0;
  for (const piece of pieces) {
    moveTo(piece, start);
    start += piece.length;
  }
  return fileOf(source, pieces);
}

function moveTo(piece: Piece, start: number): void {
  const shift = start - piece.start;
  if (shift === 0) return;
  piece.spans ??= spansByKind([piece.items, piece.comments]);
  for (const spans of piece.spans) moveSpans(spans, shift);
  piece.start = start;
}

function movedDiagnostic(diagnostic: Diagnostic, shift: number): Diagnostic {
  const moved = ({ uri, start, end }: Span): Span => ({ uri, start: start + shift, end: end + shift });
  return {
    ...diagnostic,
    span: moved(diagnostic.span),
    related: diagnostic.related.map((each) => ({ ...each, span: moved(each.span) })),
    fixes: diagnostic.fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map((edit) => ({ ...edit, span: moved(edit.span) })),
    })),
  };
}

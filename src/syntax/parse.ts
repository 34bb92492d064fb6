import type { Source } from "../base/source.ts";
import { foreignComment } from "../diagnostics/codes/foreign-comment.ts";
import { heredoc } from "../diagnostics/codes/heredoc.ts";
import { mergeConflict } from "../diagnostics/codes/merge-conflict.ts";
import { collectInto, type FindingCounts } from "../diagnostics/definition.ts";
import type { Diagnostic, Outcome } from "../diagnostics/diagnostic.ts";
import type { Comment, Item, SourceFile } from "./ast.ts";
import { balanceDelimiters } from "./delimiters.ts";
import { ItemParser } from "./item-parser.ts";
import { indentation } from "./layout.ts";
import { provenFixes } from "./proven-fixes.ts";
import { beginScan } from "./scan-tokens.ts";
import { readSegments, type Segment } from "./segments.ts";
import { takeString } from "./spread-string.ts";
import { checkText } from "./text-checks.ts";
import { widenSpans } from "./widen-spans.ts";

/**
 * Parses a source. Total: every text yields a tree with all that could be read, and the findings about the rest, sorted
 * by where they are.
 */
export function parse(source: Source): Outcome<SourceFile> {
  const parts = parseParts(source, 0, source.text.length);
  const diagnostics = parts.flatMap((part) => part.diagnostics);
  return { value: fileOf(source, parts), diagnostics };
}

/** What a segment of a source says. */
export interface Part {
  readonly start: number;
  readonly end: number;
  readonly items: readonly Item[];
  readonly comments: readonly Comment[];
  /** Sorted by where they are. */
  readonly diagnostics: readonly Diagnostic[];
  /** Whether every bracket has its partner, and what comes next begins an item. */
  readonly closed: boolean;
  /** Whether how it is read may depend on text anywhere behind it. */
  readonly open: boolean;
}

/** Parses what lies between two offsets of a source, both of which are where segments start, or its end. */
export function parseParts(source: Source, start: number, end: number): readonly Part[] {
  return readParts(source, start, end).map((part) => {
    if (part.diagnostics.length === 0) return part;
    const { uri, text } = source;
    const count = (mended: string): number => findingsIn({ uri, text: mended });
    return { ...part, diagnostics: provenFixes(part.diagnostics, { text, start: part.start, end: part.end }, count) };
  });
}

function findingsIn(source: Source): number {
  return readParts(source, 0, source.text.length).reduce((sum, { diagnostics }) => sum + diagnostics.length, 0);
}

function readParts({ text, uri }: Source, start: number, end: number): readonly Part[] {
  const parts: Part[] = [];
  const counts: FindingCounts = new Map();
  const lexical: Diagnostic[] = [];
  const written = end === text.length ? text : text.slice(0, end);
  let indentOf: ((offset: number) => number) | undefined;
  const indentAt = (offset: number): number => {
    indentOf ??= indentation(text.slice(start, end));
    return indentOf(offset - start);
  };
  const scan = beginScan({ text: written, uri, report: collectInto(lexical, counts), takeString });
  readSegments(scan, start, (segment) => {
    const { tokens, comments, closed } = segment;
    const diagnostics = lexical.length === 0 ? [] : lexical.filter(({ span }) => holds(segment, span.start, end));
    const report = collectInto(diagnostics, counts);
    checkText(text.slice(segment.start, segment.end), tokens, comments, uri, report, segment.start);
    const open = diagnostics.length > 0 && isOpen(segment, diagnostics);
    const balanced = closed ? tokens : balanceDelimiters(tokens, text, uri, report, indentAt);
    parser ??= new ItemParser();
    const { start: from, end: to } = segment;
    const items = parser.parseItems({ tokens: balanced, comments, text, start: from, end: to, uri, report });
    if (diagnostics.length > 0) widenSpans(items);
    diagnostics.sort((left, right) => left.span.start - right.span.start || left.span.end - right.span.end);
    parts.push({ start: segment.start, end: segment.end, items, comments, diagnostics, closed, open });
  });
  return parts;
}

/** The tree of a source, put together of what its segments say. */
export function fileOf({ text, uri }: Source, parts: readonly Pick<Part, "items" | "comments">[]): SourceFile {
  const items: Item[] = [];
  const comments: Comment[] = [];
  for (const part of parts) {
    for (const item of part.items) items.push(item);
    for (const comment of part.comments) comments.push(comment);
  }
  return { kind: "SourceFile", uri, start: 0, end: text.length, items, comments };
}

// Building the parser costs milliseconds: once, and only when something is parsed.
let parser: ItemParser | undefined;

// A `"""`, `/*`, `<<EOF` or conflict looks for its end as far as the source goes.
function isOpen({ tokens }: Segment, lexical: readonly Diagnostic[]): boolean {
  return (
    lexical.some(({ code }) => farReaching.has(code)) ||
    tokens.some(({ payload }) => payload?.form === "multiline" && payload.terminated === false)
  );
}

const farReaching: ReadonlySet<string> = new Set([heredoc, foreignComment, mergeConflict].map(({ code }) => code));

function holds({ start, end }: Segment, offset: number, last: number): boolean {
  return start <= offset && (offset < end || end === last);
}

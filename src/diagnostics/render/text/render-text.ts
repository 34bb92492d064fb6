import { type LineIndex, lineIndex, positionAt } from "../../../base/line-index.ts";
import type { Source } from "../../../base/source.ts";
import type { Span } from "../../../base/span.ts";
import { firstNames } from "../../../base/wording.ts";
import type { Diagnostic, Fix, RelatedSpan } from "../../diagnostic.ts";
import { levelPaint, type Palette } from "../palette.ts";
import { visible, visibleLine } from "../visible.ts";
import { fixDiff } from "./fix-diff.ts";
import { foldRepeats } from "./fold-repeats.ts";
import { type Label, snippet } from "./snippet.ts";

export interface TextOptions {
  readonly palette: Palette;
  /** Columns of the terminal. */
  readonly width: number;
  /** How the reader, from where they are, would name a source. */
  readonly pathOf: (uri: string) => string;
}

/** Findings for a person: what is wrong, the lines it is about with marks below, and what to do. Ends with a line break. */
export function renderText(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, Source>,
  given: TextOptions,
): string {
  // Whoever made the folder may have named it for a terminal to read.
  const options = { ...given, pathOf: (uri: string) => visibleLine(given.pathOf(uri)) };
  const indexes = new Map<string, LineIndex | null>();
  const indexOf = (uri: string): LineIndex | null => {
    const known = indexes.get(uri);
    if (known !== undefined) return known;
    const source = sources.get(uri);
    const made = source === undefined ? null : lineIndex(source.text);
    indexes.set(uri, made);
    return made;
  };
  return foldRepeats(diagnostics)
    .map(({ diagnostic, more }) => {
      const rest = more.length === 0 ? "" : `${restText(diagnostic, more, indexOf, options)}\n\n`;
      return `${renderOne(diagnostic, indexOf, options).join("\n")}\n\n${rest}`;
    })
    .join("");
}

// Where the rest are, as what they say is said above.
function restText(
  { code, span }: Diagnostic,
  more: readonly Diagnostic[],
  indexOf: IndexOf,
  { palette, pathOf }: TextOptions,
): string {
  const places = new Set(more.map((each) => placeOf(each.span, indexOf(each.span.uri), pathOf)));
  const here = placeOf(span, indexOf(span.uri), pathOf);
  const where = places.size === 1 && places.has(here) ? "at the same place" : `at ${firstNames([...places])}`;
  return `${palette.bold(`… and ${more.length} more of ${code}`)} ${where}`;
}

type IndexOf = (uri: string) => LineIndex | null;

function renderOne(
  diagnostic: Diagnostic,
  indexOf: IndexOf,
  { palette, width, pathOf }: TextOptions,
): readonly string[] {
  const paint = levelPaint(palette, diagnostic.level);
  const primary: Label = { span: diagnostic.span, primary: true, message: "", paint };
  // What the standard library says is a note: nobody is to read its source to understand their own mistake.
  const inProject = diagnostic.related.filter((related) => !isLibrary(related.span));
  const shown = inProject.slice(0, mostRelated);
  const labels = [
    primary,
    ...shown.map(
      (related): Label => ({
        ...related,
        message: visibleLine(related.message),
        primary: false,
        paint: palette.cyan,
      }),
    ),
  ];
  const gutter = gutterOf(labels, indexOf);
  const paintGutter = (text: string): string => palette.blue(text);
  const indent = " ".repeat(gutter);

  const uris = [...new Set(labels.map((label) => label.span.uri))];
  const excerpts = uris.flatMap((uri, index) => {
    const source = indexOf(uri);
    const here = labels.filter((label) => label.span.uri === uri);
    const [first] = here;
    const arrow = `${indent}${paintGutter(index === 0 ? "-->" : ":::")} ${first ? placeOf(first.span, source, pathOf) : pathOf(uri)}`;
    const empty = paintGutter(`${indent} |`);
    if (source === null) return [arrow];
    return [...(index === 0 ? [] : [empty]), arrow, empty, ...snippet(source, here, { width, gutter, paintGutter })];
  });
  const remarks = [
    ...diagnostic.related
      .filter((related) => isLibrary(related.span))
      .map((related) => libraryNote(related, indexOf, pathOf)),
    ...(inProject.length > mostRelated
      ? [{ kind: "note", text: `and ${inProject.length - mostRelated} more such places` }]
      : []),
    ...(diagnostic.help === undefined ? [] : [{ kind: "help", text: diagnostic.help }]),
    ...fixRemarks(diagnostic),
  ].map(
    ({ kind, text }) =>
      `${indent} ${paintGutter("=")} ${palette.bold(kind)}: ${hang(visible(text), gutter + 5 + kind.length)}`,
  );
  const [fix] = diagnostic.fixes;
  const diff = fix === undefined || isToldByHelp(fix, diagnostic) ? [] : diffOf(fix, indexOf, gutter, palette);
  return [
    `${paint(palette.bold(`${levelWords[diagnostic.level]}[${diagnostic.code}]`))}${palette.bold(`: ${visibleLine(diagnostic.message)}`)}`,
    ...excerpts,
    ...(remarks.length > 0 ? [paintGutter(`${indent} |`)] : []),
    ...remarks,
    ...diff,
  ];
}

/** More than these fill a screen, and each has a row for the message of each. */
const mostRelated = 20;

const levelWords = { error: "error", warning: "warning", info: "note" } as const;

function isLibrary(span: Span): boolean {
  return span.uri.startsWith("std/");
}

function placeOf(span: Span, source: LineIndex | null, pathOf: TextOptions["pathOf"]): string {
  const path = isLibrary(span) ? span.uri : pathOf(span.uri);
  if (source === null) return path;
  const { line, column } = positionAt(source, span.start);
  return `${path}:${line + 1}:${column + 1}`;
}

function gutterOf(labels: readonly Label[], indexOf: IndexOf): number {
  const lines = labels.map(({ span }) => {
    const source = indexOf(span.uri);
    return source === null ? 1 : positionAt(source, span.end).line + 1;
  });
  return String(Math.max(...lines)).length;
}

interface Remark {
  readonly kind: string;
  readonly text: string;
}

function libraryNote({ span, message }: RelatedSpan, indexOf: IndexOf, pathOf: TextOptions["pathOf"]): Remark {
  return { kind: "note", text: `${message} (${placeOf(span, indexOf(span.uri), pathOf)})` };
}

function fixRemarks(diagnostic: Diagnostic): readonly Remark[] {
  return diagnostic.fixes
    .filter((fix) => !isToldByHelp(fix, diagnostic))
    .map((fix) => ({ kind: "fix", text: fix.title }))
    .slice(0, 3);
}

// "did you mean `x`?" and a fix that puts `x` there say the same.
function isToldByHelp({ edits }: Fix, { help }: Diagnostic): boolean {
  const [edit] = edits;
  return edits.length === 1 && edit !== undefined && edit.text !== "" && (help ?? "").includes(`\`${edit.text}\``);
}

function diffOf(fix: Fix, indexOf: IndexOf, gutter: number, palette: Palette): readonly string[] {
  const source = indexOf(fix.edits[0]?.span.uri ?? "");
  return source === null ? [] : fixDiff(fix, source, gutter, palette);
}

/** Further lines of a text stand below its first. */
function hang(text: string, columns: number): string {
  return text.split("\n").join(`\n${" ".repeat(columns)}`);
}

import { type LineIndex, lineIndex } from "../../../base/line-index.ts";
import type { Source } from "../../../base/source.ts";
import { firstNames } from "../../../base/wording.ts";
import type { Diagnostic, Fix } from "../../diagnostic.ts";
import { levelPaint, type Palette } from "../palette.ts";
import { visible, visibleLine } from "../visible.ts";
import { excerptsOf, gutterOf, labelsOf } from "./excerpts.ts";
import { fixDiff } from "./fix-diff.ts";
import { foldRepeats } from "./fold-repeats.ts";
import { isLibrary, type Page, placeOf } from "./page.ts";

export type TextOptions = Omit<Page, "indexOf">;

/** Findings for a person: what is wrong, the lines it is about with marks below, and what to do. Ends with a line break. */
export function renderText(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, Source>,
  options: TextOptions,
): string {
  // Whoever made the folder may have named it for a terminal to read.
  const pathOf = (uri: string): string => visibleLine(options.pathOf(uri));
  const page = { ...options, pathOf, indexOf: indexing(sources) };
  return foldRepeats(diagnostics)
    .map(({ diagnostic, more }) => {
      const rest = more.length === 0 ? "" : `${restText(diagnostic, more, page)}\n\n`;
      return `${renderOne(diagnostic, page).join("\n")}\n\n${rest}`;
    })
    .join("");
}

/** Indexes the lines of each source that is asked for, once. */
function indexing(sources: ReadonlyMap<string, Source>): Page["indexOf"] {
  const indexes = new Map<string, LineIndex | null>();
  return (uri) => {
    const known = indexes.get(uri);
    if (known !== undefined) return known;
    const source = sources.get(uri);
    const made = source === undefined ? null : lineIndex(source.text);
    indexes.set(uri, made);
    return made;
  };
}

// Where the rest are, as what they say is said above.
function restText({ code, span }: Diagnostic, more: readonly Diagnostic[], page: Page): string {
  const places = new Set(more.map((each) => placeOf(each.span, page)));
  const where =
    places.size === 1 && places.has(placeOf(span, page)) ? "at the same place" : `at ${firstNames([...places])}`;
  return `${page.palette.bold(`… and ${more.length} more of ${code}`)} ${where}`;
}

function renderOne(diagnostic: Diagnostic, page: Page): readonly string[] {
  const { palette } = page;
  // What the standard library says is a note: nobody is to read its source to understand their own mistake.
  const related = diagnostic.related.filter(({ span }) => !isLibrary(span));
  const labels = labelsOf(diagnostic, related.slice(0, mostRelated), page);
  const gutter = gutterOf(labels, page);
  const remarks = remarksOf(diagnostic, related.length - mostRelated, page);
  return [
    heading(diagnostic, palette),
    ...excerptsOf(labels, gutter, page),
    ...(remarks.length > 0 ? [palette.blue(`${" ".repeat(gutter)} |`)] : []),
    ...remarks.map((remark) => remarkText(remark, gutter, palette)),
    ...firstFixDiff(diagnostic, gutter, page),
  ];
}

/** More than these fill a screen, and each has a row for the message of each. */
const mostRelated = 20;

const levelWords = { error: "error", warning: "warning", info: "note" } as const;

function heading({ level, code, message }: Diagnostic, palette: Palette): string {
  const title = palette.bold(`${levelWords[level]}[${code}]`);
  return `${levelPaint(palette, level)(title)}${palette.bold(`: ${visibleLine(message)}`)}`;
}

interface Remark {
  readonly kind: "note" | "help" | "fix";
  readonly text: string;
}

/** What is said below the marked lines. `unmarked`: how many more related places there are. */
function remarksOf(diagnostic: Diagnostic, unmarked: number, page: Page): readonly Remark[] {
  const { related, help } = diagnostic;
  const inLibrary = related.filter(({ span }) => isLibrary(span));
  return [
    ...inLibrary.map(({ span, message }): Remark => ({ kind: "note", text: `${message} (${placeOf(span, page)})` })),
    ...(unmarked > 0 ? [{ kind: "note" as const, text: `and ${unmarked} more such places` }] : []),
    ...(help === undefined ? [] : [{ kind: "help" as const, text: help }]),
    ...fixRemarks(diagnostic),
  ];
}

function fixRemarks(diagnostic: Diagnostic): readonly Remark[] {
  return diagnostic.fixes
    .filter((fix) => !isToldByHelp(fix, diagnostic))
    .map((fix) => ({ kind: "fix" as const, text: fix.title }))
    .slice(0, 3);
}

function remarkText({ kind, text }: Remark, gutter: number, { blue, bold }: Palette): string {
  return `${" ".repeat(gutter)} ${blue("=")} ${bold(kind)}: ${hang(visible(text), gutter + 5 + kind.length)}`;
}

/** Further lines of a text stand below its first. */
function hang(text: string, columns: number): string {
  return text.split("\n").join(`\n${" ".repeat(columns)}`);
}

function firstFixDiff(diagnostic: Diagnostic, gutter: number, { palette, indexOf }: Page): readonly string[] {
  const [fix] = diagnostic.fixes;
  if (fix === undefined || isToldByHelp(fix, diagnostic)) return [];
  const source = indexOf(fix.edits[0]?.span.uri ?? "");
  return source === null ? [] : fixDiff(fix, source, gutter, palette);
}

// "did you mean `x`?" and a fix that puts `x` there say the same.
function isToldByHelp({ edits }: Fix, { help }: Diagnostic): boolean {
  const [edit] = edits;
  return edits.length === 1 && edit !== undefined && edit.text !== "" && (help ?? "").includes(`\`${edit.text}\``);
}

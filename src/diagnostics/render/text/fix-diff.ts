import { type LineIndex, lineText, positionAt } from "../../../base/line-index.ts";
import type { Fix, TextEdit } from "../../diagnostic.ts";
import type { Palette } from "../palette.ts";
import { visible } from "../visible.ts";

/**
 * What a fix does to the lines that it touches, as `-` and `+` rows with line numbers; empty where that would be more
 * to read than it explains (several files, many lines, or long ones).
 */
export function fixDiff(fix: Fix, source: LineIndex, gutter: number, palette: Palette): readonly string[] {
  const [first] = fix.edits;
  if (first === undefined || fix.edits.some((edit) => edit.span.uri !== first.span.uri)) return [];
  const from = Math.min(...fix.edits.map((edit) => positionAt(source, edit.span.start).line));
  const to = Math.max(...fix.edits.map((edit) => positionAt(source, edit.span.end).line));
  const before = range(from, to).map((line) => lineText(source, line));
  const start = source.starts[from] ?? 0;
  const end = source.starts[to + 1] ?? source.text.length;
  if (end - start > longest) return [];
  const after = applyEdits(source.text.slice(start, end), fix.edits, start)
    .replace(/\r?\n$/, "")
    .split(/\r?\n/);
  const same = commonEnds(before, after);
  const removed = before.slice(same.start, before.length - same.end);
  const added = after.slice(same.start, after.length - same.end);
  if (removed.length + added.length > 12) return [];
  const row = (index: number, sign: string, text: string): string =>
    `${String(from + same.start + index + 1).padStart(gutter)} ${sign} ${visible(text)}`.trimEnd();
  return [
    ...removed.map((text, index) => palette.red(row(index, "-", text))),
    ...added.map((text, index) => palette.green(row(index, "+", text))),
  ];
}

/** In characters: a dozen lines of which some are too wide for a screen. */
const longest = 2000;

function applyEdits(text: string, edits: readonly TextEdit[], base: number): string {
  return [...edits]
    .sort((one, other) => other.span.start - one.span.start)
    .reduce((now, { span, text: with_ }) => now.slice(0, span.start - base) + with_ + now.slice(span.end - base), text);
}

/** How many lines at the start and at the end are as they were. */
function commonEnds(
  before: readonly string[],
  after: readonly string[],
): { readonly start: number; readonly end: number } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { start, end };
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

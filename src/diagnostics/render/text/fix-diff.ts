import { type LineIndex, lineText, positionAt } from "../../../base/line-index.ts";
import type { Fix, TextEdit } from "../../diagnostic.ts";
import type { Palette } from "../palette.ts";

/**
 * What a fix does to the lines that it touches, as `-` and `+` rows with line numbers; empty where that would be more
 * to read than it explains (several files, or many lines).
 */
export function fixDiff(fix: Fix, source: LineIndex, gutter: number, palette: Palette): readonly string[] {
  const [first] = fix.edits;
  if (first === undefined || fix.edits.some((edit) => edit.span.uri !== first.span.uri)) return [];
  const from = Math.min(...fix.edits.map((edit) => positionAt(source, edit.span.start).line));
  const to = Math.max(...fix.edits.map((edit) => positionAt(source, edit.span.end).line));
  const before = range(from, to).map((line) => lineText(source, line));
  const start = source.starts[from] ?? 0;
  const end = source.starts[to + 1] ?? source.text.length;
  const after = applyEdits(source.text.slice(start, end), fix.edits, start)
    .replace(/\r?\n$/, "")
    .split(/\r?\n/);
  if (before.length + after.length > 12) return [];
  const row = (line: number, sign: string, text: string): string =>
    `${String(line + 1).padStart(gutter)} ${sign} ${text}`;
  return [
    ...before.map((text, index) => palette.red(row(from + index, "-", text))),
    ...after.map((text, index) => palette.green(row(from + index, "+", text))),
  ].map((text) => text.trimEnd());
}

function applyEdits(text: string, edits: readonly TextEdit[], base: number): string {
  return [...edits]
    .sort((one, other) => other.span.start - one.span.start)
    .reduce((now, { span, text: with_ }) => now.slice(0, span.start - base) + with_ + now.slice(span.end - base), text);
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

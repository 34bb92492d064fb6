import stringWidth from "string-width";
import { firstIndex } from "../../../base/first-index.ts";
import { visible } from "../visible.ts";

/** A source line as a terminal shows it: what is printed, and in which column each character lands. */
export interface LineLayout {
  readonly cells: readonly Cell[];
  /** Columns in all. */
  readonly width: number;
}

/** What one grapheme of the source is shown as. */
export interface Cell {
  /** UTF-16 offset in the line. */
  readonly offset: number;
  readonly text: string;
  readonly column: number;
  readonly width: number;
}

/**
 * Lays out a line. Tabs reach to the next multiple of four, wide characters take two columns, a grapheme of several
 * code points counts once; and what would change the terminal or hide text (controls, bidi marks) is spelled out.
 */
export function layOutLine(line: string): LineLayout {
  const cells: Cell[] = [];
  let column = 0;
  for (const { segment, index } of graphemes(line)) {
    const text = segment === "\t" ? " ".repeat(4 - (column % 4)) : visible(segment);
    const width = isPlain(text) ? text.length : stringWidth(text);
    cells.push({ offset: index, text, column, width });
    column += width;
  }
  return { cells, width: column };
}

/** The column of a UTF-16 offset in the line; the end of the line for an offset beyond it. Lines can be megabytes long. */
export function columnOf(layout: LineLayout, offset: number): number {
  const at = firstIndex(layout.cells, (cell) => cell.offset >= offset);
  const next = layout.cells[at];
  if (next === undefined) return layout.width;
  return next.offset === offset ? next.column : (layout.cells[at - 1]?.column ?? 0);
}

/** The part of a line between two columns; a character that is cut by the edge is left out. */
export function textBetween(layout: LineLayout, from: number, to: number): string {
  const start = firstIndex(layout.cells, (cell) => cell.column >= from);
  const end = firstIndex(layout.cells, (cell) => cell.column + cell.width > to);
  const inside = layout.cells.slice(start, end);
  const [first] = inside;
  return first === undefined ? "" : " ".repeat(first.column - from) + inside.map((cell) => cell.text).join("");
}

function graphemes(line: string): Iterable<{ readonly segment: string; readonly index: number }> {
  if (isPlain(line)) return Array.from(line, (segment, index) => ({ segment, index }));
  return new Intl.Segmenter("en", { granularity: "grapheme" }).segment(line);
}

function isPlain(text: string): boolean {
  return /^[\t\x20-\x7e]*$/.test(text);
}

import { type LineIndex, lineText, positionAt } from "../../../base/line-index.ts";
import type { Span } from "../../../base/span.ts";
import { columnOf, type LineLayout, layOutLine, textBetween } from "./line-layout.ts";

/** A span to underline, and what to say about it. */
export interface Label {
  readonly span: Span;
  readonly primary: boolean;
  /** May be empty. */
  readonly message: string;
  readonly paint: (text: string) => string;
}

export interface SnippetOptions {
  /** Columns for the whole snippet. */
  readonly width: number;
  /** Columns of the line numbers. */
  readonly gutter: number;
  readonly paintGutter: (text: string) => string;
}

/**
 * The lines of one source that labels point at, each with marks below it: `^^^` under the primary span, `---` under
 * others. A span over several lines has a bar beside them, from its first line to its last.
 */
export function snippet(source: LineIndex, labels: readonly Label[], options: SnippetOptions): readonly string[] {
  const placed = labels.map((label) => place(source, label));
  const lanes = placed.filter((label) => label.first !== label.last);
  const frame = frameOf(source, placed, lanes.length, options);
  const rows: string[] = [];
  let previous: number | null = null;
  for (const line of linesToShow(placed)) {
    if (previous !== null && line > previous + 1) {
      if (line === previous + 2) rows.push(frame.text(previous + 1, lanesAt(lanes, previous + 1, "inside")));
      else rows.push(frame.gap(lanesAt(lanes, previous + 1, "inside")));
    }
    rows.push(frame.text(line, lanesAt(lanes, line, "text")));
    rows.push(...frame.marks(line, placed, lanes));
    previous = line;
  }
  return rows;
}

interface Placed extends Label {
  readonly first: number;
  readonly last: number;
  /** UTF-16 columns in the first and in the last line. */
  readonly from: number;
  readonly to: number;
}

function place(source: LineIndex, label: Label): Placed {
  const start = positionAt(source, label.span.start);
  const end = positionAt(source, Math.max(label.span.start, label.span.end));
  // A span that ends with a line break ends with the line before it.
  const ends = end.column === 0 && end.line > start.line ? positionAt(source, label.span.end - 1) : end;
  return { ...label, first: start.line, last: ends.line, from: start.column, to: ends.column };
}

function linesToShow(labels: readonly Placed[]): readonly number[] {
  return [...new Set(labels.flatMap((label) => [label.first, label.last]))].sort((one, other) => one - other);
}

/** The bars of spans over several lines, as they pass a line. */
function lanesAt(lanes: readonly Placed[], line: number, at: "text" | "inside"): string {
  return lanes
    .map((lane) => {
      if (at === "text" && line === lane.first) return lane.paint("/");
      return line > lane.first && line <= lane.last ? lane.paint("|") : " ";
    })
    .join("");
}

interface Frame {
  text(line: number, lanes: string): string;
  gap(lanes: string): string;
  marks(line: number, labels: readonly Placed[], lanes: readonly Placed[]): readonly string[];
}

function frameOf(source: LineIndex, labels: readonly Placed[], lanes: number, options: SnippetOptions): Frame {
  const { gutter, paintGutter } = options;
  const bar = paintGutter(`${" ".repeat(gutter)} |`);
  const room = Math.max(20, options.width - gutter - 3 - (lanes > 0 ? lanes + 1 : 0));
  const layouts = new Map<number, Window>();
  const windowOf = (line: number): Window => {
    const known = layouts.get(line) ?? windowAround(layoutOf(source, line), line, labels, room);
    layouts.set(line, known);
    return known;
  };
  const prefix = (text: string): string => (lanes > 0 ? ` ${text}` : "");
  return {
    text: (line, lane) => {
      const head = paintGutter(`${String(line + 1).padStart(gutter)} |`);
      return `${head}${prefix(lane)} ${windowOf(line).text}`.trimEnd();
    },
    gap: (lane) =>
      lane === "" ? paintGutter("...") : `${paintGutter("...".padEnd(gutter + 2))}${prefix(lane)}`.trimEnd(),
    marks: (line, all, multi) => {
      const here = all.filter((label) => label.first === label.last && label.first === line);
      const window = windowOf(line);
      const rows = underlines(here, window).map((row) => `${bar}${prefix(lanesAt(multi, line, "inside"))} ${row}`);
      const ends = multi.filter((lane) => lane.last === line).map((lane) => closing(lane, window, multi, line));
      return [...rows, ...ends.map((row) => `${bar} ${row}`)].map((row) => row.trimEnd());
    },
  };
}

/** Lays out a line once, however many findings are about it. */
function layoutOf(source: LineIndex, line: number): LineLayout {
  const known = layoutsOf.get(source) ?? new Map<number, LineLayout>();
  layoutsOf.set(source, known);
  const layout = known.get(line) ?? layOutLine(lineText(source, line));
  known.set(line, layout);
  return layout;
}

const layoutsOf = new WeakMap<LineIndex, Map<number, LineLayout>>();

/** `|____^ message` below the last line of a span over several lines. */
function closing(lane: Placed, window: Window, lanes: readonly Placed[], line: number): string {
  const index = lanes.indexOf(lane);
  const before = lanesAt(lanes.slice(0, index), line, "inside");
  const reach = Math.max(0, window.column(lane.to) - 1) + (lanes.length - index);
  const mark = lane.paint(`|${"_".repeat(reach)}${lane.primary ? "^" : "-"}`);
  return `${before}${mark}${lane.message === "" ? "" : ` ${lane.paint(lane.message)}`}`;
}

/** The part of a line that is shown. */
interface Window {
  readonly text: string;
  /** The column in `text` of a UTF-16 column of the line, held to the part that is shown. */
  column(utf16: number): number;
}

function windowAround(layout: LineLayout, line: number, labels: readonly Placed[], room: number): Window {
  if (layout.width <= room) return { text: textBetween(layout, 0, layout.width), column: (at) => columnOf(layout, at) };
  const label = labels.find((one) => one.primary && one.first === line) ?? labels.find((one) => one.first === line);
  const focus = label === undefined ? 0 : columnOf(layout, label.from);
  const from = Math.max(0, Math.min(focus - Math.floor(room / 3), layout.width - room));
  const to = Math.min(layout.width, from + room);
  const left = from > 0 ? "…" : "";
  const right = to < layout.width ? "…" : "";
  const inner = textBetween(layout, from + left.length, to - right.length);
  return {
    text: left + inner + right,
    column: (at) => Math.max(left.length, Math.min(columnOf(layout, at) - from, room - right.length)),
  };
}

/** The rows below a line: all underlines, then the messages, the rightmost first, so that no two cross. */
function underlines(labels: readonly Placed[], window: Window): readonly string[] {
  if (labels.length === 0) return [];
  const marks = labels
    .map((label) => {
      const start = window.column(label.from);
      return { label, start, end: Math.max(start + 1, window.column(label.to)) };
    })
    // Where two overlap, the primary one is painted last and so stays visible.
    .sort((one, other) => Number(one.label.primary) - Number(other.label.primary) || one.start - other.start);
  const row: string[] = [];
  for (const { label, start, end } of marks) {
    for (let at = start; at < end; at++) row[at] = label.paint(label.primary ? "^" : "-");
  }
  const underline = Array.from(row, (mark) => mark ?? " ").join("");

  const spoken = marks.filter(({ label }) => label.message !== "").sort((one, other) => other.start - one.start);
  const [last, ...others] = spoken;
  if (last === undefined) return [underline];
  const isRightmost = last.end >= row.length;
  const hanging = isRightmost ? others : spoken;
  const rows = [isRightmost ? `${underline} ${last.label.paint(last.label.message)}` : underline];
  hanging.forEach(({ label, start }, index) => {
    const stems = hanging.slice(index + 1);
    if (index === 0) rows.push(stemRow(hanging));
    rows.push(stemRow(stems, start) + label.paint(label.message));
  });
  return rows;
}

function stemRow(stems: readonly { readonly label: Placed; readonly start: number }[], width = 0): string {
  let row = "";
  let column = 0;
  for (const { label, start } of [...stems].sort((one, other) => one.start - other.start)) {
    if (start < column) continue;
    row += " ".repeat(start - column) + label.paint("|");
    column = start + 1;
  }
  return row + " ".repeat(Math.max(0, width - column));
}

import { breaksBetween, commentText, hasComments, type Layout, lineWidth, takeTrailing } from "./layout.ts";
import { printRows, rowsOf } from "./rows.ts";

/** Where something is printed. */
export interface Place {
  /** Of the line that it starts on. */
  readonly indent: number;
  /** Where it starts on that line. */
  readonly column: number;
}

interface Spanned {
  readonly start: number;
  readonly end: number;
}

/** Elements between brackets, with commas. */
export interface Elements<T extends Spanned> {
  readonly open: string;
  readonly close: string;
  /** Space inside the brackets while they stand on one line. */
  readonly padding: "" | " ";
  /** Where the opening bracket starts and the closing one ends. */
  readonly start: number;
  readonly end: number;
  readonly nodes: readonly T[];
  readonly print: (node: T, place: Place) => string;
  readonly flat: (node: T) => string;
  /** Whether a node takes several lines whatever its place. */
  readonly isForced: (node: T) => boolean;
  /** `for …` behind the only element; no comma follows it. */
  readonly tail?: (place: Place) => string;
  readonly flatTail?: string;
}

/**
 * Prints elements on one line, or one a line with a trailing comma: where the author started a new line after the
 * bracket, where there are comments, and where one line would be too long.
 */
export function printElements<T extends Spanned>(layout: Layout, elements: Elements<T>, place: Place): string {
  const { open, close, padding, nodes, start, end } = elements;
  if (!isBroken(layout, elements, place)) {
    let text = open + (nodes.length === 0 ? "" : padding);
    nodes.forEach((node, index) => {
      if (index > 0) text += ", ";
      text += elements.print(node, { indent: place.indent, column: columnAfter(place.column, text) });
    });
    if (elements.tail !== undefined) {
      text += ` ${elements.tail({ indent: place.indent, column: columnAfter(place.column, text) + 1 })}`;
    }
    return text + (nodes.length === 0 ? "" : padding) + close;
  }
  const indent = place.indent + 2;
  const inside = start + open.length;
  const first = nodes[0]?.start ?? end - close.length;
  const trailing = takeTrailing(layout, inside, first);
  // Comments around `for` are left over, so that all of it is printed as written.
  const limit = elements.tail === undefined ? end - close.length : (nodes[0]?.end ?? end);
  const rows = rowsOf(layout, nodes, trailing?.end ?? inside, limit, (node) => {
    const text = elements.print(node, { indent, column: indent });
    if (elements.tail === undefined) return { kind: "other", text: `${text},` };
    return { kind: "other", text: `${text}\n${" ".repeat(indent)}${elements.tail({ indent, column: indent })}` };
  });
  const head = trailing === undefined ? open : `${open} ${commentText(trailing)}`;
  return `${head}\n${printRows(layout, rows, indent)}\n${" ".repeat(place.indent)}${close}`;
}

/** The elements on one line, without regard to its length. */
export function flatElements<T extends Spanned>(elements: Elements<T>): string {
  const { open, close, nodes } = elements;
  if (nodes.length === 0) return open + close;
  const padding = elements.padding;
  const tail = elements.flatTail === undefined ? "" : ` ${elements.flatTail}`;
  return `${open}${padding}${nodes.map(elements.flat).join(", ")}${tail}${padding}${close}`;
}

/** Whether the author put the first element on a new line, or a comment anywhere. */
export function isBrokenByAuthor<T extends Spanned>(layout: Layout, elements: Elements<T>): boolean {
  const first = elements.nodes[0];
  if (first === undefined) return hasComments(layout, elements.start, elements.end);
  if (breaksBetween(layout, elements.start, first.start)) return true;
  return hasGapComments(layout, elements);
}

/** The column behind a text that starts in a column. */
export function columnAfter(column: number, text: string): number {
  const newline = text.lastIndexOf("\n");
  return newline < 0 ? column + text.length : text.length - newline - 1;
}

function isBroken<T extends Spanned>(layout: Layout, elements: Elements<T>, place: Place): boolean {
  if (isBrokenByAuthor(layout, elements)) return true;
  if (elements.nodes.length === 0 || elements.nodes.some(elements.isForced)) return false;
  return place.column + flatElements(elements).length > lineWidth;
}

// Comments between the elements; one inside of an element is that element's.
function hasGapComments<T extends Spanned>(layout: Layout, elements: Elements<T>): boolean {
  let from = elements.start;
  for (const node of elements.nodes) {
    if (hasComments(layout, from, node.start)) return true;
    from = node.end;
  }
  return hasComments(layout, from, elements.end);
}

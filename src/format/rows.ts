import { blankBetween, commentText, type Layout, takeComments, takeTrailing } from "./layout.ts";

/** A member, item or comment of a body: what takes a line of its own, or several. */
export type Row = AttributeRow | BlockRow | OtherRow;

interface Placed {
  /** Where it is in the source, with the comment behind it. */
  readonly start: number;
  readonly end: number;
  readonly comment?: string;
}

/** `name = value`, aligned with its neighbours while the value takes one line. */
export interface AttributeRow extends Placed {
  readonly kind: "attribute";
  readonly name: string;
  readonly value: string;
}

/** `head { cell  cell }` on one line, aligned with neighbours of the same name. */
export interface BlockRow extends Placed {
  readonly kind: "block";
  readonly name: string;
  readonly head: string;
  readonly cells: readonly { readonly name: string; readonly text: string }[];
}

export interface OtherRow extends Placed {
  readonly kind: "other";
  readonly text: string;
}

export type UnplacedRow =
  | Omit<AttributeRow, keyof Placed>
  | Omit<BlockRow, keyof Placed>
  | Omit<OtherRow, keyof Placed>;

interface Spanned {
  readonly start: number;
  readonly end: number;
}

/**
 * The rows of what stands between `start` and `end`: the nodes, the comments on lines of their own, and with each row
 * the comment that follows on its line.
 */
export function rowsOf<T extends Spanned>(
  layout: Layout,
  nodes: readonly T[],
  start: number,
  end: number,
  row: (node: T) => UnplacedRow,
): readonly Row[] {
  const rows: Row[] = [];
  let from = start;
  const comments = (to: number): void => {
    for (const comment of takeComments(layout, from, to)) {
      rows.push({ kind: "other", text: commentText(comment), start: comment.start, end: comment.end });
    }
  };
  nodes.forEach((node, index) => {
    comments(node.start);
    const printed = row(node);
    const limit = nodes[index + 1]?.start ?? end;
    const trailing = takeTrailing(layout, node.end, limit);
    from = trailing?.end ?? node.end;
    rows.push({
      ...printed,
      start: node.start,
      end: from,
      ...(trailing === undefined ? {} : { comment: commentText(trailing) }),
    });
  });
  comments(end);
  return rows;
}

/** Prints rows at an indent, one blank line kept between those that had any. Ends without a newline. */
export function printRows(layout: Layout, rows: readonly Row[], indent: number): string {
  const margin = " ".repeat(indent);
  const runs = split(rows, (before, row) => blankBetween(layout, before.end, row.start));
  const printed = runs.map((run) =>
    alignRun(run)
      .map((text) => margin + text)
      .join("\n"),
  );
  return printed.join("\n\n");
}

// Cuts a list wherever two neighbours do not belong together.
function split<T>(items: readonly T[], cut: (before: T, item: T) => boolean): readonly (readonly T[])[] {
  const groups: T[][] = [];
  let before: T | undefined;
  for (const item of items) {
    if (before === undefined || cut(before, item)) groups.push([item]);
    else groups[groups.length - 1]?.push(item);
    before = item;
  }
  return groups;
}

// Rows without an empty line between them: attributes and blocks are aligned with their own kind, comments behind them
// with each other.
function alignRun(run: readonly Row[]): readonly string[] {
  const texts = split(run, (before, row) => !isAligned(before, row)).flatMap(alignGroup);
  const lines = run.map((row, index) => ({ comment: row.comment, text: texts[index] ?? "" }));
  return split(lines, (before, line) => !isCommented(before) || !isCommented(line)).flatMap((group) => {
    const width = widest(group.map((line) => line.text));
    const isGroup = group.length > 1;
    return group.map(({ comment, text }) =>
      comment === undefined ? text : `${isGroup ? text.padEnd(width) : text}  ${comment}`,
    );
  });
}

function isCommented(line: { readonly comment: string | undefined; readonly text: string }): boolean {
  return line.comment !== undefined && !line.text.includes("\n");
}

function isAligned(before: Row, row: Row): boolean {
  switch (row.kind) {
    case "attribute":
      return before.kind === "attribute" && !before.value.includes("\n") && !row.value.includes("\n");
    case "block":
      return before.kind === "block" && before.name === row.name;
    case "other":
      return false;
  }
}

function alignGroup(group: readonly Row[]): readonly string[] {
  const blocks = group.filter((row) => row.kind === "block");
  if (blocks.length > 0) return alignBlocks(blocks);
  const width = widest(group.map((row) => (row.kind === "attribute" ? row.name : "")));
  return group.map((row) => {
    if (row.kind === "attribute") return `${row.name.padEnd(width)} = ${row.value}`;
    return row.kind === "other" ? row.text : "";
  });
}

// The heads in one column, and each attribute under the same one above as long as the names agree.
function alignBlocks(blocks: readonly BlockRow[]): readonly string[] {
  const headWidth = widest(blocks.map((block) => block.head));
  const widths = new Map<string, number>();
  for (const block of blocks) {
    for (const [column, cell] of paddedCells(block)) widths.set(column, Math.max(widths.get(column) ?? 0, cell.length));
  }
  return blocks.map((block) => {
    const padded = paddedCells(block).map(([column, cell]) => cell.padEnd(widths.get(column) ?? 0));
    const last = block.cells[block.cells.length - 1]?.text ?? "";
    return `${block.head.padEnd(headWidth)} { ${[...padded, last].join("  ")} }`;
  });
}

// All cells but the last, each with the names up to it: its column.
function paddedCells(block: BlockRow): readonly (readonly [column: string, text: string])[] {
  let column = "";
  return block.cells.slice(0, -1).map(({ name, text }) => {
    column = `${column} ${name}`;
    return [column, text];
  });
}

function widest(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, text.length), 0);
}

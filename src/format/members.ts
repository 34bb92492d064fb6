import { assertNever } from "../base/assert-never.ts";
import { spanOf } from "../base/span.ts";
import type { Attribute, BlockMember, Body, BodyItem, Expression, KindMember } from "../syntax/ast.ts";
import { columnAfter, type Place } from "./elements.ts";
import { flatExpression, printExpression } from "./expressions.ts";
import { breaksBetween, commentText, hasComments, type Layout, lineWidth, orVerbatim, takeTrailing } from "./layout.ts";
import { printRows, rowsOf, type UnplacedRow } from "./rows.ts";
import { printType } from "./types.ts";

interface Spanned {
  readonly start: number;
  readonly end: number;
}

/** A node with a body: what stands before it, and which neighbours it is aligned with. */
export interface WithBody extends Spanned {
  readonly body: Body;
  readonly head: string;
  readonly group: string;
}

/** The row of a declaration or block. */
export function printWithBody(layout: Layout, node: WithBody, indent: number): UnplacedRow {
  const { body, start, group } = node;
  const head = orVerbatim(layout, start, body.start, () => node.head).trimEnd();
  const cells = hasComments(layout, start, body.start)
    ? undefined
    : oneLineCells(layout, body, indent + columnAfter(0, head));
  if (cells !== undefined) return { kind: "block", name: group, head, cells };
  const members = printBraces(layout, body.items, body.start, body.end, indent, (item) =>
    memberRow(layout, item, indent + 2),
  );
  // A comment as the last thing of the head takes the rest of its line.
  const separator = endsInComment(layout, start, body.start) ? `\n${" ".repeat(indent)}` : " ";
  return { kind: "other", text: `${head}${separator}${members}` };
}

function endsInComment(layout: Layout, start: number, end: number): boolean {
  const last = layout.text.slice(start, end).trimEnd().length + start;
  return (
    hasComments(layout, start, end) && layout.comments.some((comment) => comment.end >= last && comment.start < last)
  );
}

/** Prints `{`, a row for each node, `}`. */
export function printBraces<T extends Spanned>(
  layout: Layout,
  nodes: readonly T[],
  start: number,
  end: number,
  indent: number,
  row: (node: T) => UnplacedRow,
): string {
  const limit = nodes[0]?.start ?? end - 1;
  const trailing = takeTrailing(layout, start + 1, limit);
  const rows = rowsOf(layout, nodes, trailing?.end ?? start + 1, end - 1, row);
  const head = trailing === undefined ? "{" : `{ ${commentText(trailing)}`;
  if (rows.length === 0) return trailing === undefined ? "{}" : `${head}\n${" ".repeat(indent)}}`;
  return `${head}\n${printRows(layout, rows, indent + 2)}\n${" ".repeat(indent)}}`;
}

/** Prints the body of a kind or of a block in one. */
export function printKindBody(
  layout: Layout,
  members: readonly KindMember[],
  start: number,
  end: number,
  indent: number,
): string {
  return printBraces(layout, members, start, end, indent, (member) => ({
    kind: "other",
    text: orVerbatim(layout, member.start, member.end, () => printKindMember(layout, member, indent + 2)),
  }));
}

/** Prints ` = value`, or nothing. A line break behind the `=` is kept where the value does not fit on the line. */
export function printDefault(layout: Layout, value: Expression | undefined, after: number, place: Place): string {
  if (value === undefined) return "";
  const { indent, column } = place;
  const tooLong = column + 3 + flatExpression(layout, value).length > lineWidth;
  if (tooLong && breaksBetween(layout, after, value.start)) {
    return ` =\n${" ".repeat(indent + 2)}${printExpression(layout, value, { indent: indent + 2, column: indent + 2 })}`;
  }
  return ` = ${printExpression(layout, value, { indent, column: column + 3 })}`;
}

function memberRow(layout: Layout, item: BodyItem, indent: number): UnplacedRow {
  switch (item.kind) {
    case "Attribute":
      return attributeRow(layout, item, indent);
    case "Block": {
      const head = item.label === undefined ? item.name.text : `${item.name.text} ${item.label.text}`;
      return printWithBody(layout, { ...item, group: item.name.text, head }, indent);
    }
    case "Override": {
      const head = `override ${printExpression(layout, item.target, { indent, column: indent + 9 })}`;
      return printWithBody(layout, { ...item, group: "override", head }, indent);
    }
    default:
      return assertNever(item);
  }
}

function attributeRow(layout: Layout, item: Attribute, indent: number): UnplacedRow {
  const { name, start, end } = item;
  if (hasComments(layout, start, item.value.start)) {
    return { kind: "other", text: orVerbatim(layout, start, end, () => "") };
  }
  const printed = printDefault(layout, item.value, name.end, { indent, column: indent + name.text.length });
  const value = printed.slice(" =".length);
  // A value on a line of its own is no part of any alignment.
  if (!value.startsWith(" ")) return { kind: "other", text: `${name.text}${printed}` };
  return { kind: "attribute", name: name.text, value: value.slice(1) };
}

// The cells of a body that stays on one line: the author wrote it so, and it has attributes alone.
function oneLineCells(
  layout: Layout,
  body: Body,
  column: number,
): readonly { readonly name: string; readonly text: string }[] | undefined {
  const { start, end } = spanOf(body);
  if (body.items.length === 0 || breaksBetween(layout, start, end) || hasComments(layout, start, end)) return undefined;
  const cells: { readonly name: string; readonly text: string }[] = [];
  for (const item of body.items) {
    if (item.kind !== "Attribute") return undefined;
    cells.push({ name: item.name.text, text: `${item.name.text} = ${flatExpression(layout, item.value)}` });
  }
  const width = cells.reduce((total, cell) => total + cell.text.length + 2, 0);
  return column + width + 3 <= lineWidth ? cells : undefined;
}

function printKindMember(layout: Layout, member: KindMember, indent: number): string {
  switch (member.kind) {
    case "FieldMember": {
      const head = `${member.name.text}: `;
      const typed = head + printType(layout, member.type, { indent, column: indent + head.length });
      const place = { indent, column: columnAfter(indent, typed) };
      const value = printDefault(layout, member.default, member.type.end, place);
      return `${typed}${value}${member.perEnvironment ? " per environment" : ""}`;
    }
    case "BlockMember": {
      const mark = { one: "", optional: "?", many: "*" }[member.cardinality];
      const start = layout.text.indexOf("{", member.name.end);
      const end = member.perEnvironment ? endBeforePer(layout, member) : member.end;
      const body = printKindBody(layout, member.members, start, end, indent);
      return `block ${member.name.text}${mark} ${body}${member.perEnvironment ? " per environment" : ""}`;
    }
    default:
      return assertNever(member);
  }
}

// The end of the `}` before `per environment`. With a comment between them, an end that makes all be printed as written.
function endBeforePer(layout: Layout, member: BlockMember): number {
  const from = member.members[member.members.length - 1]?.end ?? member.name.end;
  const tail = /\}\s*per\s+environment$/.exec(layout.text.slice(from, member.end));
  return tail === null ? from : from + tail.index + 1;
}

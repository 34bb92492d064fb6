import { assertNever } from "../base/assert-never.ts";
import { spanOf } from "../base/span.ts";
import type { RecordField, TypeNode } from "../syntax/ast.ts";
import { columnAfter, type Elements, isBrokenByAuthor, type Place, printElements } from "./elements.ts";
import { printExpression } from "./expressions.ts";
import { breaksBetween, type Layout, orVerbatim } from "./layout.ts";

/** Prints a type from `place` on; all lines but the first are indented already. */
export function printType(layout: Layout, node: TypeNode, place: Place): string {
  return orVerbatim(layout, node.start, node.end, () => print(layout, node, place));
}

function print(layout: Layout, node: TypeNode, place: Place): string {
  const { indent, column } = place;
  const inner = (text: string, part: TypeNode): string =>
    text + printType(layout, part, { indent, column: columnAfter(column, text) });
  switch (node.kind) {
    case "NamedType": {
      if (node.arguments.length === 0) return node.name.text;
      const text = node.arguments.reduce(
        (before, argument, index) => inner(index === 0 ? before : `${before}, `, argument),
        `${node.name.text}<`,
      );
      return `${text}>`;
    }
    case "LiteralType":
      return printExpression(layout, node.value, place);
    case "UnionType":
      return printUnion(layout, node.members, place);
    case "OptionalType":
      return `${printWrapped(layout, node.element, place, ["UnionType", "OptionalType"])}?`;
    case "ListType":
      return `${inner("[", node.element)}]`;
    case "MapType":
      return `${inner("{string: ", node.value)}}`;
    case "RecordType":
      return printElements(layout, recordElements(layout, node.fields, spanOf(node)), place);
    case "RefinedType": {
      const base = printWrapped(layout, node.base, place, ["UnionType", "OptionalType", "RefinedType"]);
      const text = `${base} ${node.refinement} `;
      return text + printExpression(layout, node.argument, { indent, column: columnAfter(column, text) });
    }
    case "Missing":
      return "";
    default:
      return assertNever(node);
  }
}

// The tree has no parentheses: they follow from what is inside of what.
function printWrapped(layout: Layout, node: TypeNode, place: Place, kinds: readonly TypeNode["kind"][]): string {
  if (!kinds.includes(node.kind)) return printType(layout, node, place);
  return `(${printType(layout, node, { indent: place.indent, column: place.column + 1 })})`;
}

// Line breaks between members are kept, all or none, and `|` leads the new line.
function printUnion(layout: Layout, members: readonly TypeNode[], { indent, column }: Place): string {
  const broken = members.some((member, index) => {
    const next = members[index + 1];
    return next !== undefined && breaksBetween(layout, member.end, next.start);
  });
  const separator = broken ? `\n${" ".repeat(indent + 2)}| ` : " | ";
  return members.reduce((text, member, index) => {
    const before = index === 0 ? text : text + separator;
    return before + printWrapped(layout, member, { indent, column: columnAfter(column, before) }, ["UnionType"]);
  }, "");
}

function recordElements(
  layout: Layout,
  fields: readonly RecordField[],
  span: { readonly start: number; readonly end: number },
): Elements<RecordField> {
  const print = (field: RecordField, { indent, column }: Place): string =>
    orVerbatim(layout, field.start, field.end, () => {
      const head = `${field.name.text}${field.optional ? "?" : ""}: `;
      return head + printType(layout, field.type, { indent, column: column + head.length });
    });
  return {
    open: "{",
    close: "}",
    padding: " ",
    ...span,
    nodes: fields,
    print,
    flat: (field) => layout.text.slice(field.start, field.end).replace(/\s+/g, " "),
    isForced: (field) =>
      field.type.kind === "RecordType" &&
      isBrokenByAuthor(layout, recordElements(layout, field.type.fields, spanOf(field.type))),
  };
}

import { assertNever } from "../base/assert-never.ts";
import { spanOf } from "../base/span.ts";
import type {
  Argument,
  Binary,
  Conditional,
  Expression,
  ForClause,
  MapEntry,
  MatchArm,
  Spread,
} from "../syntax/ast.ts";
import { columnAfter, type Elements, flatElements, isBrokenByAuthor, type Place, printElements } from "./elements.ts";
import { breaksBetween, hasComments, type Layout, lineWidth, orVerbatim, verbatim } from "./layout.ts";

type Printable = Expression | Spread | MapEntry | MatchArm | Argument;

/** Prints an expression from `place` on; all lines but the first are indented already. */
export function printExpression(layout: Layout, node: Printable, place: Place): string {
  if (!isForced(layout, node)) {
    const flat = flatExpression(layout, node);
    if (place.column + flat.length <= lineWidth || !canBreak(node)) return flat;
  }
  return orVerbatim(layout, node.start, node.end, () => printBroken(layout, node, place));
}

/** An expression on one line, whatever its length. */
export function flatExpression(layout: Layout, node: Printable): string {
  const known = layout.flat.get(node);
  if (known !== undefined) return known;
  const text = flatten(layout, node);
  layout.flat.set(node, text);
  return text;
}

/** Whether an expression takes several lines: text of several lines, comments, or line breaks that are kept. */
function isForced(layout: Layout, node: Printable): boolean {
  const known = layout.forced.get(node);
  if (known !== undefined) return known;
  const forced = breaksBetween(layout, node.start, node.end) && needsLines(layout, node);
  layout.forced.set(node, forced);
  return forced;
}

function needsLines(layout: Layout, node: Printable): boolean {
  if (hasComments(layout, node.start, node.end)) return true;
  if (node.kind === "StringLiteral") return true;
  if (node.kind === "Binary" && brokenAtOperator(layout, node)) return true;
  if (node.kind === "Conditional" && brokenBranches(layout, node)) return true;
  const elements = elementsOf(layout, node);
  if (elements !== undefined && isBrokenByAuthor(layout, elements)) return true;
  return partsOf(node).some((part) => isForced(layout, part));
}

// All that has brackets to break at, somewhere inside.
function canBreak(node: Printable): boolean {
  switch (node.kind) {
    case "ListExpression":
    case "MapExpression":
    case "Match":
      return true;
    default:
      return partsOf(node).some(canBreak) || (node.kind === "Call" && node.arguments.length > 0);
  }
}

function partsOf(node: Printable): readonly Printable[] {
  switch (node.kind) {
    case "BoolLiteral":
    case "NullLiteral":
    case "NumberLiteral":
    case "StringLiteral":
    case "Reference":
    case "Missing":
      return [];
    case "Member":
      return [node.object];
    case "Index":
      return [node.object, node.index];
    case "Call":
      return [node.callee, ...node.arguments];
    case "ListExpression":
      return [...node.elements, ...partsOfFor(node.comprehension)];
    case "MapExpression":
      return [...node.entries, ...partsOfFor(node.comprehension)];
    case "Unary":
      return [node.operand];
    case "Binary":
      return [node.left, node.right];
    case "Conditional":
      return [node.condition, node.then, node.else];
    case "Match":
      return [node.subject, ...node.arms];
    case "Parenthesized":
      return [node.expression];
    case "Argument":
    case "MapEntry":
    case "Spread":
      return [node.value];
    case "MatchArm":
      return [...node.patterns, node.value];
    default:
      return assertNever(node);
  }
}

function partsOfFor(clause: ForClause | undefined): readonly Expression[] {
  if (clause === undefined) return [];
  return clause.condition === undefined ? [clause.iterable] : [clause.iterable, clause.condition];
}

function flatten(layout: Layout, node: Printable): string {
  const flat = (part: Printable): string => flatExpression(layout, part);
  const elements = elementsOf(layout, node);
  switch (node.kind) {
    case "BoolLiteral":
    case "NullLiteral":
    case "NumberLiteral":
    case "StringLiteral":
    case "Reference":
      return verbatim(layout, node.start, node.end);
    case "Missing":
      return "";
    case "Member":
      return `${flat(node.object)}.${node.name.text}`;
    case "Index":
      return `${flat(node.object)}[${flat(node.index)}]`;
    case "Call":
      return flat(node.callee) + (elements === undefined ? "" : flatElements(elements));
    case "ListExpression":
    case "MapExpression":
      return elements === undefined ? "" : flatElements(elements);
    case "Match":
      return `match ${flat(node.subject)} ${elements === undefined ? "" : flatElements(elements)}`;
    case "Unary":
      return (node.operator === "not" ? "not " : "-") + flat(node.operand);
    case "Binary":
      return flat(node.left) + spacedOperator(node) + flat(node.right);
    case "Conditional":
      return `if ${flat(node.condition)} then ${flat(node.then)} else ${flat(node.else)}`;
    case "Parenthesized":
      return `(${flat(node.expression)})`;
    case "Spread":
      return `...${flat(node.value)}`;
    case "MapEntry":
      return `${verbatim(layout, node.key.start, node.key.end)}: ${flat(node.value)}`;
    case "MatchArm":
      return `${armHead(layout, node)}${flat(node.value)}`;
    case "Argument":
      return (node.name === undefined ? "" : `${node.name.text} = `) + flat(node.value);
    default:
      return assertNever(node);
  }
}

function printBroken(layout: Layout, node: Printable, place: Place): string {
  const { indent, column } = place;
  const elements = elementsOf(layout, node);
  const after = (text: string, part: Printable): string =>
    text + printExpression(layout, part, { indent, column: columnAfter(column, text) });
  const bracketed = (text: string): string =>
    elements === undefined
      ? text
      : text + printElements(layout, elements, { indent, column: columnAfter(column, text) });
  switch (node.kind) {
    case "BoolLiteral":
    case "NullLiteral":
    case "NumberLiteral":
    case "StringLiteral":
    case "Reference":
    case "Missing":
      return flatExpression(layout, node);
    case "Member":
      return `${after("", node.object)}.${node.name.text}`;
    case "Index":
      return `${after(`${after("", node.object)}[`, node.index)}]`;
    case "Call":
      return bracketed(after("", node.callee));
    case "ListExpression":
    case "MapExpression":
      return bracketed("");
    case "Match":
      return bracketed(`${after("match ", node.subject)} `);
    case "Unary":
      return after(node.operator === "not" ? "not " : "-", node.operand);
    case "Binary":
      return printBinary(layout, node, place);
    case "Conditional":
      return printConditional(layout, node, place);
    case "Parenthesized":
      return `${after("(", node.expression)})`;
    case "Spread":
      return after("...", node.value);
    case "MapEntry":
      return after(`${verbatim(layout, node.key.start, node.key.end)}: `, node.value);
    case "MatchArm":
      return after(armHead(layout, node), node.value);
    case "Argument":
      return after(node.name === undefined ? "" : `${node.name.text} = `, node.value);
    default:
      return assertNever(node);
  }
}

// A line break at an operator is kept, and the operator leads the new line.
function printBinary(layout: Layout, node: Binary, { indent, column }: Place): string {
  const left = printExpression(layout, node.left, { indent, column });
  if (!brokenAtOperator(layout, node)) {
    const text = left + spacedOperator(node);
    return text + printExpression(layout, node.right, { indent, column: columnAfter(column, text) });
  }
  const start = `${left}\n${" ".repeat(indent + 2)}${node.operator}${node.operator === ".." ? "" : " "}`;
  return start + printExpression(layout, node.right, { indent: indent + 2, column: columnAfter(column, start) });
}

function printConditional(layout: Layout, node: Conditional, { indent, column }: Place): string {
  const broken = brokenBranches(layout, node);
  const inner = broken ? indent + 2 : indent;
  const separator = broken ? `\n${" ".repeat(inner)}` : " ";
  let text = `if ${printExpression(layout, node.condition, { indent: inner, column: column + 3 })}${separator}then `;
  text += printExpression(layout, node.then, { indent: inner, column: columnAfter(column, text) });
  text += `${separator}else `;
  // A chain of `else if` stays in one column.
  const elseIndent = node.else.kind === "Conditional" ? indent : inner;
  return text + printExpression(layout, node.else, { indent: elseIndent, column: columnAfter(column, text) });
}

function brokenAtOperator(layout: Layout, node: Binary): boolean {
  return breaksBetween(layout, node.left.end, node.right.start);
}

function brokenBranches(layout: Layout, node: Conditional): boolean {
  return (
    breaksBetween(layout, node.condition.end, node.then.start) || breaksBetween(layout, node.then.end, node.else.start)
  );
}

function spacedOperator(node: Binary): string {
  return node.operator === ".." ? ".." : ` ${node.operator} `;
}

function armHead(layout: Layout, arm: MatchArm): string {
  if (arm.patterns.length === 0) return "else => ";
  return `${arm.patterns.map((pattern) => flatExpression(layout, pattern)).join(" | ")} => `;
}

function elementsOf(layout: Layout, node: Printable): Elements<Printable> | undefined {
  const functions = {
    print: (part: Printable, place: Place) => printExpression(layout, part, place),
    flat: (part: Printable) => flatExpression(layout, part),
    isForced: (part: Printable) => isForced(layout, part),
  };
  const { end } = spanOf(node);
  switch (node.kind) {
    case "Call": {
      const start = node.callee.end;
      return { open: "(", close: ")", padding: "", start, end, nodes: node.arguments, ...functions };
    }
    case "ListExpression": {
      const { start } = spanOf(node);
      const tail = tailOf(layout, node.comprehension);
      return { open: "[", close: "]", padding: "", start, end, nodes: node.elements, ...functions, ...tail };
    }
    case "MapExpression": {
      const { start } = spanOf(node);
      const tail = tailOf(layout, node.comprehension);
      return { open: "{", close: "}", padding: " ", start, end, nodes: node.entries, ...functions, ...tail };
    }
    case "Match": {
      const start = layout.text.indexOf("{", node.subject.end);
      return { open: "{", close: "}", padding: " ", start, end, nodes: node.arms, ...functions };
    }
    default:
      return undefined;
  }
}

function tailOf(layout: Layout, clause: ForClause | undefined): Pick<Elements<Printable>, "tail" | "flatTail"> {
  if (clause === undefined) return {};
  const head = `for ${clause.names.map((name) => name.text).join(", ")} in `;
  const { iterable, condition } = clause;
  const flatCondition = condition === undefined ? "" : ` if ${flatExpression(layout, condition)}`;
  return {
    flatTail: head + flatExpression(layout, iterable) + flatCondition,
    tail: ({ indent, column }) => {
      const text = head + printExpression(layout, iterable, { indent, column: column + head.length });
      if (condition === undefined) return text;
      const start = `${text} if `;
      return start + printExpression(layout, condition, { indent, column: columnAfter(column, start) });
    },
  };
}

import { assertNever } from "../base/assert-never.ts";
import type * as ast from "./ast.ts";

/** The expressions directly inside an expression, in source order. */
export function expressionChildren(node: ast.Expression): readonly ast.Expression[] {
  switch (node.kind) {
    case "BoolLiteral":
    case "NullLiteral":
    case "NumberLiteral":
    case "Reference":
    case "Missing":
      return [];
    case "StringLiteral":
      return node.parts.flatMap((part) => (part.kind === "Interpolation" ? [part.expression] : []));
    case "Member":
      return [node.object];
    case "Index":
      return [node.object, node.index];
    case "Call":
      return [node.callee, ...node.arguments.map((argument) => argument.value)];
    case "ListExpression": {
      const elements = node.elements.map((element) => (element.kind === "Spread" ? element.value : element));
      return [...elements, ...forChildren(node.comprehension)];
    }
    case "MapExpression": {
      const entries = node.entries.flatMap((entry) =>
        entry.kind === "Spread" ? [entry.value] : [entry.key, entry.value],
      );
      return [...entries, ...forChildren(node.comprehension)];
    }
    case "Unary":
      return [node.operand];
    case "Binary":
      return [node.left, node.right];
    case "Conditional":
      return [node.condition, node.then, node.else];
    case "Match":
      return [node.subject, ...node.arms.flatMap((arm) => [...arm.patterns, arm.value])];
    case "Parenthesized":
      return [node.expression];
    default:
      return assertNever(node);
  }
}

function forChildren(node: ast.ForClause | undefined): readonly ast.Expression[] {
  if (!node) return [];
  return node.condition ? [node.iterable, node.condition] : [node.iterable];
}

/** Visits an expression and everything inside it, outermost first. */
export function walkExpression(node: ast.Expression, visit: (node: ast.Expression) => void): void {
  visit(node);
  for (const child of expressionChildren(node)) walkExpression(child, visit);
}

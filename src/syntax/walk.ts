import { assertNever } from "../base/assert-never.ts";
import type * as ast from "./ast.ts";

/** The expressions directly inside an expression, in source order. */
export function expressionChildren(node: ast.Expression): readonly ast.Expression[] {
  const children: ast.Expression[] = [];
  forEachChild(node, (child) => children.push(child));
  return children;
}

function forEachChild(node: ast.Expression, visit: (child: ast.Expression) => void): void {
  switch (node.kind) {
    case "BoolLiteral":
    case "NullLiteral":
    case "NumberLiteral":
    case "Reference":
    case "Missing":
      return;
    case "StringLiteral":
      if (typeof node.content !== "string")
        for (const part of node.content) if (typeof part !== "string") visit(part.expression);
      return;
    case "Member":
      visit(node.object);
      return;
    case "Index":
      visit(node.object);
      visit(node.index);
      return;
    case "Call":
      visit(node.callee);
      for (const argument of node.arguments) visit(argument.value);
      return;
    case "ListExpression":
      for (const element of node.elements) visit(element.kind === "Spread" ? element.value : element);
      visitClause(node.comprehension, visit);
      return;
    case "MapExpression":
      for (const entry of node.entries) {
        if (entry.kind !== "Spread") visit(entry.key);
        visit(entry.value);
      }
      visitClause(node.comprehension, visit);
      return;
    case "Unary":
      visit(node.operand);
      return;
    case "Binary":
      visit(node.left);
      visit(node.right);
      return;
    case "Conditional":
      visit(node.condition);
      visit(node.then);
      visit(node.else);
      return;
    case "Match":
      visit(node.subject);
      for (const { patterns, value } of node.arms) {
        for (const pattern of patterns) visit(pattern);
        visit(value);
      }
      return;
    case "Parenthesized":
      visit(node.expression);
      return;
    default:
      assertNever(node);
  }
}

function visitClause(node: ast.ForClause | undefined, visit: (child: ast.Expression) => void): void {
  if (!node) return;
  visit(node.iterable);
  if (node.condition) visit(node.condition);
}

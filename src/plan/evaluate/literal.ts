import { literalText } from "../../semantics/literal-text.ts";
import { readNumber } from "../../semantics/number.ts";
import type * as ast from "../../syntax/ast.ts";
import { isQuantity, type Value } from "./value.ts";

/** Whether an expression is made of literals alone, and so has one value wherever it is evaluated. */
export function isLiteral(node: ast.Expression): boolean {
  switch (node.kind) {
    case "BoolLiteral":
    case "NullLiteral":
    case "NumberLiteral":
      return true;
    case "StringLiteral":
      return literalText(node) !== null;
    case "Unary":
      return isLiteral(node.operand);
    case "Binary":
      return isLiteral(node.left) && isLiteral(node.right);
    case "ListExpression":
      return !node.comprehension && node.elements.every((element) => element.kind !== "Spread" && isLiteral(element));
    case "MapExpression":
      return (
        !node.comprehension &&
        node.entries.every((entry) => entry.kind !== "Spread" && isLiteral(entry.key) && isLiteral(entry.value))
      );
    default:
      return false;
  }
}

/** The value of an expression of literals alone, as bounds are; null where it is none. */
export function evaluateLiteral(node: ast.Expression): Value | null {
  switch (node.kind) {
    case "NumberLiteral":
      return readNumber(node);
    case "Unary": {
      const operand = evaluateLiteral(node.operand);
      return node.operator === "-" && operand && isQuantity(operand)
        ? { kind: operand.kind, value: operand.value.neg() }
        : null;
    }
    case "Binary": {
      const from = evaluateLiteral(node.left);
      const to = evaluateLiteral(node.right);
      return node.operator === ".." && from && to && isQuantity(from) && isQuantity(to)
        ? { kind: "range", from, to }
        : null;
    }
    default:
      return null;
  }
}

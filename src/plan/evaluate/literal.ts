import { readNumber } from "../../semantics/units.ts";
import type * as ast from "../../syntax/ast.ts";
import { isQuantity, type Value } from "./value.ts";

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

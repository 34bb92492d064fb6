import Big from "big.js";
import type * as ast from "../../syntax/ast.ts";
import { isQuantity, type Quantity, type Value } from "./value.ts";

const unitSizes: Readonly<Record<ast.NumberUnit, readonly [Quantity["kind"], number]>> = {
  ms: ["duration", 1],
  s: ["duration", 1000],
  m: ["duration", 60_000],
  h: ["duration", 3_600_000],
  d: ["duration", 86_400_000],
  KiB: ["bytes", 2 ** 10],
  MiB: ["bytes", 2 ** 20],
  GiB: ["bytes", 2 ** 30],
  TiB: ["bytes", 2 ** 40],
  "%": ["percent", 1],
};

/** The exact value of a number as written, in its unit's base: milliseconds, bytes, percent. */
export function numberValue(node: ast.NumberLiteral): Quantity | null {
  const digits = new Big(node.digits);
  if (node.unit === undefined) return { kind: node.digits.includes(".") ? "decimal" : "int", value: digits };
  const unit = Object.hasOwn(unitSizes, node.unit) ? unitSizes[node.unit as ast.NumberUnit] : undefined;
  return unit ? { kind: unit[0], value: digits.times(unit[1]) } : null;
}

/** The value of an expression of literals alone, as bounds are; null where it is none. */
export function evaluateLiteral(node: ast.Expression): Value | null {
  switch (node.kind) {
    case "NumberLiteral":
      return numberValue(node);
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

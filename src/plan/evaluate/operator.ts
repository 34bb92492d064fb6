import Big from "big.js";
import { divisionByZero } from "../../diagnostics/codes/division-by-zero.ts";
import { operatorMismatch } from "../../diagnostics/codes/operator-mismatch.ts";
import { rangeReversed } from "../../diagnostics/codes/range-reversed.ts";
import type * as ast from "../../syntax/ast.ts";
import { compareValues, sameValue } from "./compare.ts";
import { type Evaluation, type Frame, limits, reportOnce, spend, spendReading, tooLarge } from "./evaluation.ts";
import { evaluate } from "./expression.ts";
import {
  boolValue,
  isNumber,
  isOfOneMeasure,
  isQuantity,
  type Quantity,
  textOf,
  unknown,
  type Value,
} from "./value.ts";
import { kindText, quantityText } from "./value-text.ts";

// Quotients that do not end are rounded half-even at this many decimals; all other arithmetic is exact.
const Exact = Big();
Exact.DP = 30;
Exact.RM = Big.roundHalfEven;

/** The value of `not` or `-` before an operand; unknown where the operand is, or was refused by the checker. */
export function evaluateUnary(evaluation: Evaluation, frame: Frame, node: ast.Unary): Value {
  const operand = evaluate(evaluation, frame, node.operand);
  if (node.operator === "not") return operand.kind === "bool" ? boolValue(!operand.value) : unknown;
  return isQuantity(operand) ? { kind: operand.kind, value: operand.value.neg() } : unknown;
}

/**
 * The value of an operator between two operands. The right one of `and`, `or` and `??` is evaluated only where the
 * left one leaves it open; what has no value, such as a division by zero, is reported and unknown.
 */
export function evaluateBinary(evaluation: Evaluation, frame: Frame, node: ast.Binary): Value {
  const left = evaluate(evaluation, frame, node.left);
  switch (node.operator) {
    case "and":
      if (left.kind !== "bool") return unknown;
      return left.value ? evaluate(evaluation, frame, node.right) : left;
    case "or":
      if (left.kind !== "bool") return unknown;
      return left.value ? left : evaluate(evaluation, frame, node.right);
    case "??":
      return left.kind === "null" ? evaluate(evaluation, frame, node.right) : left;
    default:
      return combine(evaluation, frame, node, left, evaluate(evaluation, frame, node.right));
  }
}

// Inside a generic function an operator meets whatever the call chose: there it may not work.
function misfit(evaluation: Evaluation, frame: Frame, node: ast.Binary, left: Value, right: Value): Value {
  if (left.kind === "unknown" || right.kind === "unknown") return unknown;
  const values = { operator: node.operator, left: kindText(left), right: kindText(right), hint: null };
  reportOnce(evaluation)(operatorMismatch, frame.call ?? node, values);
  return unknown;
}

function combine(evaluation: Evaluation, frame: Frame, node: ast.Binary, left: Value, right: Value): Value {
  switch (node.operator) {
    case "==":
    case "!=": {
      const same = sameValue(evaluation, left, right);
      if (!spend(evaluation, node, 0)) return unknown;
      return same === null ? unknown : boolValue(same === (node.operator === "=="));
    }
    case "in":
      return isMember(evaluation, node, left, right);
    case "<":
    case "<=":
    case ">":
    case ">=": {
      spendReading(evaluation, textOf(left)?.length ?? 0);
      if (!spend(evaluation, node, 0)) return unknown;
      const order = compareValues(left, right);
      return order === null ? misfit(evaluation, frame, node, left, right) : boolValue(holds(node.operator, order));
    }
    default:
      return isQuantity(left) && isQuantity(right)
        ? calculate(evaluation, frame, node, left, right)
        : misfit(evaluation, frame, node, left, right);
  }
}

function holds(operator: "<" | "<=" | ">" | ">=", order: number): boolean {
  if (order === 0) return operator === "<=" || operator === ">=";
  return order < 0 === operator.startsWith("<");
}

function isMember(evaluation: Evaluation, node: ast.Binary, item: Value, container: Value): Value {
  if (item.kind === "unknown") return unknown;
  switch (container.kind) {
    case "list":
      return isAmong(evaluation, node, item, container.items);
    case "map":
    case "block": {
      const keys = container.kind === "map" ? container.entries : container.instance.members;
      const key = textOf(item);
      return boolValue(key !== null && keys.has(key));
    }
    case "range": {
      const [low, high] = [compareValues(container.from, item), compareValues(item, container.to)];
      return boolValue(low !== null && high !== null && low <= 0 && high <= 0);
    }
    default:
      return unknown;
  }
}

// With an item that is unknown, only finding another one decides.
function isAmong(evaluation: Evaluation, node: ast.Binary, item: Value, items: readonly Value[]): Value {
  let open = false;
  for (const each of items) {
    if (!spend(evaluation, node)) return unknown;
    const same = sameValue(evaluation, item, each);
    if (same) return boolValue(true);
    if (same === null) open = true;
  }
  return open ? unknown : boolValue(false);
}

function calculate(evaluation: Evaluation, frame: Frame, node: ast.Binary, left: Quantity, right: Quantity): Value {
  if (node.operator === "..") {
    if (!suits("..", left, right)) return misfit(evaluation, frame, node, left, right);
    if (left.value.lte(right.value)) return { kind: "range", from: left, to: right };
    reportOnce(evaluation)(rangeReversed, node, { from: quantityText(left), to: quantityText(right) });
    return unknown;
  }
  if ((node.operator === "/" || node.operator === "%") && right.value.eq(0)) {
    reportOnce(evaluation)(divisionByZero, node, {});
    return unknown;
  }
  const result = suits(node.operator, left, right) ? arithmetic(node.operator, left, right) : null;
  if (!result) return misfit(evaluation, frame, node, left, right);
  const digits = result.value.c.length + Math.abs(result.value.e);
  return digits > limits.digits ? tooLarge(evaluation, node, "digits", limits.digits) : whole(result);
}

// What the checker has made sure of everywhere but inside generic functions.
function suits(operator: ast.BinaryOperator, left: Quantity, right: Quantity): boolean {
  switch (operator) {
    case "*":
      return [left, right].some((each) => isNumber(each) || each.kind === "percent");
    case "/":
      return isNumber(right) || left.kind === right.kind;
    default:
      return isOfOneMeasure(left, right);
  }
}

function arithmetic(operator: ast.BinaryOperator, left: Quantity, right: Quantity): Quantity | null {
  switch (operator) {
    case "+":
      return { kind: common(left, right), value: left.value.plus(right.value) };
    case "-":
      return { kind: common(left, right), value: left.value.minus(right.value) };
    case "*":
      return multiply(left, right);
    case "/": {
      const kind = isNumber(right) && !isNumber(left) ? left.kind : "decimal";
      return { kind, value: new Big(new Exact(left.value).div(right.value)) };
    }
    case "%":
      return { kind: "int", value: left.value.mod(right.value) };
    default:
      return null;
  }
}

function multiply(left: Quantity, right: Quantity): Quantity {
  const product = left.value.times(right.value);
  if (isNumber(left) && isNumber(right)) return { kind: common(left, right), value: product };
  if (isNumber(right)) return { kind: left.kind, value: product };
  if (isNumber(left)) return { kind: right.kind, value: product };
  // A share of a measure: 25% * 2h.
  return { kind: left.kind === "percent" ? right.kind : left.kind, value: new Big(new Exact(product).div(100)) };
}

function common(left: Quantity, right: Quantity): Quantity["kind"] {
  return left.kind === "int" && right.kind === "decimal" ? "decimal" : left.kind;
}

// Times are whole milliseconds and sizes whole bytes.
function whole(quantity: Quantity): Quantity {
  if (quantity.kind !== "duration" && quantity.kind !== "bytes") return quantity;
  return { kind: quantity.kind, value: quantity.value.round(0, Big.roundHalfEven) };
}

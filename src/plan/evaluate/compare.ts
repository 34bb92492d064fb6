import { compareCodePoints } from "../../base/order.ts";
import { type Evaluation, limits, spendReading } from "./evaluation.ts";
import { readAll } from "./instance.ts";
import { isOfOneMeasure, isQuantity, textOf, type Value } from "./value.ts";

/** Whether two values are the same; null where one of them is unknown. Whole numbers equal decimals of the same value. */
export function sameValue(evaluation: Evaluation, left: Value, right: Value): boolean | null {
  evaluation.budget.steps += 1;
  if (left.kind === "unknown" || right.kind === "unknown" || evaluation.budget.steps > limits.steps) return null;
  if (left === right) return true;
  if (isQuantity(left) && isQuantity(right)) return isOfOneMeasure(left, right) && left.value.eq(right.value);
  const a = plain(evaluation, left);
  const b = plain(evaluation, right);
  switch (a.kind) {
    case "bool":
      return b.kind === "bool" && a.value === b.value;
    case "string":
    case "path":
      if ((b.kind !== "string" && b.kind !== "path") || a.value.length !== b.value.length) return false;
      spendReading(evaluation, a.value.length);
      return a.value === b.value;
    case "secret":
      return b.kind === "secret" && a.address === b.address;
    case "range":
      return (
        b.kind === "range" &&
        isOfOneMeasure(a.from, b.from) &&
        a.from.value.eq(b.from.value) &&
        a.to.value.eq(b.to.value)
      );
    case "reference":
      return b.kind === "reference" && a.symbol === b.symbol;
    case "list":
      if (b.kind !== "list" || a.items.length !== b.items.length) return false;
      return every(a.items.map((item, index) => sameValue(evaluation, item, b.items[index] ?? { kind: "null" })));
    case "map": {
      if (b.kind !== "map" || a.entries.size !== b.entries.size) return false;
      return every(
        [...a.entries].map(([key, item]) => {
          const other = b.entries.get(key);
          return other ? sameValue(evaluation, item, other) : false;
        }),
      );
    }
    default:
      return a.kind === b.kind;
  }
}

function plain(evaluation: Evaluation, value: Value): Value {
  return value.kind === "block" ? { kind: "map", entries: readAll(evaluation, value.instance) } : value;
}

function every(results: readonly (boolean | null)[]): boolean | null {
  if (results.includes(false)) return false;
  return results.includes(null) ? null : true;
}

/** The order of two values of one type: quantities by size, texts by code point; null where they have none. */
export function compareValues(left: Value, right: Value): number | null {
  if (isQuantity(left) && isQuantity(right)) return isOfOneMeasure(left, right) ? left.value.cmp(right.value) : null;
  const [a, b] = [textOf(left), textOf(right)];
  return a === null || b === null ? null : compareCodePoints(a, b);
}

import Big from "big.js";
import { lookup } from "../base/record.ts";
import type * as ast from "../syntax/ast.ts";
import { type MeasureName, units } from "../syntax/units.ts";
import { wholeNumber } from "./whole-number.ts";

/** What a number as written can be. */
export type NumberKind = "int" | "decimal" | MeasureName;

/** The type of a number as written; null where its unit is none. */
export function numberKind(node: ast.NumberLiteral): NumberKind | null {
  if (node.unit === undefined) return node.digits.includes(".") ? "decimal" : "int";
  return lookup(units, node.unit)?.measure ?? null;
}

/** The type and the exact amount of a number as written; null where its unit is none. */
export function readNumber(node: ast.NumberLiteral): { readonly kind: NumberKind; readonly value: Big } | null {
  const kind = numberKind(node);
  if (kind === null) return null;
  const size = node.unit === undefined ? 1 : (lookup(units, node.unit)?.size ?? 1);
  const whole = node.digits.length <= 15 && !node.digits.includes(".") ? Number(node.digits) * size : Number.NaN;
  return { kind, value: Number.isSafeInteger(whole) ? wholeNumber(whole) : new Big(node.digits).times(size) };
}

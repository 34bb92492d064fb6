import Big from "big.js";
import { lookup } from "../base/record.ts";
import type * as ast from "../syntax/ast.ts";
import { wholeNumber } from "./whole-number.ts";

/** What a number with a unit is. */
export type MeasureName = "duration" | "bytes" | "percent";

/** What each unit measures, and how many milliseconds, bytes or percent it stands for. */
export const units: Readonly<Record<ast.NumberUnit, { readonly measure: MeasureName; readonly size: number }>> = {
  ms: { measure: "duration", size: 1 },
  s: { measure: "duration", size: 1000 },
  m: { measure: "duration", size: 60_000 },
  h: { measure: "duration", size: 3_600_000 },
  d: { measure: "duration", size: 86_400_000 },
  KiB: { measure: "bytes", size: 2 ** 10 },
  MiB: { measure: "bytes", size: 2 ** 20 },
  GiB: { measure: "bytes", size: 2 ** 30 },
  TiB: { measure: "bytes", size: 2 ** 40 },
  "%": { measure: "percent", size: 1 },
};

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

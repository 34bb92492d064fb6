import Big from "big.js";
import type * as ast from "../syntax/ast.ts";

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

/** The type and the exact amount of a number as written; null where its unit is none. */
export function readNumber(
  node: ast.NumberLiteral,
): { readonly kind: "int" | "decimal" | MeasureName; readonly value: Big } | null {
  const digits = new Big(node.digits);
  if (node.unit === undefined) return { kind: node.digits.includes(".") ? "decimal" : "int", value: digits };
  const unit = Object.hasOwn(units, node.unit) ? units[node.unit as ast.NumberUnit] : undefined;
  return unit ? { kind: unit.measure, value: digits.times(unit.size) } : null;
}

import type Big from "big.js";
import type { MemberModel } from "../../semantics/kinds.ts";
import type { DeclarationSymbol, PolicySymbol } from "../../semantics/symbols.ts";
import type * as ast from "../../syntax/ast.ts";

/** What an expression evaluates to. Numbers are exact decimals of any size. */
export type Value =
  /** No value: what led here is reported already, and nothing more is said for its sake. */
  | { readonly kind: "unknown" }
  | { readonly kind: "null" }
  | { readonly kind: "bool"; readonly value: boolean }
  | Quantity
  | { readonly kind: "string"; readonly value: string }
  /** A file or folder of the project, root-relative. */
  | { readonly kind: "path"; readonly value: string }
  /** Only the address: the value itself is never known here. */
  | { readonly kind: "secret"; readonly address: string }
  | { readonly kind: "range"; readonly from: Quantity; readonly to: Quantity }
  | { readonly kind: "list"; readonly items: readonly Value[] }
  /** A map or record, in the order written. */
  | { readonly kind: "map"; readonly entries: ReadonlyMap<string, Value> }
  /** A declaration, as one environment (or none) resolves it. */
  | {
      readonly kind: "reference";
      readonly symbol: DeclarationSymbol | PolicySymbol;
      readonly instance: Instance | null;
    }
  /** A block inside a declaration; its fields are evaluated when they are read. */
  | { readonly kind: "block"; readonly instance: Instance };

/** A number, a duration in milliseconds, a size in bytes, or a share in percent. */
export interface Quantity {
  readonly kind: "int" | "decimal" | "duration" | "bytes" | "percent";
  readonly value: Big;
}

/**
 * A declaration or a block of one, as an environment resolves it: bodies laid over each other, the nearest first (the
 * environment's override, the declaration's own, what it extends, and so on). Fields are evaluated when they are read.
 */
export interface Instance {
  readonly symbol: DeclarationSymbol;
  readonly environment: DeclarationSymbol | null;
  readonly members: ReadonlyMap<string, MemberModel>;
  /** The nearest body; null for a block that is given further below, or nowhere. */
  readonly layer: Layer | null;
  /** What the nearest body lies over. */
  readonly below: Instance | null;
  /** Names and labels of the blocks that it lies in. */
  readonly path: readonly string[];
  readonly memo: Map<string, Value>;
}

export interface Layer {
  readonly body: ast.Body;
  readonly module: string;
  /** What `base` names in it. */
  readonly base: Value | null;
}

export const unknown: Value = { kind: "unknown" };
export const nothing: Value = { kind: "null" };

/** `true` or `false` as a value of the language. */
export function boolValue(value: boolean): Value {
  return { kind: "bool", value };
}

/** A text as a value of the language. */
export function stringValue(value: string): Value {
  return { kind: "string", value };
}

/** Whether a value is a number, with a unit or without: what can be negated, compared by size and calculated with. */
export function isQuantity(value: Value): value is Quantity {
  switch (value.kind) {
    case "int":
    case "decimal":
    case "duration":
    case "bytes":
    case "percent":
      return true;
    default:
      return false;
  }
}

/** The text of a text or a path, which is one as well; null for any other value. */
export function textOf(value: Value): string | null {
  return value.kind === "string" || value.kind === "path" ? value.value : null;
}

/** Whether two quantities are of one measure: numbers without a unit, times, sizes or shares. */
export function isOfOneMeasure(left: Quantity, right: Quantity): boolean {
  return left.kind === right.kind || (isNumber(left) && isNumber(right));
}

/** Whether a quantity has no unit. */
export function isNumber({ kind }: Quantity): boolean {
  return kind === "int" || kind === "decimal";
}

import type Big from "big.js";
import { unitsOf } from "../../syntax/units.ts";
import { smallInteger } from "./small-integer.ts";
import type { Quantity, Value } from "./value.ts";

const durationUnits = unitsOf("duration");
const byteUnits = unitsOf("bytes");

/** A quantity as an author would write it, in the largest unit that states it exactly: `90s`, `20GiB`, `2.5%`. */
export function quantityText(quantity: Quantity): string {
  const { value } = quantity;
  switch (quantity.kind) {
    case "int":
    case "decimal":
      return digitsOf(value);
    case "percent":
      return `${digitsOf(value)}%`;
    case "duration":
      return inUnit(value, durationUnits, "ms");
    case "bytes":
      return inUnit(value, byteUnits, " bytes");
  }
}

function inUnit(value: Big, units: readonly (readonly [string, number])[], smallest: string): string {
  for (const [unit, size] of units) {
    if (!value.eq(0) && value.mod(size).eq(0)) return `${digitsOf(value.div(size))}${unit}`;
  }
  return value.eq(0) && smallest === "ms" ? "0s" : `${digitsOf(value)}${smallest}`;
}

function digitsOf(value: Big): string {
  const small = smallInteger(value);
  return small === null ? value.toFixed() : String(small);
}

/** The text that `${…}` puts in a value's place; null where a value has none. */
export function interpolatedText(value: Value): string | null {
  switch (value.kind) {
    case "string":
    case "path":
      return value.value;
    case "bool":
      return String(value.value);
    case "int":
    case "decimal":
    case "duration":
    case "bytes":
    case "percent":
      return quantityText(value);
    default:
      return null;
  }
}

/** What a value is, as a type's name. */
export function kindText(value: Value): string {
  switch (value.kind) {
    case "reference":
      return value.symbol.kindName;
    case "list":
    case "map":
    case "block":
    case "range":
      return `a ${value.kind}`;
    default:
      return value.kind;
  }
}

/** A value as messages show it, cut short where it is long or nested deep. */
export function valueText(value: Value, depth = 0): string {
  switch (value.kind) {
    case "string":
      return JSON.stringify(value.value.length > 60 ? `${value.value.slice(0, 57)}…` : value.value);
    case "path":
      return JSON.stringify(value.value);
    case "null":
      return "null";
    case "unknown":
      return "unknown";
    case "secret":
      return `secret(${JSON.stringify(value.address)})`;
    case "range":
      return `${quantityText(value.from)}..${quantityText(value.to)}`;
    case "list":
      return value.items.length > 6 || (depth > 1 && value.items.length > 0)
        ? `a list of ${value.items.length} items`
        : `[${value.items.map((item) => valueText(item, depth + 1)).join(", ")}]`;
    case "map":
      return value.entries.size > 4 || (depth > 1 && value.entries.size > 0)
        ? `a map of ${value.entries.size} entries`
        : `{${[...value.entries].map(([key, item]) => ` ${key}: ${valueText(item, depth + 1)}`).join(",")} }`;
    case "reference":
      return `${value.symbol.kindName}.${value.symbol.name}`;
    case "block":
      return "a block";
    default:
      return interpolatedText(value) ?? value.kind;
  }
}

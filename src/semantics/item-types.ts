import { join } from "./join.ts";
import { any, never, scalar, type Type } from "./types.ts";

/**
 * The types of what a comprehension goes through: index and item of a list, key and value of a map. Null where a type
 * has no items.
 */
export function itemTypes(type: Type): readonly [Type, Type] | null {
  switch (type.kind) {
    case "any":
      return [any, any];
    case "never":
      return [never, never];
    case "list":
      return [scalar("int"), type.element];
    case "map":
      return [scalar("string"), type.value];
    case "record":
      return [scalar("string"), valuesType(type)];
    default:
      return null;
  }
}

/** The types of a comprehension's names, of which the last stands for the item. */
export function nameTypes(count: number, [key, item]: readonly [Type, Type]): readonly Type[] {
  return count > 1 ? [key, item] : [item];
}

/** The type of a record's values together. */
export function valuesType(type: Type & { kind: "record" }): Type {
  return join([...type.fields.values()].map((field) => field.type));
}

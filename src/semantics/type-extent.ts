import type { Type } from "./types.ts";

/** How far a type reaches: how deep its parts nest, and how many there are when each is written out. */
export interface TypeExtent {
  readonly depth: number;
  readonly size: number;
}

/** Beyond these a type is refused, so that nothing that walks over types or values can be made to run away. */
export const typeLimits: TypeExtent = { depth: 64, size: 20_000 };

/** The extent of a type. Types share parts: each that has any is measured once, and `known` from then on. */
export function extentOf(type: Type, known: Map<Type, TypeExtent>): TypeExtent {
  if (!hasParts(type)) return single;
  let extent = known.get(type);
  if (!extent) {
    extent = around(partsOf(type), known);
    known.set(type, extent);
  }
  return extent;
}

const single: TypeExtent = { depth: 1, size: 1 };

type TypeWithParts = Type & { readonly kind: "list" | "range" | "map" | "record" | "union" | "refined" };

function hasParts(type: Type): type is TypeWithParts {
  switch (type.kind) {
    case "list":
    case "range":
    case "map":
    case "record":
    case "union":
    case "refined":
      return true;
    default:
      return false;
  }
}

function partsOf(type: TypeWithParts): readonly Type[] {
  switch (type.kind) {
    case "list":
    case "range":
      return [type.element];
    case "map":
      return [type.value];
    case "record":
      return [...type.fields.values()].map((field) => field.type);
    case "union":
      return type.members;
    case "refined":
      return [type.base];
  }
}

function around(parts: readonly Type[], known: Map<Type, TypeExtent>): TypeExtent {
  let depth = 0;
  let size = 1;
  for (const part of parts) {
    const extent = extentOf(part, known);
    depth = Math.max(depth, extent.depth);
    size += extent.size;
  }
  return { depth: depth + 1, size };
}

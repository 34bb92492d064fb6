import type { Type } from "./types.ts";

/** How far a type reaches: how deep its parts nest, and how many there are when each is written out. */
export interface TypeExtent {
  readonly depth: number;
  readonly size: number;
}

/** Beyond these a type is refused, so that nothing that walks over types or values can be made to run away. */
export const typeLimits: TypeExtent = { depth: 64, size: 20_000 };

const known = new WeakMap<Type, TypeExtent>();

/** The extent of a type. Types share parts: each is measured once. */
export function extentOf(type: Type): TypeExtent {
  let extent = known.get(type);
  if (!extent) {
    extent = measure(type);
    known.set(type, extent);
  }
  return extent;
}

function measure(type: Type): TypeExtent {
  switch (type.kind) {
    case "list":
    case "range":
      return around([type.element]);
    case "map":
      return around([type.value]);
    case "record":
      return around([...type.fields.values()].map((field) => field.type));
    case "union":
      return around(type.members);
    case "refined":
      return around([type.base]);
    default:
      return { depth: 1, size: 1 };
  }
}

function around(parts: readonly Type[]): TypeExtent {
  let depth = 0;
  let size = 1;
  for (const part of parts) {
    const extent = extentOf(part);
    depth = Math.max(depth, extent.depth);
    size += extent.size;
  }
  return { depth: depth + 1, size };
}

import type { WantedBase } from "../../plan/lock.ts";
import { baseKey } from "./model.ts";
import { compareBases } from "./render.ts";

/** One of each base that images start from, in the lock's order. */
export function distinctBases(wanted: readonly WantedBase[]): readonly WantedBase[] {
  return [...new Map(wanted.map((base) => [baseKey(base), base])).values()].sort(compareBases);
}

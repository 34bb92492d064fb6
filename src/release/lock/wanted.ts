import type { Plan } from "../../plan/model.ts";
import { baseKey, type WantedBase } from "./model.ts";
import { compareBases } from "./render.ts";

/** The bases that a plan's images start from, in the regions where they are baked; one of each, in the lock's order. */
export function wantedBases(plan: Plan): readonly WantedBase[] {
  const wanted = Object.values(plan.images).flatMap(({ regions: [region], definition: { base } }) =>
    region === undefined ? [] : [{ owner: base.owner, pattern: base.name, region }],
  );
  return [...new Map(wanted.map((base) => [baseKey(base), base])).values()].sort(compareBases);
}

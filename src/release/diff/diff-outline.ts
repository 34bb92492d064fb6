import { lookup, sortedValues } from "../../base/record.ts";
import type { Plan } from "../../plan/model.ts";
import { goneFrom } from "./effects.ts";
import type { Effect, PlanDiff } from "./plan-diff.ts";
import { releaseOutline } from "./rollout-outline.ts";

/** What an output's manifest tells of the Plan that it was made from. */
export interface PlanOutline {
  /** Fingerprints by name. */
  readonly images: Readonly<Record<string, string>>;
  /** By environment, then by name. */
  readonly fleets: Readonly<Record<string, Readonly<Record<string, { readonly wanted: string }>>>>;
}

/**
 * What differs between an earlier output and a Plan, as far as a manifest tells: which images are baked anew and which
 * fleets replaced, but neither by which fields nor what changes in place.
 */
export function diffOutline(before: PlanOutline, after: Plan): PlanDiff {
  const rebaked = new Set<string>();
  const bakes = sortedValues(after.images).flatMap(({ name, fingerprint }): Effect[] => {
    const was = lookup(before.images, name) ?? null;
    if (was === fingerprint) return [];
    rebaked.add(name);
    return [{ kind: "bake", image: name, before: was, after: fingerprint, because: [] }];
  });
  const fleets = sortedValues(after.environments).flatMap((environment) => {
    const known = lookup(before.fleets, environment.name) ?? {};
    const replaced = sortedValues(environment.fleets).flatMap((fleet): Effect[] => {
      const was = lookup(known, fleet.name)?.wanted ?? null;
      if (was === fleet.wanted) return [];
      const image = fleet.generations[fleet.wanted]?.image.name ?? "";
      const cause = was !== null && rebaked.has(image) ? `image ${image}` : `fleet ${fleet.name}`;
      return [
        {
          kind: "replace",
          environment: environment.name,
          fleet: fleet.name,
          before: was,
          after: fleet.wanted,
          because: [{ declaration: cause, fields: [] }],
          rollout: releaseOutline(environment, was, fleet),
        },
      ];
    });
    return [...replaced, ...goneFrom(known, environment.fleets, "fleet", environment.name)];
  });
  const gone = [
    ...goneFrom(before.fleets, after.environments, "environment", null),
    ...goneFrom(before.images, after.images, "image", null),
  ];
  return { changes: [], effects: [...bakes, ...fleets, ...gone] };
}

import { compareCodePoints } from "../../base/order.ts";
import { lookup, sortedValues } from "../../base/record.ts";
import type { EnvironmentPlan, Plan } from "../../plan/model.ts";
import { fleetEffects } from "./fleet-effects.ts";
import { imageEffects } from "./image-effects.ts";
import type { OwnChange } from "./own-changes.ts";
import type { Effect } from "./plan-diff.ts";
import { reasonIn } from "./reason.ts";

/** What the differences between two Plans cause, from images over environments to fleets, each with its reasons. */
export function effectsOf(before: Plan, after: Plan, changes: readonly OwnChange[]): readonly Effect[] {
  const environments = sortedValues(after.environments);
  return [
    ...imageEffects(before, after, changes),
    ...environments.flatMap((environment) => {
      const old = lookup(before.environments, environment.name);
      const here = changes.filter((change) => change.environment === environment.name || isAround(change, environment));
      return [
        ...sharedEffects(environment, here),
        ...sortedValues(environment.fleets).flatMap((fleet) =>
          fleetEffects({ before, after, environment, here, changes }, lookup(old?.fleets ?? {}, fleet.name), fleet),
        ),
        ...goneFrom(old?.fleets ?? {}, environment.fleets, "fleet", environment.name),
      ];
    }),
    ...goneFrom(before.environments, after.environments, "environment", null),
    ...goneFrom(before.images, after.images, "image", null),
  ];
}

function isAround(change: OwnChange, environment: EnvironmentPlan): boolean {
  return change.kind === "project" || (change.kind === "environment" && change.name === environment.name);
}

/** Fields of an environment that bound rollouts and make nothing. */
const bounds: ReadonlySet<string> = new Set(["limits", "after"]);

function sharedEffects({ name }: EnvironmentPlan, here: readonly OwnChange[]): readonly Effect[] {
  const shared = here.filter(({ kind }) => ["project", "environment", "network", "balancer"].includes(kind));
  const applied = shared.flatMap((change) => reasonIn(change, (field) => !bounds.has(field)) ?? []);
  const bounded = shared
    .filter(({ kind, status }) => kind === "environment" && status === "changed")
    .flatMap((change) => reasonIn(change, (field) => bounds.has(field)) ?? []);
  return [
    ...(applied.length === 0 ? [] : [{ kind: "apply" as const, environment: name, fleet: null, because: applied }]),
    ...(bounded.length === 0 ? [] : [{ kind: "later" as const, what: `rollouts in ${name}`, because: bounded }]),
  ];
}

/** What there was and is no more. */
export function goneFrom(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  what: "image" | "fleet" | "environment",
  environment: string | null,
): readonly Effect[] {
  return Object.keys(before)
    .filter((name) => !Object.hasOwn(after, name))
    .sort(compareCodePoints)
    .map((name) => ({ kind: "gone", what, name, environment }));
}

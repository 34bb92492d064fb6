import { shortDigest } from "../base/digest.ts";
import { sortedValues } from "../base/record.ts";
import { plural } from "../base/wording.ts";
import type { EnvironmentPlan, FleetPlan, Plan } from "../plan/model.ts";
import { inPromotionOrder } from "../plan/promotion-order.ts";
import { rolloutPath } from "../rollout/rollout-path.ts";
import type { Summary } from "./rebuild/summary-text.ts";

/** What `build` tells a person of a plan: its images, and the fleets of each environment. */
export function buildSummary(plan: Plan): Summary {
  return {
    images: sortedValues(plan.images).map(({ name, fingerprint, definition }) => {
      return { name, digest: shortDigest(fingerprint), about: definition.arch };
    }),
    environments: inPromotionOrder(plan.environments).map((environment) => ({
      name: environment.name,
      region: environment.region,
      fleets: sortedValues(environment.fleets).map((fleet) => {
        return { name: fleet.name, digest: shortDigest(fleet.wanted), about: rolloutText(environment, fleet) };
      }),
    })),
  };
}

function rolloutText(environment: EnvironmentPlan, fleet: FleetPlan): string {
  const path = rolloutPath(environment, fleet);
  if (path.steps.length === 0) return "live";
  return `${path.from === null ? "first release" : fleet.rollout.strategy} in ${plural(path.steps.length, "step")}`;
}

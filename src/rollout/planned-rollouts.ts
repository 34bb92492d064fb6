import { sortedValues } from "../base/record.ts";
import type { Plan } from "../plan/model.ts";
import { inPromotionOrder } from "../plan/promotion-order.ts";
import { releasePath } from "./check-rollouts.ts";
import type { RolloutPath } from "./path.ts";
import { rolloutPath } from "./rollout-path.ts";

/** A fleet's next rollout, and how those after it go. */
export interface PlannedRollout {
  readonly path: RolloutPath;
  /** How a release goes once there is one before it. */
  readonly later: RolloutPath;
}

/** The rollout of every fleet, in the order in which releases come to them. */
export function plannedRollouts(plan: Plan): readonly PlannedRollout[] {
  return inPromotionOrder(plan.environments).flatMap((environment) =>
    sortedValues(environment.fleets).map((fleet) => ({
      path: rolloutPath(environment, fleet),
      later: releasePath(environment, fleet),
    })),
  );
}

import type { EnvironmentPlan, FleetPlan } from "../plan/model.ts";
import { inPromotionOrder } from "../plan/promotion-order.ts";
import type { Snapshot } from "../query/snapshot.ts";
import { releasePath } from "../rollout/check-rollouts.ts";
import type { RolloutPath } from "../rollout/path.ts";
import { planOf } from "./values.ts";

/** A fleet of an environment, and the path that a release of it takes. */
export interface FleetRollout {
  readonly environment: EnvironmentPlan;
  readonly fleet: FleetPlan;
  readonly path: RolloutPath;
}

/** Every fleet that a check chooses, with its rollout, in every environment in the order in which releases come there. */
export function fleetRollouts(
  snapshot: Snapshot,
  chosen: (fleet: FleetPlan, environment: EnvironmentPlan) => boolean,
): readonly FleetRollout[] {
  return inPromotionOrder(planOf(snapshot)?.environments ?? {}).flatMap((environment) =>
    Object.values(environment.fleets)
      .filter((fleet) => chosen(fleet, environment))
      .map((fleet) => ({ environment, fleet, path: releasePath(environment, fleet) })),
  );
}

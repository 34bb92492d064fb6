import type { EnvironmentPlan, FleetPlan } from "../../plan/model.ts";
import { restingCapacity } from "../../rollout/capacity.ts";
import { releasePath } from "../../rollout/check-rollouts.ts";
import type { RolloutPath } from "../../rollout/path.ts";
import { rolloutPath } from "../../rollout/rollout-path.ts";
import { generationState } from "../../rollout/state.ts";
import type { RolloutOutline } from "./plan-diff.ts";

/** How a fleet comes from an earlier generation (null: from none) to the wanted one. */
export function releaseOutline(environment: EnvironmentPlan, before: string | null, fleet: FleetPlan): RolloutOutline {
  const known = before === null || hasHistory(fleet);
  return outline(known ? rolloutPath(environment, fleet) : releasePath(environment, fleet), before);
}

/** How a fleet whose generation stays comes from how it was to how it is wanted. */
export function changeOutline(environment: EnvironmentPlan, old: FleetPlan, fleet: FleetPlan): RolloutOutline {
  return outline(changePath(environment, old, fleet), old.wanted);
}

/** From what history says is live or, where that says nothing, as if the version before had been released. */
function changePath(environment: EnvironmentPlan, old: FleetPlan, fleet: FleetPlan): RolloutPath {
  if (hasHistory(fleet)) return rolloutPath(environment, fleet);
  if (old.legacy !== undefined) {
    const steady = rolloutPath(environment, old).steps.at(-1)?.state ?? {};
    return rolloutPath(environment, { ...fleet, stable: fleet.wanted, steady });
  }
  const { total } = releasePath(environment, fleet);
  const state = generationState(fleet.route !== null, total, restingCapacity(old));
  return rolloutPath(environment, { ...fleet, stable: fleet.wanted, steady: { [fleet.wanted]: state } });
}

function hasHistory({ stable, steady }: FleetPlan): boolean {
  return stable !== null || Object.keys(steady).length > 0;
}

function outline({ strategy, from, steps, worstCase }: RolloutPath, before: string | null): RolloutOutline {
  return { strategy, from: from === "previous" ? before : from, steps: steps.map(({ name }) => name), worstCase };
}

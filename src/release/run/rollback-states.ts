import { LEGACY } from "../../plan/legacy.ts";
import type { FleetPlan, FleetState, GenerationState } from "../../plan/model.ts";
import { heldCapacity, NO_CAPACITY, peakInstances, restingCapacity } from "../../rollout/capacity.ts";
import { changeEach, generationState, totalWeight } from "../../rollout/state.ts";
import { silenced } from "../../rollout/stickiness.ts";

/** A state on the way back, with a name for it. */
export interface NamedState {
  readonly name: string;
  readonly state: FleetState;
}

/**
 * The states that take a fleet back to a generation, an apply each: one where its machines stand at what the peak needs,
 * else it is brought up first, without traffic. What has the traffic now keeps its machines, to be looked at; only work
 * that no balancer hands out is taken from it by taking its machines.
 */
export function rollbackStates(fleet: FleetPlan, to: string): readonly NamedState[] {
  const current = fleet.steady;
  const attached = fleet.route !== null;
  const legacy = current[LEGACY]?.weight ?? 0;
  const total = (totalWeight(current) || 100) - legacy;
  const others = Object.keys(current).filter((id) => id !== to && id !== LEGACY);
  const quiet = changeEach(current, others, (one) => silenced(fleet, one));
  if (fleet.rollout.strategy === "rolling") {
    const template: GenerationState = generationState(false, 0, NO_CAPACITY);
    const templates = changeEach(current, others, () => template);
    return [
      { name: "rollback", state: { ...templates, [to]: generationState(attached, total, restingCapacity(fleet)) } },
    ];
  }
  const held = heldCapacity(fleet, to);
  const back = (state: FleetState): FleetState => ({ ...state, [to]: generationState(attached, total, held) });
  if (fleet.rollout.strategy === "replace" || !attached) {
    const stopped = changeEach(quiet, others, (one) => ({ ...one, ...NO_CAPACITY }));
    return [
      { name: "rollback-start", state: back(quiet) },
      { name: "rollback", state: back(stopped) },
    ];
  }
  const there = current[to];
  const stands = there?.attached === true && there.min >= peakInstances(fleet);
  return [
    ...(stands
      ? []
      : [{ name: "rollback-start", state: { ...current, [to]: generationState(true, there?.weight ?? 0, held) } }]),
    { name: "rollback", state: back(quiet) },
  ];
}

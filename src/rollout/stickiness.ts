import type { GenerationState } from "../plan/model.ts";
import { movesTraffic } from "./moves-traffic.ts";
import type { PathFleet } from "./path-fleet.ts";
import { stickTime } from "./times.ts";

/**
 * Whether visitors stay where they were: a sticky rule sends who comes back to the same target group, whatever weight
 * that has by now, and even where no machine is left in it to answer. Who has left the listener gets none of them.
 */
export function keepsVisitors(fleet: PathFleet): boolean {
  return fleet.route !== null && movesTraffic(fleet.rollout.strategy) && stickTime(fleet) > 0;
}

/** A generation that goes on to exist, and is to get no request any more. */
export function silenced(fleet: PathFleet, generation: GenerationState): GenerationState {
  return { ...generation, weight: 0, attached: generation.attached && !keepsVisitors(fleet) };
}

import { NO_CAPACITY, restingCapacity } from "../capacity.ts";
import { generationState } from "../state.ts";
import type { PlannedState, StrategyContext } from "../strategy.ts";
import { refreshTime } from "../times.ts";

/**
 * One group whose instances are replaced a few at a time. It runs the generation that has the weight; the other one in
 * the state is its launch template alone, kept so that the refresh can go back to it.
 */
export function rolling({ fleet, from, to, total }: StrategyContext): readonly PlannedState[] {
  const { rollout } = fleet;
  const current = generationState(fleet.route !== null, total, restingCapacity(fleet));
  const template = generationState(false, 0, NO_CAPACITY);
  const state = { [to]: current };
  if (from === null) {
    return [{ name: "create", phase: "shift", state, bake: rollout.bake, keep: 0, judged: true, abort: null }];
  }
  const pauses = rollout.refresh.checkpoints.length * rollout.refresh.pause;
  return [
    {
      name: "refresh",
      phase: "shift",
      state: { [from]: template, [to]: current },
      bake: refreshTime(fleet, to) + pauses + rollout.bake,
      keep: rollout.keepPrevious,
      judged: true,
      abort: { [from]: current, [to]: template },
    },
    { name: "destroy", phase: "retire", state, bake: 0, keep: 0, judged: false, abort: null },
  ];
}

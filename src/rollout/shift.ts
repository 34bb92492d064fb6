import type { FleetState, GenerationState } from "../plan/model.ts";
import { heldCapacity, restingCapacity } from "./capacity.ts";
import { retire } from "./retire.ts";
import { nearestParts } from "./share.ts";
import { generationState } from "./state.ts";
import type { PlannedState, StrategyContext } from "./strategy.ts";

/** A share (percent) of the traffic that the new generation gets, and how long to watch it there. */
export interface Shift {
  readonly weight: number;
  readonly bake: number;
}

/**
 * The way of every strategy that moves traffic between two generations. The new one is created at the capacity of the
 * peak and without traffic; then weights alone change, so that a step takes seconds and waits for no machine; the old
 * one keeps the capacity of the peak until `keep_previous` is over, so that the way back waits for none either.
 */
export function shiftTraffic(context: StrategyContext, shifts: readonly Shift[]): readonly PlannedState[] {
  const { fleet, from, to, total } = context;
  const generation = (id: string, weight: number): GenerationState =>
    generationState(true, weight, heldCapacity(fleet, id));
  const split = (weight: number): FleetState => ({
    ...(from === null ? {} : { [from]: generation(from, total - weight) }),
    [to]: generation(to, weight),
  });
  const atRest = generationState(true, 0, restingCapacity(fleet));
  const abort = from === null ? null : { [from]: generation(from, total), [to]: atRest };
  const promoted = { ...split(total), [to]: { ...atRest, weight: total } };
  // Before the first release nothing else can take the traffic, so nothing is gained by giving it in parts.
  const taken = from === null ? shifts.slice(-1) : shifts;
  return [
    { name: "create", phase: "prepare", state: split(0), bake: 0, keep: 0, judged: false, abort },
    ...taken.map((shift): PlannedState => {
      const state = split(nearestParts(shift.weight, total));
      return { name: `weight-${shift.weight}`, phase: "shift", state, bake: shift.bake, keep: 0, judged: true, abort };
    }),
    {
      name: "promote",
      phase: "promoted",
      state: promoted,
      bake: 0,
      keep: from === null ? 0 : fleet.rollout.keepPrevious,
      judged: from !== null,
      abort,
    },
    ...(from === null
      ? []
      : retire({ fleet, state: promoted, ids: [from], phase: "retire", prefix: "", abort: () => null })),
  ];
}

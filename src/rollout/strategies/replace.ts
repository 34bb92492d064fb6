import type { FleetState } from "../../plan/model.ts";
import { heldCapacity, NO_CAPACITY, restingCapacity } from "../capacity.ts";
import { retire } from "../retire.ts";
import { generationState } from "../state.ts";
import type { PlannedState, StrategyContext } from "../strategy.ts";

/**
 * For workers: nothing decides who gets the work, so both generations take it from the moment that the new one is up
 * until the old one is drained. The weight only tells which of them is the current one.
 */
export function replace({ fleet, from, to, total }: StrategyContext): readonly PlannedState[] {
  const attached = fleet.route !== null;
  const { bake, keepPrevious } = fleet.rollout;
  const old = (weight: number): FleetState =>
    from === null ? {} : { [from]: generationState(attached, weight, heldCapacity(fleet, from)) };
  const state = { ...old(0), [to]: generationState(attached, total, heldCapacity(fleet, to)) };
  const promoted = { ...old(0), [to]: generationState(attached, total, restingCapacity(fleet)) };
  // The new one must stop taking work, so the way back takes its instances too.
  const abort = from === null ? null : { ...old(total), [to]: generationState(attached, 0, NO_CAPACITY) };
  const keep = from === null ? 0 : keepPrevious;
  return [
    { name: "create", phase: "shift", state, bake, keep: 0, judged: true, abort },
    { name: "promote", phase: "promoted", state: promoted, bake: 0, keep, judged: from !== null, abort },
    ...(from === null
      ? []
      : retire({ fleet, state: promoted, ids: [from], phase: "retire", prefix: "", abort: () => null })),
  ];
}

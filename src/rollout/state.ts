import { LEGACY } from "../plan/legacy.ts";
import type { FleetState, GenerationState } from "../plan/model.ts";
import { type Capacity, NO_CAPACITY } from "./capacity.ts";

/** The sum of all weights: the parts that stand for all traffic. */
export function totalWeight(state: FleetState): number {
  return Object.values(state).reduce((sum, generation) => sum + generation.weight, 0);
}

/** Whether two states mean the same: equal generations and capacities, and equal shares whatever their parts. */
export function sameState(left: FleetState, right: FleetState): boolean {
  const [leftTotal, rightTotal] = [totalWeight(left), totalWeight(right)];
  if ((leftTotal === 0) !== (rightTotal === 0)) return false;
  if (Object.keys(left).length !== Object.keys(right).length) return false;
  return Object.entries(left).every(([id, ours]) => {
    const theirs = right[id];
    return (
      theirs !== undefined &&
      ours.attached === theirs.attached &&
      ours.weight * rightTotal === theirs.weight * leftTotal &&
      ours.min === theirs.min &&
      ours.max === theirs.max &&
      ours.desired === theirs.desired
    );
  });
}

/** One generation's state out of its parts. */
export function generationState(attached: boolean, weight: number, capacity: Capacity): GenerationState {
  return { attached, weight, min: capacity.min, max: capacity.max, desired: capacity.desired };
}

/** The legacy side with so many parts of the traffic, as a state that has nothing else. Of it, nothing but that is ours. */
export function legacyState(weight: number): FleetState {
  return { [LEGACY]: generationState(true, weight, NO_CAPACITY) };
}

/** The state with the named generations changed. */
export function changeEach(
  state: FleetState,
  ids: readonly string[],
  change: (generation: GenerationState, id: string) => GenerationState,
): FleetState {
  return Object.fromEntries(
    Object.entries(state).map(([id, generation]) => [id, ids.includes(id) ? change(generation, id) : generation]),
  );
}

/** The state without the named generations. */
export function without(state: FleetState, ids: readonly string[]): FleetState {
  return Object.fromEntries(Object.entries(state).filter(([id]) => !ids.includes(id)));
}

import { LEGACY } from "../plan/legacy.ts";
import type { FleetState } from "../plan/model.ts";
import { NO_CAPACITY, restingCapacity } from "./capacity.ts";
import type { Phase } from "./path.ts";
import type { PathFleet } from "./path-fleet.ts";
import { changeEach, without } from "./state.ts";
import { keepsVisitors } from "./stickiness.ts";
import type { PlannedState } from "./strategy.ts";
import { longestDrain, longestRequest } from "./times.ts";

interface Retirement {
  readonly fleet: PathFleet;
  /** The state to start from; the generations to retire have no weight in it. */
  readonly state: FleetState;
  readonly ids: readonly string[];
  /** What is held for visitors until they have come, and goes to rest then. */
  readonly settles?: readonly string[];
  /** Whether the legacy side, which has no weight then, leaves the listener with them. It goes on to exist. */
  readonly legacyLeaves?: boolean;
  readonly phase: Phase;
  /** Before the names of the steps, to tell two retirements of one path apart. */
  readonly prefix: string;
  /** The way back while it goes on. */
  readonly abort: (state: FleetState) => FleetState | null;
}

/**
 * Takes generations away, an apply each: their instances drain, they leave the listener, they go. A target group that a
 * listener still names can't be deleted, and one that still has instances cuts their requests short. Where visitors stick
 * to what goes, it leaves the listener first: the balancer would go on to send them to a generation without instances.
 */
export function retire(retirement: Retirement): readonly PlannedState[] {
  const { fleet, state, ids, phase, prefix, abort, legacyLeaves = false } = retirement;
  const steps = isVisited(fleet, state, ids, legacyLeaves) ? leaveFirst : drainFirst;
  return steps(retirement, legacyLeaves ? [LEGACY] : []).map(([name, next, bake]) => ({
    name: `${prefix}${name}`,
    phase,
    state: next,
    bake,
    keep: 0,
    judged: false,
    abort: abort(next),
  }));
}

/**
 * Whether some of what is to go still has visitors, though no weight. They come to what serves all at once, in the moment
 * that it leaves the listener: whoever retires it holds the capacity of the peak for them.
 */
export function isVisited(fleet: PathFleet, state: FleetState, ids: readonly string[], legacyLeaves: boolean): boolean {
  return keepsVisitors(fleet) && (legacyLeaves || ids.some((id) => state[id]?.attached));
}

type Steps = (
  retirement: Retirement,
  beside: readonly string[],
) => readonly (readonly [name: string, state: FleetState, bake: number])[];

const drainFirst: Steps = ({ fleet, state, ids }, beside) => {
  const drained = changeEach(state, ids, (one) => ({ ...one, weight: 0, ...NO_CAPACITY }));
  const detached = changeEach(without(drained, beside), ids, (one) => ({ ...one, attached: false }));
  return [
    ["drain", drained, longestDrain(fleet, ids)],
    ["detach", detached, 0],
    ["destroy", without(detached, ids), 0],
  ];
};

const leaveFirst: Steps = ({ fleet, state, ids, settles }, beside) => {
  const detached = changeEach(without(state, beside), ids, (one) => ({ ...one, weight: 0, attached: false }));
  const emptied = changeEach(detached, ids, (one) => ({ ...one, ...NO_CAPACITY }));
  const drained = changeEach(emptied, settles ?? [], (one) => ({ ...one, ...restingCapacity(fleet) }));
  return [
    ["detach", detached, longestRequest(fleet, ids)],
    ["drain", drained, 0],
    ["destroy", without(drained, ids), 0],
  ];
};

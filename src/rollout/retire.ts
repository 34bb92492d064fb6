import { generationsOf, LEGACY } from "../plan/legacy.ts";
import type { FleetState } from "../plan/model.ts";
import { heldCapacity, NO_CAPACITY } from "./capacity.ts";
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
 * to what goes, it leaves the listener first.
 */
export function retire({ fleet, state, ids, legacyLeaves, phase, prefix, abort }: Retirement): readonly PlannedState[] {
  const visited = legacyLeaves || ids.some((id) => state[id]?.attached);
  const steps = visited && keepsVisitors(fleet) ? leaveFirst : drainFirst;
  return steps(fleet, state, ids, legacyLeaves ? [LEGACY] : []).map(([name, next, bake]) => ({
    name: `${prefix}${name}`,
    phase,
    state: next,
    bake,
    keep: 0,
    judged: false,
    abort: abort(next),
  }));
}

type Steps = (
  fleet: PathFleet,
  state: FleetState,
  ids: readonly string[],
  beside: readonly string[],
) => readonly (readonly [name: string, state: FleetState, bake: number])[];

const drainFirst: Steps = (fleet, state, ids, beside) => {
  const drained = changeEach(state, ids, (one) => ({ ...one, weight: 0, ...NO_CAPACITY }));
  const detached = changeEach(without(drained, beside), ids, (one) => ({ ...one, attached: false }));
  return [
    ["drain", drained, longestDrain(fleet, ids)],
    ["detach", detached, 0],
    ["destroy", without(detached, ids), 0],
  ];
};

/**
 * The balancer would go on to send those who stick to it to a generation without instances. They all come to what serves
 * in the moment that it leaves, so as many machines as the peak needs stand there before.
 */
const leaveFirst: Steps = (fleet, state, ids, beside) => {
  const serving = generationsOf(state).filter((id) => (state[id]?.weight ?? 0) > 0);
  const leave = (from: FleetState): FleetState =>
    changeEach(without(from, beside), ids, (one) => ({ ...one, weight: 0, attached: false }));
  const ready =
    fleet.scale === null ? state : changeEach(state, serving, (one, id) => ({ ...one, ...heldCapacity(fleet, id) }));
  const drained = changeEach(leave(state), ids, (one) => ({ ...one, ...NO_CAPACITY }));
  return [
    ["ready", ready, 0],
    ["detach", leave(ready), longestRequest(fleet, ids)],
    ["drain", drained, 0],
    ["destroy", without(drained, ids), 0],
  ];
};

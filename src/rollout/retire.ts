import { LEGACY } from "../plan/legacy.ts";
import type { FleetState } from "../plan/model.ts";
import { NO_CAPACITY } from "./capacity.ts";
import type { Phase } from "./path.ts";
import type { PathFleet } from "./path-fleet.ts";
import { changeEach, generationState, without } from "./state.ts";
import type { PlannedState } from "./strategy.ts";
import { longestDrain } from "./times.ts";

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
 * listener still names can't be deleted, and one that still has instances cuts their requests short.
 */
export function retire({ fleet, state, ids, legacyLeaves, phase, prefix, abort }: Retirement): readonly PlannedState[] {
  const drained = changeEach(state, ids, ({ attached }) => generationState(attached, 0, NO_CAPACITY));
  const remaining = legacyLeaves ? without(state, [LEGACY]) : state;
  const detached = changeEach(remaining, ids, () => generationState(false, 0, NO_CAPACITY));
  const planned = (name: string, next: FleetState, bake: number): PlannedState => ({
    name: `${prefix}${name}`,
    phase,
    state: next,
    bake,
    keep: 0,
    judged: false,
    abort: abort(next),
  });
  return [
    planned("drain", drained, longestDrain(fleet, ids)),
    planned("detach", detached, 0),
    planned("destroy", without(detached, ids), 0),
  ];
}

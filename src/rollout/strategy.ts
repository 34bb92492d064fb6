import type { FleetState } from "../plan/model.ts";
import type { Phase } from "./path.ts";
import type { PathFleet } from "./path-fleet.ts";

/**
 * What a strategy plans from: all traffic is with `from` and the legacy side, and no generation but `from` and `to` is
 * there.
 */
export interface StrategyContext {
  readonly fleet: PathFleet;
  /** Null before the first release. Equal to `to` where nothing but the legacy side's share changes. */
  readonly from: string | null;
  readonly to: string;
  /** The parts that stand for all traffic. */
  readonly total: number;
  /** Null where nothing that is not ours takes part. */
  readonly legacy: LegacySide | null;
}

/** The parts of the traffic that the legacy side has before and after the rollout. */
export interface LegacySide {
  readonly before: number;
  readonly after: number;
}

/** A state on the way, before it is known whether the fleet is past it. */
export interface PlannedState {
  readonly name: string;
  readonly phase: Phase;
  readonly state: FleetState;
  readonly bake: number;
  readonly keep: number;
  /** Whether alarms are judged while it bakes. */
  readonly judged: boolean;
  readonly abort: FleetState | null;
  /** Present where it is a step though it may change nothing: what stands there is still to be proven. */
  readonly proves?: true;
}

/** The states that one strategy leads through, the first to the last. */
export type PlanStates = (context: StrategyContext) => readonly PlannedState[];

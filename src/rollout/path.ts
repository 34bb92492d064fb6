import type { FleetState, Strategy } from "../plan/model.ts";

/** The steps that take a fleet from what is live to what the source wants. */
export interface RolloutPath {
  readonly environment: string;
  readonly fleet: string;
  readonly strategy: Strategy;
  /** Digest of the generation that is live, null before the first release. */
  readonly from: string | null;
  /** Digest of the wanted generation. */
  readonly to: string;
  /** Empty when the wanted generation is live already. */
  readonly steps: readonly RolloutStep[];
  /** The state that takes all traffic back to `from` in one apply; null where there is nothing to go back to. */
  readonly abort: FleetState | null;
  /** Milliseconds: all bakes, with each apply at its worst. */
  readonly worstCase: number;
}

/** One apply. Applying it twice changes nothing the second time. */
export interface RolloutStep {
  /** From 1. */
  readonly number: number;
  /** Short, fit for a file name: `create`, `weight-5`, `drain`, `detach`, `destroy`. */
  readonly name: string;
  /** What must hold before: the state of the step before it. */
  readonly before: FleetState;
  /** The state that it applies: the value of the fleet's variable. */
  readonly state: FleetState;
  /** Milliseconds to watch afterwards. */
  readonly bake: number;
  /** Whether alarms are judged while watching, by their names in the rollout. */
  readonly judgedBy: readonly string[];
  /** The phase: before `promoted`, an abort goes back; after it, the old generation is retired. */
  readonly phase: "prepare" | "shift" | "promoted" | "retire";
}

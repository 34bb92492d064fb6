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
  /** Weights of every state add up to this: the parts that stand for all traffic. At most 999. */
  readonly total: number;
  /** Empty when the wanted generation is live already. */
  readonly steps: readonly RolloutStep[];
  /** The state that takes all traffic back to `from` in one apply; null where there is nothing to go back to. */
  readonly abort: FleetState | null;
  /** Milliseconds from the order to abort until `from` serves all traffic, at the worst; 0 where `abort` is null. */
  readonly abortTime: number;
  /** Milliseconds: all bakes and waits, with each apply at its worst. */
  readonly worstCase: number;
}

/** A path without the names of its environment and fleet. */
export type RolloutOutline = Pick<RolloutPath, "to" | "total" | "steps" | "abortTime">;

/** The phase: up to `promoted`, an abort goes back; after it, the old generation is retired. */
export type Phase = "prepare" | "shift" | "promoted" | "retire";

/** One apply. Applying it twice changes nothing the second time; its inverse applies `before`. */
export interface RolloutStep {
  /** From 1. */
  readonly number: number;
  /** Short, fit for a file name: `create`, `weight-5`, `drain`, `detach`, `destroy`. Unique in its path. */
  readonly name: string;
  /** What must hold before: the state of the step before it. */
  readonly before: FleetState;
  /** The state that it applies: the value of the fleet's variable. */
  readonly state: FleetState;
  /** Milliseconds that the apply itself may take. */
  readonly apply: number;
  /** Milliseconds to watch afterwards. */
  readonly bake: number;
  /** Milliseconds to wait after the bake, with the way back still open, before the next step: `keep_previous`. */
  readonly keep: number;
  /** Whether alarms are judged while watching, by their names in the rollout. */
  readonly judgedBy: readonly string[];
  readonly phase: Phase;
  /** The state that goes back from here in one apply; null where there is nothing to go back to any more. */
  readonly abort: FleetState | null;
}

import * as z from "zod/mini";
import { readJson } from "../../base/read-json.ts";
import type { FleetState } from "../../plan/model.ts";
import { abortState } from "../ledger/abort-state.ts";
import type { RolloutRecord } from "../ledger/state.ts";
import type { Action } from "./action.ts";

/**
 * A decision to go back, written down before anything moves. A process that dies on the way back must not be followed by
 * one that looks at alarms which are quiet again, as the traffic has gone, and sends it to the failed generation anew.
 */
export interface Intention {
  readonly kind: "abort" | "roll_back";
  /** The rollout that it is about. */
  readonly plan: string;
  /** Sequence number of the entry that started it: the same plan may be tried twice. */
  readonly started: number;
  readonly verdict: "fail" | "inconclusive";
  readonly reason: string;
  /** The state to go to. */
  readonly state: FleetState;
  /** Whether there is something to apply: a first release has nothing to go back to, and stays where it is. */
  readonly moves: boolean;
}

/** The intention that a decision comes to; `standing` is the state that the fleet is in or on its way to. */
export function intentionOf(
  action: Action & { readonly kind: "abort" | "roll_back" },
  rollout: RolloutRecord,
  standing: FleetState,
): Intention {
  return {
    kind: action.kind,
    plan: rollout.plan,
    started: rollout.started,
    verdict: action.kind === "abort" ? action.verdict : "fail",
    reason: action.reason,
    state: (action.kind === "abort" ? abortState(rollout) : rollout.abort) ?? standing,
    moves: rollout.abort !== null,
  };
}

/** The text that an intention is kept as. */
export function renderIntention(intention: Intention): string {
  return `${JSON.stringify(intention, null, 2)}\n`;
}

/** Reads a kept intention; null where the text is none. */
export function readIntention(text: string): Intention | null {
  return readJson(text, intentionSchema);
}

const intentionSchema = z.object({
  kind: z.enum(["abort", "roll_back"]),
  plan: z.string(),
  started: z.number(),
  verdict: z.enum(["fail", "inconclusive"]),
  reason: z.string(),
  state: z.record(
    z.string(),
    z.object({ attached: z.boolean(), weight: z.number(), min: z.number(), max: z.number(), desired: z.number() }),
  ),
  moves: z.boolean(),
});

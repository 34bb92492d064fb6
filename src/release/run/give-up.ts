import { shortDigest } from "../../base/digest.ts";
import type { PlannedStep } from "../ledger/entry.ts";
import { judgeRolledBack } from "../ledger/laws/steady.ts";
import type { FleetRecord, LiveEnvironment, RolloutRecord } from "../ledger/state.ts";
import type { Action, Sighting, Situation } from "./action.ts";

/**
 * What a step that does not pass leads to. Before the promotion, an abort; just after it, while the generation before
 * stands ready, a rollback; later there is nothing to go back to, and a person decides.
 */
export function giveUp(
  { fleet, live }: Situation,
  rollout: RolloutRecord,
  planned: PlannedStep,
  verdict: "fail" | "inconclusive",
  reason: string,
): Action {
  if (rollout.phase === "active") return { kind: "abort", verdict, reason };
  const to = planned.phase === "retire" || verdict === "inconclusive" ? null : wayBack(live, fleet, rollout);
  return to === null ? { kind: "stop", reason } : { kind: "roll_back", to, reason };
}

/** The generation that stands ready to take all traffic back, and may; null where none does. */
function wayBack(live: LiveEnvironment, fleet: FleetRecord, rollout: RolloutRecord): string | null {
  const { abort, from, generation } = rollout;
  if (from === null || abort === null || (fleet.state[from]?.max ?? 0) === 0) return null;
  const context = { at: "", actor: "nobody", commit: null, reason: "an alarm" };
  const event = {
    kind: "rolled_back",
    fleet: fleet.name,
    from: generation,
    to: from,
    state: abort,
    ...context,
  } as const;
  return judgeRolledBack(live, event).kind === "lawful" ? from : null;
}

/** Why nothing goes back by itself before the old generation is taken away, in words; null where it may. */
export function tooLate({ from }: RolloutRecord, { at, standing }: Sighting, over: number): string | null {
  // Another process may have begun to take it away, and died before it said so.
  if (from !== null && !standing.includes(from)) return `generation ${shortDigest(from)} has no instances any more`;
  // Until then the data are what both work with. Later somebody may have moved them on.
  return at > over + lateTime ? "`keep_previous` is over, so that nothing goes back by itself" : null;
}

/** How long after `keep_previous` a look still counts as one at its end. */
const lateTime = 120_000;

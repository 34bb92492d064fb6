import type { FleetState } from "../../plan/model.ts";
import type { PlannedStep } from "../ledger/entry.ts";
import type { FleetRecord, RolloutRecord } from "../ledger/state.ts";
import type { Progress } from "./action.ts";

/** What to look at now: a state, and the alarms of the rollout's generation by their names in the rollout. */
export interface Sight {
  readonly state: FleetState;
  readonly judgedBy: readonly string[];
}

/** What a look is at: what an apply of this process has led to or, while nothing was applied, where the fleet stands. */
export function sightOf(fleet: FleetRecord, rollout: RolloutRecord, progress: Progress | null): Sight {
  const planned = rollout.steps[rollout.passed];
  if (planned !== undefined && progress?.step === rollout.passed + 1 && progress.applied !== null)
    return { state: planned.state, judgedBy: planned.judgedBy ?? [] };
  return { state: fleet.state, judgedBy: guardOf(fleet, rollout)?.judgedBy ?? [] };
}

/**
 * The step whose alarms are looked at before the next one is applied; null where none are. Between two steps the
 * candidate has traffic and nobody watches: an alarm that fires there stops the next one. The first step that takes the
 * old generation away is judged by nothing; what judged the step before it speaks until then.
 */
export function guardOf(fleet: FleetRecord, { generation, passed, steps }: RolloutRecord): PlannedStep | null {
  const planned = steps[passed];
  if (planned === undefined || (fleet.state[generation]?.weight ?? 0) === 0) return null;
  if (planned.judged) return planned;
  if (planned.phase !== "retire" || steps[passed - 1]?.phase === "retire") return null;
  return steps.slice(0, passed).findLast(({ judged }) => judged) ?? null;
}

import { shortDigest } from "../../base/digest.ts";
import type { PlannedStep } from "../ledger/entry.ts";
import { comesBeforePromotion, stepsBeforePromotion } from "../ledger/laws/started.ts";
import { type FleetRecord, type LiveEnvironment, lookup, type RolloutRecord, revocationOf } from "../ledger/state.ts";
import { type AlarmReading, alarmsText, firedSince, verdictOf } from "./verdict.ts";

/** What whoever drives a rollout does next. Everything but `wait` and `look` ends in an entry of the ledger. */
export type Action =
  /** Nothing is under way any more. */
  | { readonly kind: "finished" }
  /** Applies a step's state. Doing it again does no harm. */
  | { readonly kind: "apply"; readonly step: number; readonly planned: PlannedStep }
  /** Looks at alarms before more traffic moves, or at what an apply has led to. */
  | { readonly kind: "look"; readonly step: number; readonly planned: PlannedStep }
  | { readonly kind: "wait"; readonly until: number; readonly why: Waiting }
  | { readonly kind: "pass"; readonly step: number; readonly verdict: "pass" | "unjudged" }
  | { readonly kind: "promote"; readonly generation: string }
  /** The same, where a person is to do it. */
  | { readonly kind: "hold" }
  /** Takes all traffic back and gives the rollout up. */
  | { readonly kind: "abort"; readonly verdict: "fail" | "inconclusive"; readonly reason: string }
  /** The same after the promotion: the generation before is made the stable one again. */
  | { readonly kind: "roll_back"; readonly to: string; readonly reason: string }
  /** A person has to look. The rollout stays under way. */
  | { readonly kind: "stop"; readonly reason: string };

export type Waiting =
  /** Watching the alarms. `until` is the next look, `end` the end of the bake. */
  | { readonly kind: "bake"; readonly step: number; readonly end: number }
  /** For what the apply has set going. */
  | { readonly kind: "settle"; readonly step: number; readonly missing: readonly string[]; readonly end: number }
  /** For alarms that have no data. */
  | { readonly kind: "data"; readonly step: number; readonly alarms: readonly AlarmReading[]; readonly end: number }
  /** `keep_previous`. */
  | { readonly kind: "keep"; readonly step: number; readonly end: number };

/** What this process knows of the step under way. It is lost when the process dies, and nothing depends on it. */
export interface Progress {
  readonly step: number;
  /** When the apply of the step ended; null while it has not been applied by this process. */
  readonly applied: number | null;
  /** What was seen last, and when. */
  readonly seen: Sighting | null;
}

export interface Sighting {
  readonly at: number;
  /** What the state promises and is not there yet, a sentence each. */
  readonly missing: readonly string[];
  /** The part of it that is about traffic. */
  readonly traffic: readonly string[];
  readonly broken: string | null;
  readonly alarms: readonly AlarmReading[];
}

export interface Situation {
  readonly live: LiveEnvironment;
  readonly fleet: FleetRecord;
  readonly progress: Progress | null;
  /** Milliseconds since 1970, as everything below but `pace`. */
  readonly now: number;
  /** When the last step that passed did; null before the first. */
  readonly passedAt: number | null;
  /** What durations are divided by: 1, but in rehearsals. */
  readonly pace: number;
  /** Ends before the promotion, which a person is to confirm. */
  readonly holdPromotion: boolean;
}

/**
 * The next thing to do for a rollout, out of the ledger and of what is seen. The ledger comes first: whatever another
 * process has recorded meanwhile (an abort, a revocation) is followed.
 */
export function nextAction(situation: Situation): Action {
  const { fleet, live, now, passedAt, pace } = situation;
  const { rollout } = fleet;
  if (rollout === null) return { kind: "finished" };
  const active = rollout.phase === "active";
  const candidate = lookup(fleet.generations, rollout.generation);
  const revoked = candidate === undefined ? null : revocationOf(live, candidate);
  if (active && revoked !== null)
    return {
      kind: "abort",
      verdict: "fail",
      reason: `generation ${shortDigest(rollout.generation)} is revoked: ${revoked}`,
    };
  if (active && rollout.passed >= stepsBeforePromotion(rollout.steps))
    return situation.holdPromotion ? { kind: "hold" } : { kind: "promote", generation: rollout.generation };
  const planned = rollout.steps[rollout.passed];
  if (planned === undefined) return { kind: "finished" };
  const step = rollout.passed + 1;
  const keep = (rollout.steps[rollout.passed - 1]?.keep ?? 0) / pace;
  if (passedAt !== null && now < passedAt + keep)
    return { kind: "wait", until: passedAt + keep, why: { kind: "keep", step, end: passedAt + keep } };
  return nextOfStep(situation, rollout, planned, step);
}

function nextOfStep(situation: Situation, rollout: RolloutRecord, planned: PlannedStep, step: number): Action {
  const { fleet, now, pace, progress } = situation;
  const seen = progress?.step === step ? progress.seen : null;
  const applied = progress?.step === step ? progress.applied : null;
  const fail = (reason: string): Action => giveUp(fleet, rollout, planned, "fail", reason);
  if (applied === null) {
    // Between two steps the candidate has traffic and nobody watches: an alarm that fires there stops the next one.
    const watched = planned.judged && (fleet.state[rollout.generation]?.weight ?? 0) > 0;
    if (!watched) return { kind: "apply", step, planned };
    if (seen === null) return { kind: "look", step, planned };
    const verdict = verdictOf(seen.alarms);
    return verdict.kind === "fail"
      ? fail(`before step ${step} (${planned.name}): ${alarmsText(verdict.alarms)}`)
      : { kind: "apply", step, planned };
  }
  if (seen === null || seen.at < applied) return { kind: "look", step, planned };
  const during = `step ${step} (${planned.name})`;
  if (seen.broken !== null) return fail(`${during}: ${seen.broken}`);
  const fired = firedSince(planned.judged ? seen.alarms : [], applied);
  if (fired.length > 0) return fail(`${during}: ${alarmsText(fired)}`);
  const baked = applied + (planned.bake ?? 0) / pace;
  const settled = applied + settlingTime(planned) / pace;
  const again = (end: number): number => Math.min(now + pollTime / pace, end);
  if (seen.missing.length > 0) {
    if (now >= settled) return fail(`${during} was not reached in time: ${seen.missing.join(", ")}`);
    return { kind: "wait", until: again(settled), why: { kind: "settle", step, missing: seen.missing, end: settled } };
  }
  if (now < baked) return { kind: "wait", until: again(baked), why: { kind: "bake", step, end: baked } };
  // Judged by what is seen when the bake is over, not by what was seen on the way.
  if (seen.at < baked) return { kind: "look", step, planned };
  if (!planned.judged) return { kind: "pass", step, verdict: "unjudged" };
  const verdict = verdictOf(seen.alarms);
  if (verdict.kind === "pass") return { kind: "pass", step, verdict: "pass" };
  if (verdict.kind === "fail") return fail(`${during}: ${alarmsText(verdict.alarms)}`);
  const patience = baked + patienceTime(planned) / pace;
  if (now < patience)
    return { kind: "wait", until: again(patience), why: { kind: "data", step, alarms: verdict.alarms, end: patience } };
  return giveUp(fleet, rollout, planned, "inconclusive", `${during}: no data from ${alarmsText(verdict.alarms)}`);
}

/**
 * What a step that does not pass leads to. Before the promotion, an abort; just after it, while the generation before
 * stands ready, a rollback; later there is nothing to go back to, and a person decides.
 */
function giveUp(
  fleet: FleetRecord,
  rollout: RolloutRecord,
  planned: PlannedStep,
  verdict: "fail" | "inconclusive",
  reason: string,
): Action {
  if (rollout.phase === "active") return { kind: "abort", verdict, reason };
  const { from } = rollout;
  const ready = from !== null && (fleet.state[from]?.max ?? 0) > 0 && fleet.promotions.includes(from);
  if (!ready || comesBeforePromotion(planned) || planned.phase === "retire" || verdict === "inconclusive")
    return { kind: "stop", reason };
  return { kind: "roll_back", to: from, reason };
}

/** Milliseconds between two looks. */
const pollTime = 15_000;
/** The least to wait for data, and for what an apply has set going. */
const leastPatience = 600_000;

/** How long to ask alarms that have no data again, beyond the bake: as long as it, or a little. */
function patienceTime({ bake = 0 }: PlannedStep): number {
  return Math.max(bake, leastPatience);
}

/** How long a step's state may take to show, from its apply on: twice what the path allows for it, and a little. */
function settlingTime({ apply = 0, bake = 0 }: PlannedStep): number {
  return bake + 2 * apply + leastPatience;
}

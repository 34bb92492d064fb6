import { shortDigest } from "../../base/digest.ts";
import { lookup } from "../../base/record.ts";
import type { PlannedStep } from "../ledger/entry.ts";
import { stepsBeforePromotion } from "../ledger/laws/started.ts";
import { type FleetRecord, type RolloutRecord, revocationOf } from "../ledger/state.ts";
import type { Action, Progress, Sighting, Situation } from "./action.ts";
import { giveUp, tooLate } from "./give-up.ts";
import { guardOf } from "./sight.ts";
import { alarmsText, firedSince, firing, verdictOf } from "./verdict.ts";

/**
 * The next thing to do for a rollout, out of the ledger and of what is seen. The ledger comes first: whatever another
 * process has recorded meanwhile (an abort, a revocation) is followed.
 */
export function nextAction(situation: Situation): Action {
  const { fleet, live, progress } = situation;
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
  const known = progress?.step === step ? progress : null;
  return known === null || known.applied === null
    ? beforeApply(situation, rollout, planned, step, known?.seen ?? null)
    : afterApply(situation, rollout, planned, step, { ...known, applied: known.applied });
}

function beforeApply(
  situation: Situation,
  rollout: RolloutRecord,
  planned: PlannedStep,
  step: number,
  seen: Sighting | null,
): Action {
  const { fleet, now, pace, passedAt } = situation;
  const keep = (rollout.steps[rollout.passed - 1]?.keep ?? 0) / pace;
  const over = passedAt === null ? now : passedAt + keep;
  const waiting = (until: number): Action => ({ kind: "wait", until, why: { kind: "keep", step, end: over } });
  const guard = guardOf(fleet, rollout);
  if (guard === null) return now < over ? waiting(over) : { kind: "apply", step, planned };
  // What was seen before a long wait for another process says nothing of now.
  if (seen === null || now - seen.at > staleTime) return { kind: "look", step, planned };
  const verdict = verdictOf(seen.alarms);
  if (verdict.kind === "fail") {
    const reason = `before step ${step} (${planned.name}): ${alarmsText(verdict.alarms)}`;
    const gone = planned.phase === "retire" ? tooLate(rollout, seen, over) : null;
    return gone === null
      ? giveUp(situation, rollout, guard, "fail", reason)
      : { kind: "stop", reason: `${reason}; ${gone}` };
  }
  if (now < over) return waiting(Math.min(now + keepPollTime / pace, over));
  return { kind: "apply", step, planned };
}

function afterApply(
  situation: Situation,
  rollout: RolloutRecord,
  planned: PlannedStep,
  step: number,
  { applied, found, there, seen }: Progress & { readonly applied: number },
): Action {
  const { fleet, now, pace } = situation;
  const fail = (reason: string): Action => giveUp(situation, rollout, planned, "fail", reason);
  if (seen === null || seen.at < applied) return { kind: "look", step, planned };
  const during = `step ${step} (${planned.name})`;
  if (seen.broken !== null) return fail(`${during}: ${seen.broken}`);
  // What was looked at before the apply was quiet then: whatever fires has begun to since. Of what another process has
  // applied, nobody knows since when it stands.
  const alarms = planned.judged ? seen.alarms : [];
  const since = isMade(fleet, rollout, planned) ? there : applied;
  const fired =
    since === null ? [] : found || guardOf(fleet, rollout) !== null ? firing(alarms) : firedSince(alarms, since);
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
  return giveUp(situation, rollout, planned, "inconclusive", `${during}: no data from ${alarmsText(verdict.alarms)}`);
}

/**
 * Whether a step makes the generation, beside what serves. Where load decides how many machines it has, Terraform does not
 * wait for them: until they are there, alarms speak of nothing.
 */
function isMade({ state }: FleetRecord, { generation, from }: RolloutRecord, planned: PlannedStep): boolean {
  const inPlace = from !== null && lookup(planned.state, from)?.max === 0;
  return lookup(state, generation) === undefined && !inPlace;
}

/** Milliseconds between two looks. */
const pollTime = 15_000;
/** The same while the old generation is kept, which may be for a month: alarms speak once a minute. */
const keepPollTime = 60_000;
/** How old what was seen may be for more traffic to move by it; longer than any look takes. */
const staleTime = 300_000;
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

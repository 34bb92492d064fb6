import { shortDigest } from "../../../base/digest.ts";
import { lookup } from "../../../base/record.ts";
import { abortState } from "../abort-state.ts";
import type { EventOf } from "../entry.ts";
import { type FleetRecord, fleetOf, type LiveEnvironment, revocationOf } from "../state.ts";
import { already, type Judgement, lawful, type Refusal, refuse } from "./judgement.ts";
import { identicalState, refuseState, refuseWithoutReason } from "./shared.ts";
import { comesBeforePromotion, stepsBeforePromotion } from "./started.ts";

/** Steps pass in order, each once, into the state that the plan said, with a verdict where one was due. */
export function judgeStepPassed(live: LiveEnvironment, event: EventOf<"step_passed">): Judgement {
  const fleet = fleetOf(live, event.fleet);
  const { rollout } = fleet;
  if (rollout === null && fleet.finished?.kind === "completed" && fleet.finished.plan === event.plan) return already;
  if (rollout === null || rollout.plan !== event.plan) return refuseOtherPlan(fleet, event.plan);
  const planned = rollout.steps[event.step - 1];
  const count = rollout.steps.length;
  if (planned === undefined)
    return refuse("steps-in-order", `there is no step ${event.step}: the rollout of ${fleet.name} has ${count}`);
  if (!identicalState(planned.state, event.state))
    return refuse("state-as-planned", `step ${event.step} (${planned.name}) ended in another state than planned`);
  if (event.step <= rollout.passed) return already;
  if (event.step > rollout.passed + 1)
    return refuse(
      "steps-in-order",
      `step ${event.step} can't pass: step ${rollout.passed + 1} of ${count} comes first`,
    );
  if (rollout.phase === "active" && !comesBeforePromotion(planned))
    return refuse("promote-first", `step ${event.step} (${planned.name}) sees the old generation out; promote first`);
  if (planned.judged && event.verdict === "unjudged")
    return refuse("verdict-given", `step ${event.step} (${planned.name}) is judged by alarms; no data is never a pass`);
  return (rollout.phase === "active" ? refuseRevoked(live, fleet, rollout.generation) : null) ?? lawful;
}

/** A generation is promoted once every step that proves it has passed. */
export function judgePromoted(live: LiveEnvironment, event: EventOf<"promoted">): Judgement {
  const fleet = fleetOf(live, event.fleet);
  const { rollout, finished } = fleet;
  const completed = finished?.kind === "completed" && finished.plan === event.plan;
  if (rollout === null && completed && fleet.stable === event.generation) return already;
  if (rollout === null || rollout.plan !== event.plan) return refuseOtherPlan(fleet, event.plan);
  if (rollout.generation !== event.generation)
    return refuse(
      "known-generations",
      `the rollout of ${fleet.name} is to ${shortDigest(rollout.generation)}, not to ${shortDigest(event.generation)}`,
    );
  if (rollout.phase === "settling") return already;
  const needed = stepsBeforePromotion(rollout.steps);
  if (rollout.passed < needed)
    return refuse(
      "last-step-first",
      `${rollout.passed} of the ${needed} steps before the promotion of ${fleet.name} passed`,
    );
  return refuseRevoked(live, fleet, rollout.generation) ?? lawful;
}

/** An abort goes back to what the plan said, says why, and comes before the promotion; after it, one rolls back. */
export function judgeAborted(live: LiveEnvironment, event: EventOf<"aborted">): Judgement {
  const fleet = fleetOf(live, event.fleet);
  const { rollout, finished } = fleet;
  if (rollout === null && finished?.kind === "aborted" && finished.plan === event.plan) return already;
  if (rollout === null || rollout.plan !== event.plan) return refuseOtherPlan(fleet, event.plan);
  if (rollout.phase === "settling")
    return refuse(
      "abort-before-promotion",
      `generation ${shortDigest(rollout.generation)} of ${fleet.name} is promoted; roll back instead`,
    );
  const reasonless = refuseWithoutReason("an abort", event.reason);
  if (reasonless !== null) return reasonless;
  if (rollout.abort === null) {
    const known = new Set([rollout.generation, ...Object.keys(fleet.state)]);
    return refuseState("the abort", event.state, known) ?? lawful;
  }
  return [abortState(rollout), rollout.abort].some((state) => state !== null && identicalState(state, event.state))
    ? lawful
    : refuse("state-as-planned", `the abort of ${fleet.name} ended in another state than planned`);
}

function refuseOtherPlan(fleet: FleetRecord, plan: string): Refusal {
  const { rollout } = fleet;
  if (rollout === null)
    return refuse(
      "rollout-under-way",
      `no rollout of fleet ${fleet.name} is under way: plan ${shortDigest(plan)} was never started, or is over`,
    );
  return refuse(
    "current-plan",
    `the rollout of ${fleet.name} under way has plan ${shortDigest(rollout.plan)}, not ${shortDigest(plan)}`,
  );
}

/** Once its candidate is revoked, a rollout can only be aborted. */
function refuseRevoked(live: LiveEnvironment, fleet: FleetRecord, generation: string): Refusal | null {
  const record = lookup(fleet.generations, generation);
  const revoked = record === undefined ? null : revocationOf(live, record);
  return revoked === null
    ? null
    : refuse("never-revoked", `generation ${shortDigest(generation)} is revoked (${revoked}); abort the rollout`);
}

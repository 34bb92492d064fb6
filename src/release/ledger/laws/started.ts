import { shortDigest } from "../../../base/digest.ts";
import type { EventOf, PlannedStep } from "../entry.ts";
import { fleetOf, type GenerationRecord, type LiveEnvironment, lookup } from "../state.ts";
import { already, type Judgement, lawful, type Refusal, refuse } from "./judgement.ts";
import { refuseState, refuseUnrunnable } from "./shared.ts";

/**
 * A rollout starts from the generation that is stable now, towards one that may run and has not failed, and no other
 * is active. One that is only seeing its old generation out gives way: the new plan takes that over.
 */
export function judgeStarted(live: LiveEnvironment, event: EventOf<"started">): Judgement {
  const fleet = fleetOf(live, event.fleet);
  const wanted = shortDigest(event.generation);
  const { rollout } = fleet;
  if (rollout !== null && rollout.plan === event.plan && rollout.generation === event.generation) return already;
  if (rollout?.phase === "active")
    return refuse(
      "one-rollout-a-fleet",
      `fleet ${fleet.name} is being rolled out to ${shortDigest(rollout.generation)} (${rollout.passed} of ${rollout.steps.length} steps passed); finish or abort that first`,
    );
  if (event.from !== fleet.stable)
    return refuse(
      "current-plan",
      `the plan goes from ${nameOf(event.from)}, but fleet ${fleet.name} is at ${nameOf(fleet.stable)}; plan again`,
    );
  if (event.generation === fleet.stable)
    return refuse("something-to-do", `generation ${wanted} is what fleet ${fleet.name} runs already`);
  const known = lookup(fleet.generations, event.generation);
  if (known !== undefined && known.fingerprint !== event.fingerprint)
    return refuse(
      "one-definition",
      `generation ${wanted} has image ${shortDigest(known.fingerprint)}, not ${shortDigest(event.fingerprint)}`,
    );
  const unrunnable = refuseUnrunnable(live, known ?? candidate(event));
  if (unrunnable !== null) return unrunnable;
  if (known?.failed === true && !event.retry)
    return refuse(
      "failed-before",
      `generation ${wanted} failed its last rollout; ask for it by name to try it again, or change something`,
    );
  return refusePath(event, new Set([event.generation, ...Object.keys(fleet.state)])) ?? lawful;
}

function refusePath(event: EventOf<"started">, known: ReadonlySet<string>): Refusal | null {
  const promotion = stepsBeforePromotion(event.steps);
  const last = event.steps[promotion - 1];
  if (last === undefined)
    return refuse("phases-in-order", "the plan has no step before its promotion: nothing would be proven");
  const late = event.steps.slice(promotion).find(comesBeforePromotion);
  if (late !== undefined)
    return refuse("phases-in-order", `step ${late.name} (${late.phase}) comes after the promotion in the plan`);
  if (!Object.hasOwn(last.state, event.generation))
    return refuse(
      "known-generations",
      `generation ${shortDigest(event.generation)} is not live when the plan promotes it`,
    );
  for (const step of event.steps) {
    const refused = refuseState(`step ${step.name}`, step.state, known);
    if (refused !== null) return refused;
  }
  return event.abort === null ? null : refuseState("the abort", event.abort, known);
}

/** How many steps have to pass before a rollout may be promoted. */
export function stepsBeforePromotion(steps: readonly PlannedStep[]): number {
  const first = steps.findIndex((step) => !comesBeforePromotion(step));
  return first < 0 ? steps.length : first;
}

/** Whether a step comes before the promotion: until then an abort goes back. */
export function comesBeforePromotion(step: PlannedStep): boolean {
  return step.phase === "prepare" || step.phase === "shift";
}

function candidate(event: EventOf<"started">): GenerationRecord {
  const { generation, image, fingerprint } = event;
  return { generation, image, fingerprint, failed: false, revoked: null, retired: false, entries: [] };
}

function nameOf(generation: string | null): string {
  return generation === null ? "nothing" : shortDigest(generation);
}

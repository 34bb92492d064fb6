import { shortDigest } from "../../../base/digest.ts";
import { lookup } from "../../../base/record.ts";
import type { EventOf, PlannedStep } from "../entry.ts";
import { type FleetRecord, fleetOf, type GenerationRecord, type LiveEnvironment } from "../state.ts";
import { already, type Judgement, lawful, type Refusal, refuse } from "./judgement.ts";
import { identicalState, refuseState, refuseUnrunnable } from "./shared.ts";

/**
 * A rollout starts from the state that the fleet is in, towards a generation that may run and has not failed, and no
 * other is active. One that is only seeing its old generation out gives way: the new plan takes that over. A rollout
 * to the stable generation only settles it: there is nothing left to prove.
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
  const stale = refuseStale(fleet, event);
  if (stale !== null) return stale;
  const known = lookup(fleet.generations, event.generation);
  if (known !== undefined && known.fingerprint !== event.fingerprint)
    return refuse(
      "one-definition",
      `generation ${wanted} has image ${shortDigest(known.fingerprint)}, not ${shortDigest(event.fingerprint)}`,
    );
  const settles = event.generation === fleet.stable;
  const refused = settles ? null : (refuseUnrunnable(live, known ?? candidate(event)) ?? refuseFailed(known, event));
  if (refused !== null) return refused;
  return refusePath(event, settles, new Set([event.generation, ...Object.keys(fleet.state)])) ?? lawful;
}

/** A plan is for one state of its fleet; what came in between makes it another's. */
function refuseStale(fleet: FleetRecord, event: EventOf<"started">): Refusal | null {
  const { from } = event;
  if (from !== null && from !== fleet.stable && !Object.hasOwn(fleet.state, from))
    return refuse(
      "current-plan",
      `the plan goes from ${shortDigest(from)}, but fleet ${fleet.name} is at ${nameOf(fleet.stable)}; plan again`,
    );
  return identicalState(event.before, fleet.state)
    ? null
    : refuse("current-plan", `the plan of fleet ${fleet.name} was made for another state than it is in; plan again`);
}

function refuseFailed(known: GenerationRecord | undefined, event: EventOf<"started">): Refusal | null {
  return known?.failed === true && !event.retry
    ? refuse(
        "failed-before",
        `generation ${shortDigest(event.generation)} failed its last rollout; ask for it by name to try it again, or change something`,
      )
    : null;
}

function refusePath(event: EventOf<"started">, settles: boolean, known: ReadonlySet<string>): Refusal | null {
  const promotion = stepsBeforePromotion(event.steps);
  const proof = event.steps[promotion - 1];
  const last = proof ?? event.steps.at(-1);
  if (last === undefined || (proof === undefined && !settles))
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

import { assertNever } from "../../base/assert-never.ts";
import type { FleetState } from "../../plan/model.ts";
import type { PlannedStep } from "../../release/ledger/entry.ts";
import { comesBeforePromotion } from "../../release/ledger/laws/started.ts";
import type { Ledger } from "../../release/ledger/ledger.ts";
import { type FleetRecord, fleetOf, type RolloutRecord } from "../../release/ledger/state.ts";
import type { Action, Progress } from "../../release/run/action.ts";
import { type Intention, intentionOf } from "../../release/run/intention.ts";
import { nextAction } from "../../release/run/next-action.ts";
import { passedAt } from "../../release/run/passed-at.ts";
import { sightOf } from "../../release/run/sight.ts";
import { EnvironmentFault } from "../fault.ts";
import type { Apply, ReleaseWorld } from "./world.ts";

export interface DriveOptions {
  /** What durations are divided by: 1, but in rehearsals. */
  readonly pace: number;
  /** Leave the promotion to a person. */
  readonly holdPromotion: boolean;
  /** End when nothing is left but to wait for `keep_previous` and to retire. */
  readonly leaveRetirement: boolean;
  readonly signal: AbortSignal;
}

export type Outcome =
  /** Its last step has passed, now or before. */
  | { readonly kind: "completed" }
  | { readonly kind: "aborted"; readonly verdict: "fail" | "inconclusive" | null; readonly reason: string }
  | { readonly kind: "rolled_back"; readonly reason: string }
  /** Every step before the promotion has passed, which is left to a person. */
  | { readonly kind: "held" }
  /** A person has to look; the rollout is still under way. */
  | { readonly kind: "stopped"; readonly reason: string }
  /** Promoted; the old generation is kept until then. */
  | { readonly kind: "kept"; readonly until: number };

/**
 * Walks the rollout of a fleet that the ledger says is under way, to its end. It may die at any moment: everything that it
 * needs to go on is in the ledger and, once it has decided to go back, in the intention. `begun`: what `beginRollout` knows.
 */
export async function driveRollout(
  world: ReleaseWorld,
  options: DriveOptions,
  begun: Progress | null = null,
): Promise<Outcome> {
  let progress = begun;
  let returned: Intention | null = null;
  for (;;) {
    options.signal.throwIfAborted();
    const { fleet } = situationOf(world, progress, options);
    const pending = pendingIntention(world, fleet.rollout);
    if (pending !== null && fleet.rollout !== null) {
      returned = pending;
      await goBack(world, options);
      continue;
    }
    const action = decide(world, progress, options);
    switch (action.kind) {
      case "finished":
        return outcomeOf(fleet, returned);
      case "hold":
        return { kind: "held" };
      case "stop":
        return { kind: "stopped", reason: action.reason };
      case "wait":
        if (action.why.kind === "keep" && options.leaveRetirement) return { kind: "kept", until: action.why.end };
        world.tell({ kind: "doing", action });
        await world.clock.waitUntil(action.until, options.signal);
        // After a wait, what was seen before it is old.
        progress = unseen(progress);
        break;
      case "look":
        progress = await look(world, progress, fleet, options);
        break;
      default:
        progress = await world.alone(() => act(world, progress, action, options));
    }
  }
}

/** Gives the rollout under way up, as a person asks for it. */
export async function abortRollout(world: ReleaseWorld, reason: string, options: DriveOptions): Promise<void> {
  await world.alone(async () => {
    const fleet = fleetOf(world.ledger().live, world.fleet);
    if (fleet.rollout === null) return;
    const standing = await standingState(world, fleet, fleet.rollout);
    world.intention.write(intentionOf({ kind: "abort", verdict: "fail", reason }, fleet.rollout, standing));
  });
  await goBack(world, options);
}

type Acting = Exclude<Action, { readonly kind: "finished" | "hold" | "stop" | "wait" | "look" }>;

/** Does what was decided, if it is still what is to be done now that nobody else acts. */
async function act(
  world: ReleaseWorld,
  progress: Progress | null,
  decided: Acting,
  options: DriveOptions,
): Promise<Progress | null> {
  const action = decide(world, progress, options);
  const { fleet } = situationOf(world, progress, options);
  const { rollout } = fleet;
  if (rollout === null || action.kind !== decided.kind) return progress;
  world.tell({ kind: "doing", action });
  const { plan } = rollout;
  switch (action.kind) {
    case "apply":
      return applyStep(world, action.step, await planStep(world, action.step, action.planned));
    case "pass": {
      const state = rollout.steps[action.step - 1]?.state ?? {};
      const { step, verdict } = action;
      await world.record({ kind: "step_passed", fleet: fleet.name, plan, step, verdict, state });
      return null;
    }
    case "promote":
      await world.record({ kind: "promoted", fleet: fleet.name, plan, generation: action.generation });
      return null;
    case "abort":
    case "roll_back": {
      const under = progress?.applied == null ? undefined : rollout.steps[progress.step - 1]?.state;
      const standing = under ?? (await standingState(world, fleet, rollout));
      world.intention.write(intentionOf(action, rollout, standing));
      return null;
    }
    default:
      return progress;
  }
}

/** Plans a step of a path, of which the first is 1. */
export function planStep(world: ReleaseWorld, step: number, { name, state }: PlannedStep): Promise<Apply> {
  return world.plan(`${String(step).padStart(2, "0")}-${name}`, state, "onward");
}

/** Applies a step that was planned; what this process knows of it then. */
export async function applyStep({ clock }: ReleaseWorld, step: number, apply: Apply): Promise<Progress> {
  const applied = await apply();
  const now = clock.now();
  const broken = applied.kind === "unhealthy" ? applied.why : null;
  const seen = broken === null ? null : { at: now, missing: [], traffic: [], broken, standing: [], alarms: [] };
  return { step, applied: now, found: applied.kind === "applied" && !applied.changed, there: null, seen };
}

/**
 * The state that a fleet is in. It counts where there is nothing to go back to: a process may have died between the apply
 * of the step at hand and its entry, and machines that the ledger does not tell of are in the way of every later release.
 */
async function standingState(world: ReleaseWorld, { state }: FleetRecord, rollout: RolloutRecord): Promise<FleetState> {
  const planned = rollout.steps[rollout.passed];
  // Nobody begins before the promotion what comes after it, which may move no traffic to tell it by.
  if (rollout.abort !== null || planned === undefined || !comesBeforePromotion(planned)) return state;
  const { traffic, standing } = await world.look(planned.state, rollout.generation, []);
  return traffic.length === 0 && standing.includes(rollout.generation) ? planned.state : state;
}

/** Carries an intention out: one apply, a look whether the traffic is back, and the entry. */
async function goBack(world: ReleaseWorld, options: DriveOptions): Promise<void> {
  await world.alone(async () => {
    const fleet = fleetOf(world.ledger().live, world.fleet);
    const intention = pendingIntention(world, fleet.rollout);
    if (intention === null || fleet.rollout === null) return;
    world.tell({ kind: "returning", intention });
    if (intention.moves) {
      const apply = await world.plan(intention.kind === "abort" ? "abort" : "rollback", intention.state, "back");
      const applied = await apply();
      await untilTrafficIsBack(world, intention, fleet.rollout, options);
      if (applied.kind === "unhealthy") world.tell({ kind: "done", what: applied.why });
    }
    const { plan, reason, state, verdict } = intention;
    const { generation, from } = fleet.rollout;
    if (intention.kind === "abort")
      await world.record({ kind: "aborted", fleet: fleet.name, plan, verdict, state, reason });
    else if (from !== null)
      await world.record({ kind: "rolled_back", fleet: fleet.name, from: generation, to: from, state, reason });
    world.intention.write(null);
  });
}

async function untilTrafficIsBack(
  world: ReleaseWorld,
  { state }: Intention,
  rollout: RolloutRecord,
  { pace, signal }: DriveOptions,
): Promise<void> {
  const end = world.clock.now() + returnPatience / pace;
  for (;;) {
    const { traffic } = await world.look(state, rollout.generation, []);
    if (traffic.length === 0) return;
    if (world.clock.now() >= end)
      throw new EnvironmentFault(
        `the traffic of fleet ${world.fleet} is not back: ${traffic.join(", ")}\n  \`--resume\` tries again.`,
      );
    await world.clock.waitUntil(world.clock.now() + 5_000 / pace, signal);
  }
}

/** Milliseconds for which an apply that takes traffic back may take to show. A refresh of all instances is slow. */
const returnPatience = 3_600_000;

/** The next thing to do, out of the ledger as it is now. */
export function decide(world: ReleaseWorld, progress: Progress | null, options: DriveOptions): Action {
  return nextAction(situationOf(world, progress, options));
}

function situationOf(world: ReleaseWorld, progress: Progress | null, { pace, holdPromotion }: DriveOptions) {
  const ledger: Ledger = world.ledger();
  const fleet = fleetOf(ledger.live, world.fleet);
  const now = world.clock.now();
  return { live: ledger.live, fleet, progress, now, passedAt: passedAt(ledger, fleet), pace, holdPromotion };
}

/** An intention about the rollout under way; one that was carried out or is about another is none. */
function pendingIntention(world: ReleaseWorld, rollout: RolloutRecord | null): Intention | null {
  const intention = world.intention.read();
  if (intention === null || rollout === null || intention.plan !== rollout.plan) return null;
  if (intention.started !== rollout.started) return null;
  return (intention.kind === "abort") === (rollout.phase === "active") ? intention : null;
}

async function look(
  world: ReleaseWorld,
  progress: Progress | null,
  fleet: FleetRecord,
  { pace, signal }: DriveOptions,
): Promise<Progress | null> {
  const { rollout } = fleet;
  if (rollout === null) return progress;
  const step = rollout.passed + 1;
  const { state, judgedBy } = sightOf(fleet, rollout, progress);
  const seen = await lookPatiently(world, pace, signal, () => world.look(state, rollout.generation, judgedBy));
  if (progress?.step !== step) return { step, applied: null, found: false, there: null, seen };
  const there = progress.there ?? (progress.applied !== null && seen.missing.length === 0 ? seen.at : null);
  return { ...progress, there, seen };
}

function unseen(progress: Progress | null): Progress | null {
  return progress === null ? null : { ...progress, seen: null };
}

/** A bake of half an hour must not end because AWS did not answer once. */
async function lookPatiently<T>(
  world: ReleaseWorld,
  pace: number,
  signal: AbortSignal,
  see: () => Promise<T>,
): Promise<T> {
  let told = "";
  for (let attempt = 1; ; attempt++) {
    try {
      return await see();
    } catch (error) {
      if (!(error instanceof EnvironmentFault) || attempt === mostLooks) throw error;
      const [what = ""] = error.message.split("\n", 1);
      if (what !== told) world.tell({ kind: "done", what: `${what}; asking again for up to five minutes` });
      told = what;
      await world.clock.waitUntil(world.clock.now() + 15_000 / pace, signal);
    }
  }
}

/** How often AWS may fail to answer, one time after the other: five minutes. */
const mostLooks = 20;

function outcomeOf({ finished }: FleetRecord, returned: Intention | null): Outcome {
  if (finished === null) return { kind: "completed" };
  switch (finished.kind) {
    case "completed":
      return { kind: "completed" };
    case "aborted":
      return {
        kind: "aborted",
        verdict: returned?.verdict ?? null,
        reason: returned?.reason ?? "another process gave it up; `immuc rollout status` says more",
      };
    case "rolled_back":
      return { kind: "rolled_back", reason: returned?.reason ?? "another process rolled it back" };
    default:
      return assertNever(finished);
  }
}

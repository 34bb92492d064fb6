import type { Start } from "../../../src/host/release/begin-rollout.ts";
import { type DriveOptions, driveRollout } from "../../../src/host/release/drive-rollout.ts";
import type { FleetPlan, FleetState, RolloutPlan } from "../../../src/plan/model.ts";
import type { EventOf, LedgerEvent } from "../../../src/release/ledger/entry.ts";
import { emptyLedger, type Ledger } from "../../../src/release/ledger/ledger.ts";
import { startRollout } from "../../../src/release/ledger/start-rollout.ts";
import { fleetOf } from "../../../src/release/ledger/state.ts";
import { append } from "../../release/ledger/samples.ts";
import { liveFleet, pathOf } from "../../rollout/fleets.ts";
import { generationDigest, generationFixture } from "../../support/plan-fixture.ts";
import { type FakeOptions, fakeWorld } from "./fake-world.ts";

const context = { at: "2026-03-01T12:00:00.000Z", actor: "ada", commit: null, reason: null };

export const options: DriveOptions = {
  pace: 1,
  holdPromotion: false,
  leaveRetirement: false,
  signal: new AbortController().signal,
};

/** A world that is calm, and the start of a rollout in it, which its ledger does not tell of. */
export interface Ready {
  readonly fake: FakeOptions;
  readonly start: EventOf<"started">;
}

/** Ready for a rollout of the fixture's fleet. */
export async function ready({
  firstRelease = false,
  strategy = "canary",
  sticky = false,
}: {
  readonly firstRelease?: boolean;
  readonly strategy?: RolloutPlan["strategy"];
  readonly sticky?: boolean;
}): Promise<Ready> {
  const { http } = generationFixture();
  const generation = sticky && http !== null ? { http: { ...http, sticky: 600_000 } } : {};
  const fleet = liveFleet({ rollout: { strategy }, generation });
  const ledger = firstRelease ? baked(fleet) : await firstReleased(fleet);
  const { state } = fleetOf(ledger.live, "web");
  const plan = firstRelease ? { ...fleet, stable: null, steady: {} } : { ...fleet, steady: state };
  return { start: startOf(plan, "b"), fake: calm(ledger, state) };
}

/** Ready for a rollout of it, after one that was aborted: what that made has not been taken away. */
export async function readyWithLeftover(): Promise<Ready> {
  const definition = generationFixture({ config: { RELEASE: "aborted" } });
  const aborted = generationDigest(definition);
  const fleet = liveFleet({});
  const released = await firstReleased(fleet);
  const { state } = fleetOf(released.live, "web");
  const generations = { ...fleet.generations, [aborted]: definition };
  const first = startOf({ ...fleet, wanted: aborted, generations, steady: state }, "c");
  const left: FleetState = first.abort ?? {};
  const event = { kind: "aborted", ...context, fleet: "web", plan: first.plan, verdict: "fail" } as const;
  const ledger = append(released, first, { ...event, state: left, reason: "an alarm" });
  return { start: startOf({ ...fleet, generations, steady: left }, "b"), fake: calm(ledger, left) };
}

/** A start with nothing to bring, to which the ledger has no objection. */
export function startWith({ reason: _, ...event }: EventOf<"started">): Start {
  return { event, definition: generationFixture(), judge: () => {}, bring: async () => null };
}

function calm(ledger: Ledger, actual: FleetState): FakeOptions {
  return { ledger, actual, faults: new Map(), alarms: [], slowness: 0 };
}

function baked({ generations }: FleetPlan): Ledger {
  const fingerprints = new Set(Object.values(generations).map(({ image }) => image.fingerprint));
  const events = [...fingerprints].map(
    (fingerprint, index): LedgerEvent => ({
      kind: "baked",
      ...context,
      image: "web",
      fingerprint,
      amis: { "eu-west-1": `ami-0${index}` },
      base: null,
    }),
  );
  return append(emptyLedger("prod"), ...events);
}

/** A ledger in which the fleet's stable generation was released. */
async function firstReleased(fleet: FleetPlan): Promise<Ledger> {
  const old = fleet.stable ?? "";
  const start = startOf({ ...fleet, wanted: old, stable: null, steady: {} }, "a");
  const { world, ledger } = fakeWorld(calm(append(baked(fleet), start), {}));
  await driveRollout(world, options);
  return ledger();
}

function startOf(fleet: FleetPlan, plan: string) {
  const definition = fleet.generations[fleet.wanted];
  if (definition === undefined) throw new Error("the fixture defines what it wants");
  return { ...context, ...startRollout(pathOf(fleet), definition, { plan: plan.repeat(64) }) };
}

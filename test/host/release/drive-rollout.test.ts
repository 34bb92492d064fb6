import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../../src/base/json.ts";
import { type DriveOptions, driveRollout, type Outcome } from "../../../src/host/release/drive-rollout.ts";
import type { FleetPlan, RolloutPlan } from "../../../src/plan/model.ts";
import type { EventOf, LedgerEvent } from "../../../src/release/ledger/entry.ts";
import { emptyLedger, type Ledger } from "../../../src/release/ledger/ledger.ts";
import { startRollout } from "../../../src/release/ledger/start-rollout.ts";
import { fleetOf } from "../../../src/release/ledger/state.ts";
import type { AlarmReading } from "../../../src/release/run/verdict.ts";
import { append } from "../../release/ledger/samples.ts";
import { liveFleet, pathOf } from "../../rollout/fleets.ts";
import { Died, Failed, type FakeOptions, type FakeWorld, type Fault, fakeWorld } from "./fake-world.ts";

const context = { at: "2026-03-01T12:00:00.000Z", actor: "ada", commit: null, reason: null };
const options: DriveOptions = {
  pace: 1,
  holdPromotion: false,
  leaveRetirement: false,
  signal: new AbortController().signal,
};

describe("a rollout that nothing disturbs", () => {
  test("ends with the new generation alone, every step recorded once", async () => {
    const { world, start } = await begun();
    expect(await driveRollout(world.world, options)).toEqual({ kind: "completed" });
    const fleet = fleetOf(world.ledger().live, "web");
    expect(fleet).toMatchObject({ stable: start.generation, rollout: null });
    expect(Object.keys(world.actual())).toEqual([start.generation]);
    expect(world.actual()).toEqual(fleet.state);
    const steps = world
      .ledger()
      .entries.flatMap(({ event }) => (event.kind === "step_passed" && event.plan === start.plan ? [event.step] : []));
    expect(steps).toEqual(start.steps.map((_, index) => index + 1));
  });

  test("keeps the old generation for as long as was asked", async () => {
    const { world, start } = await begun();
    await driveRollout(world.world, options);
    const at = (step: number): number =>
      Date.parse(
        world
          .ledger()
          .entries.find(({ event }) => event.kind === "step_passed" && event.plan === start.plan && event.step === step)
          ?.event.at ?? "",
      );
    const kept = start.steps.findIndex(({ keep = 0 }) => keep > 0) + 1;
    expect(kept).toBeGreaterThan(0);
    expect(at(kept + 1) - at(kept)).toBeGreaterThanOrEqual(3_600_000);
  });

  test("watches each step for its whole bake", async () => {
    const { world } = await begun();
    const before = world.now();
    expect(await driveRollout(world.world, { ...options, leaveRetirement: true })).toMatchObject({ kind: "kept" });
    expect(world.now() - before).toBeGreaterThanOrEqual((10 + 20 + 30) * 60_000);
  });

  test("leaves the promotion to a person who wants to look first", async () => {
    const { world, start } = await begun();
    expect(await driveRollout(world.world, { ...options, holdPromotion: true })).toEqual({ kind: "held" });
    expect(fleetOf(world.ledger().live, "web")).toMatchObject({ stable: start.from, rollout: { phase: "active" } });
    expect(await driveRollout(world.world, options)).toEqual({ kind: "completed" });
  });

  test("a first release gets all the traffic", async () => {
    const { world, start } = await begun({}, true);
    expect(await driveRollout(world.world, options)).toEqual({ kind: "completed" });
    expect(world.actual()[start.generation]?.weight).toBe(100);
  });
});

describe("verdicts", () => {
  test("an alarm that fires ends the bake, takes all traffic back and is remembered", async () => {
    const { world, start } = await begun({ alarms: ["ok", "ok", "alarm"] });
    const before = world.now();
    expect(await driveRollout(world.world, options)).toMatchObject({ kind: "aborted", verdict: "fail" });
    expect(world.now() - before).toBeLessThan(10 * 60_000);
    expect(world.actual()).toEqual(start.abort);
    const fleet = fleetOf(world.ledger().live, "web");
    expect(fleet.stable).toBe(start.from);
    expect(fleet.generations[start.generation]?.failed).toBe(true);
  });

  test("no data is never a pass: it is asked for again, and then the rollout is given up without a mark", async () => {
    const { world, start } = await begun({ alarms: ["no-data"] });
    const before = world.now();
    expect(await driveRollout(world.world, options)).toMatchObject({ kind: "aborted", verdict: "inconclusive" });
    expect(world.now() - before).toBeGreaterThanOrEqual(20 * 60_000);
    expect(world.actual()).toEqual(start.abort);
    expect(fleetOf(world.ledger().live, "web").generations[start.generation]?.failed).toBe(false);
  });

  test("data that come late are enough", async () => {
    const { world } = await begun({ alarms: [...Array<"no-data">(45).fill("no-data"), "ok"] });
    expect(await driveRollout(world.world, options)).toEqual({ kind: "completed" });
  });

  test("a state that is not reached in time fails", async () => {
    const { world } = await begun({ slowness: 1_000_000 });
    const outcome = await driveRollout(world.world, options);
    expect(outcome).toMatchObject({ kind: "aborted", verdict: "fail" });
    expect(outcome).toHaveProperty("reason", expect.stringContaining("not reached in time: not yet"));
  });
});

describe("whatever goes wrong", () => {
  const fault = fc.constantFrom<Fault>("die-before", "die-after", "fail");
  const alarm = fc.constantFrom<AlarmReading["state"]>("ok", "ok", "ok", "ok", "ok", "ok", "alarm", "no-data");

  test("a rollout can be resumed, loses no traffic, breaks no law and ends in one place", {
    timeout: 120_000,
  }, async () => {
    const ends = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: 400 }), fault), { maxLength: 12 }),
        fc.array(alarm, { minLength: 1, maxLength: 200 }),
        fc.nat({ max: 5 }),
        fc.constantFrom<RolloutPlan["strategy"]>("canary", "blue_green"),
        async (faults, alarms, slowness, strategy) => {
          const { world, start } = await begun({ faults: new Map(faults), alarms, slowness }, false, strategy);
          const outcome = await resumedToTheEnd(world);
          ends.add(outcome.kind);
          const fleet = fleetOf(world.ledger().live, "web");
          // What the ledger says is what is so.
          expect(world.actual()).toEqual(fleet.state);
          expectServing(world, start);
          if (outcome.kind === "completed") expect(fleet).toMatchObject({ stable: start.generation, rollout: null });
          if (outcome.kind === "aborted" || outcome.kind === "rolled_back") {
            expect(fleet).toMatchObject({ stable: start.from, rollout: null });
            expect(fleet.state[start.from ?? ""]?.weight).toBe(100);
            expect(fleet.state[start.generation]?.weight).toBe(0);
          }
        },
      ),
      { numRuns: 400 },
    );
    expect([...ends].sort()).toEqual(expect.arrayContaining(["aborted", "completed"]));
  });
});

/** Each state that was applied serves all traffic from instances that are there, and nothing goes onward after it went back. */
function expectServing({ applied }: FakeWorld, { abort, from, generation }: EventOf<"started">): void {
  const decided = applied.indexOf(null);
  const went = applied.findIndex((state) => state !== null && canonicalJson(state) === canonicalJson(abort ?? {}));
  const [back = -1] = [decided, went].filter((index) => index >= 0).sort((left, right) => left - right);
  for (const [index, state] of applied.entries()) {
    if (state === null) continue;
    const total = Object.values(state).reduce((sum, { weight }) => sum + weight, 0);
    expect(total).toBe(100);
    for (const { weight, min, attached } of Object.values(state))
      if (weight > 0) expect({ attached, some: min > 0 }).toEqual({ attached: true, some: true });
    if (back >= 0 && index > back) {
      expect(state[generation]?.weight).toBe(0);
      expect(state[from ?? ""]?.weight).toBe(100);
    }
  }
}

/** Runs a rollout as a person would: again and again, with `--resume`, until it ends. */
async function resumedToTheEnd(world: FakeWorld): Promise<Outcome> {
  for (let attempt = 0; attempt < 40; attempt++) {
    if (attempt === 30) world.heal();
    try {
      const outcome = await driveRollout(world.world, options);
      // A person who is asked to look finds nothing wrong in the end.
      if (outcome.kind !== "stopped") return outcome;
    } catch (error) {
      if (!(error instanceof Died || error instanceof Failed)) throw error;
    }
  }
  throw new Error("it never ended");
}

/** A world in which a rollout of the fixture's fleet has just been recorded as started. */
async function begun(
  faults: Partial<FakeOptions> = {},
  firstRelease = false,
  strategy: RolloutPlan["strategy"] = "canary",
) {
  const fleet = liveFleet({ rollout: { strategy } });
  const released = firstRelease ? baked(fleet) : await firstReleased(fleet);
  const { state } = fleetOf(released.live, "web");
  const plan = firstRelease ? { ...fleet, stable: null, steady: {} } : { ...fleet, steady: state };
  const start = startOf(plan, "b");
  const fake: FakeOptions = {
    ledger: append(released, start),
    actual: state,
    faults: new Map(),
    alarms: ["ok"],
    slowness: 0,
    ...faults,
  };
  return { world: fakeWorld(fake), start };
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
  const ledger = append(baked(fleet), start);
  const { world, ledger: after } = fakeWorld({ ledger, actual: {}, faults: new Map(), alarms: ["ok"], slowness: 0 });
  await driveRollout(world, options);
  return after();
}

function startOf(fleet: FleetPlan, plan: string) {
  const definition = fleet.generations[fleet.wanted];
  if (definition === undefined) throw new Error("the fixture defines what it wants");
  return startRollout(pathOf(fleet), definition, plan.repeat(64), false, context);
}

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../../src/base/json.ts";
import { beginRollout } from "../../../src/host/release/begin-rollout.ts";
import { abortRollout, driveRollout, type Outcome } from "../../../src/host/release/drive-rollout.ts";
import type { FleetState, RolloutPlan } from "../../../src/plan/model.ts";
import type { EventOf, LedgerEvent } from "../../../src/release/ledger/entry.ts";
import { fleetOf } from "../../../src/release/ledger/state.ts";
import type { AlarmReading } from "../../../src/release/run/verdict.ts";
import { append } from "../../release/ledger/samples.ts";
import {
  type AlarmChange,
  Died,
  type FakeOptions,
  type FakeWorld,
  type Fault,
  fakeWorld,
  isFault,
} from "./fake-world.ts";
import { options, ready, readyWithLeftover, startWith } from "./ready.ts";

const context = { at: "2026-03-01T12:00:00.000Z", actor: "ada", commit: null, reason: null };
const minute = 60_000;

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
    const { world, start } = await begun({ alarms: [{ after: 8 * minute, state: "alarm" }] });
    const before = world.now();
    expect(await driveRollout(world.world, options)).toMatchObject({ kind: "aborted", verdict: "fail" });
    expect(world.now() - before).toBeLessThan(10 * 60_000);
    expect(world.actual()).toEqual(start.abort);
    const fleet = fleetOf(world.ledger().live, "web");
    expect(fleet.stable).toBe(start.from);
    expect(fleet.generations[start.generation]?.failed).toBe(true);
  });

  test("an alarm that fires while a later step is applied ends its bake at once", async () => {
    const calm = await begun();
    await driveRollout(calm.world.world, options);
    const second = calm.world.moves[2];
    if (second === undefined) throw new Error("the fixture shifts traffic more than once");
    const after = second.began + 30_000 - calm.began;
    const { world, start } = await begun({ alarms: [{ after, state: "alarm" }] });
    expect(await driveRollout(world.world, options)).toMatchObject({ kind: "aborted", verdict: "fail" });
    expect(world.moves.find(({ state }) => state === null)?.began).toBeLessThan(second.ended + minute);
    expect(world.actual()).toEqual(start.abort);
  });

  test("what fires before the machines of a new generation are there speaks of nothing, what fires then ends the bake", async () => {
    const booting = { after: 2 * minute, state: "alarm" } as const;
    const up = { after: 5 * minute, state: "ok" } as const;
    const calm = await begun({ slowness: 8, alarms: [booting, up] }, false, "replace");
    expect(await driveRollout(calm.world.world, options)).toEqual({ kind: "completed" });
    const late = { after: 7 * minute, state: "alarm" } as const;
    const { world, began } = await begun({ slowness: 8, alarms: [booting, up, late] }, false, "replace");
    expect(await driveRollout(world.world, options)).toMatchObject({ kind: "aborted", verdict: "fail" });
    expect(world.now() - began).toBeLessThan(9 * minute);
  });

  test("an alarm that fires while machines are replaced in place ends that", async () => {
    const alarms = [{ after: 2 * minute, state: "alarm" }] as const;
    const { world, began } = await begun({ slowness: 1_000, alarms }, false, "rolling");
    expect(await driveRollout(world.world, options)).toMatchObject({ kind: "aborted", verdict: "fail" });
    expect(world.now() - began).toBeLessThan(5 * minute);
  });

  test("what fired while nobody watched a first step ends its bake once somebody does", async () => {
    const { world, start } = await begun({ faults: new Map([[32, "die-before"]]) });
    await expect(driveRollout(world.world, options)).rejects.toThrow(Died);
    expect(world.actual()[start.generation]?.weight).toBe(5);
    expect(fleetOf(world.ledger().live, "web").rollout?.passed).toBe(1);
    world.fire();
    world.pass(2 * minute);
    const back = world.now();
    expect(await driveRollout(world.world, options)).toMatchObject({ kind: "aborted", verdict: "fail" });
    expect(world.now() - back).toBeLessThan(3 * minute);
  });

  test("what fires during a long wait for another process is seen before more traffic moves", async () => {
    const { world, start } = await begun();
    let waited = false;
    const alone = async <T>(work: () => Promise<T>): Promise<T> => {
      if (!waited && fleetOf(world.ledger().live, "web").rollout?.passed === 2) {
        waited = true;
        world.pass(20 * minute);
        world.fire();
      }
      return work();
    };
    expect(await driveRollout({ ...world.world, alone }, options)).toMatchObject({ kind: "aborted" });
    expect(Math.max(...world.moves.map(({ state }) => state?.[start.generation]?.weight ?? 0))).toBe(5);
  });

  test("what fires while the old generation stays ready takes all traffic back to it", async () => {
    const { world, start, began } = await begun({ alarms: [{ after: 100 * minute, state: "alarm" }] });
    const outcome = await driveRollout(world.world, options);
    expect(outcome).toMatchObject({ kind: "rolled_back" });
    expect(outcome).toHaveProperty("reason", expect.stringContaining("(drain): errors"));
    expect(world.now() - began).toBeLessThan(103 * minute);
    const fleet = fleetOf(world.ledger().live, "web");
    expect(fleet).toMatchObject({ stable: start.from, rollout: null });
    expect(fleet.generations[start.generation]?.failed).toBe(true);
    expect(world.actual()).toEqual(start.abort);
  });

  test("alarms without data do not hold the retirement up", async () => {
    const { world } = await begun({ alarms: [{ after: 100 * minute, state: "no-data" }] });
    expect(await driveRollout(world.world, options)).toEqual({ kind: "completed" });
  });

  describe("a process that comes back to what was promoted", () => {
    const leaving = { ...options, leaveRetirement: true };
    const kept = async () => {
      const { world, start } = await begun();
      expect(await driveRollout(world.world, leaving)).toMatchObject({ kind: "kept" });
      return { world, start };
    };

    test("leaves it again while it is quiet, and goes back where an alarm fires", async () => {
      const { world, start } = await kept();
      const until = world.now() + 60 * minute;
      const again = await driveRollout(world.world, leaving);
      expect(again).toMatchObject({ kind: "kept" });
      expect(Math.abs((again.kind === "kept" ? again.until : 0) - until)).toBeLessThan(minute);
      world.pass(10 * minute);
      world.fire();
      expect(await driveRollout(world.world, leaving)).toMatchObject({ kind: "rolled_back" });
      expect(world.actual()).toEqual(start.abort);
    });

    test("does not go back by itself long after it was kept, and takes nothing away while an alarm fires", async () => {
      const { world } = await kept();
      const before = world.actual();
      world.pass(24 * 60 * minute);
      world.fire();
      const outcome = await driveRollout(world.world, options);
      expect(outcome).toMatchObject({ kind: "stopped" });
      expect(outcome).toHaveProperty("reason", expect.stringContaining("`keep_previous` is over"));
      expect(world.actual()).toEqual(before);
      world.heal();
      expect(await driveRollout(world.world, options)).toEqual({ kind: "completed" });
    });

    test("does not go back to what another process has begun to take away", async () => {
      const { world, start } = await kept();
      world.pass(60 * minute);
      const drained = start.steps.find(({ name }) => name === "drain")?.state ?? {};
      await (await world.world.plan("drain", drained, "onward"))();
      world.fire();
      const outcome = await driveRollout(world.world, options);
      expect(outcome).toMatchObject({ kind: "stopped" });
      expect(outcome).toHaveProperty("reason", expect.stringContaining("has no instances any more"));
      expect(world.actual()).toEqual(drained);
    });

    test("does not go back to what was revoked meanwhile", async () => {
      const { world, start } = await kept();
      const generation = start.from ?? "";
      await world.world.record({
        kind: "revoked",
        subject: { kind: "generation", fleet: "web", generation },
        reason: "a hole",
      });
      world.fire();
      expect(await driveRollout(world.world, options)).toMatchObject({ kind: "stopped" });
      expect(world.actual()[start.generation]?.weight).toBe(100);
    });
  });

  test("no data is never a pass: it is asked for again, and then the rollout is given up without a mark", async () => {
    const { world, start } = await begun({ alarms: [{ after: 0, state: "no-data" }] });
    const before = world.now();
    expect(await driveRollout(world.world, options)).toMatchObject({ kind: "aborted", verdict: "inconclusive" });
    expect(world.now() - before).toBeGreaterThanOrEqual(20 * 60_000);
    expect(world.actual()).toEqual(start.abort);
    expect(fleetOf(world.ledger().live, "web").generations[start.generation]?.failed).toBe(false);
  });

  test("data that come late are enough", async () => {
    const { world } = await begun({
      alarms: [
        { after: 0, state: "no-data" },
        { after: 15 * minute, state: "ok" },
      ],
    });
    expect(await driveRollout(world.world, options)).toEqual({ kind: "completed" });
  });

  test("a state that is not reached in time fails", async () => {
    const { world } = await begun({ slowness: 1_000_000 });
    const outcome = await driveRollout(world.world, options);
    expect(outcome).toMatchObject({ kind: "aborted", verdict: "fail" });
    expect(outcome).toHaveProperty("reason", expect.stringContaining("not reached in time: not yet"));
  });
});

test("that AWS does not answer is told once, however often it is asked", async () => {
  // Looks; a wait comes between two of them.
  const silence = new Map([2, 4, 6, 8].map((effect) => [effect, "fail" as const]));
  const { world } = await begun({ faults: silence });
  expect(await driveRollout(world.world, options)).toEqual({ kind: "completed" });
  expect(world.told.filter((what) => what.includes("AWS did not answer"))).toHaveLength(1);
});

describe("a first release that is given up", () => {
  test("when all but its promotion is done is left as it was proved", async () => {
    const { world } = await begun({}, true);
    expect(await driveRollout(world.world, { ...options, holdPromotion: true })).toEqual({ kind: "held" });
    await abortRollout(world.world, "the wrong one", options);
    expect(fleetOf(world.ledger().live, "web").state).toEqual(world.actual());
  });

  test.each(["die-before", "die-after"] as const)(
    "is left where it stands, whichever process applied it: %s",
    async (fault) => {
      for (let effect = 0; effect < 12; effect++) {
        const { world, start } = await begun({ faults: new Map([[effect, fault]]) }, true);
        await expect(driveRollout(world.world, options)).rejects.toThrow(Died);
        const { rollout } = fleetOf(world.ledger().live, "web");
        if (rollout?.phase !== "active") break;
        await abortRollout(world.world, "the wrong one", options);
        const fleet = fleetOf(world.ledger().live, "web");
        expect(fleet).toMatchObject({ stable: null, rollout: null });
        expect(fleet.state).toEqual(world.actual());
        expect(Object.keys(fleet.state)).toEqual(
          world.moves.some(({ state }) => state !== null) ? [start.generation] : [],
        );
      }
    },
  );
});

describe("what an earlier rollout left", () => {
  test("is taken away an apply each, whenever the rollout is given up, and what was not begun is not made", async () => {
    const { start, fake } = await readyWithLeftover();
    const preparing = start.steps.filter(({ state }) => !Object.hasOwn(state, start.generation));
    expect(preparing.map(({ name }) => name)).toEqual(["leftover-drain", "leftover-detach", "leftover-destroy"]);
    for (const passed of preparing.keys()) {
      const before = preparing.slice(0, passed).map(
        ({ state }, index): LedgerEvent => ({
          kind: "step_passed",
          ...context,
          fleet: "web",
          plan: start.plan,
          step: index + 1,
          verdict: "unjudged",
          state,
        }),
      );
      const world = fakeWorld({ ...fake, ledger: append(fake.ledger, start, ...before) });
      await abortRollout(world.world, "the wrong one", options);
      expect(fleetOf(world.ledger().live, "web")).toMatchObject({ stable: start.from, rollout: null });
      expect(world.actual()).toEqual(preparing[passed]?.state);
    }
  });
});

describe("whatever goes wrong", () => {
  const fault = fc.constantFrom<Fault>("die-before", "die-after", "fail");
  const change = fc.tuple(
    fc.oneof(fc.nat({ max: 300 }), fc.nat({ max: 7200 })),
    fc.constantFrom<AlarmReading["state"]>("ok", "ok", "ok", "alarm", "no-data"),
  );

  test("a rollout can be resumed, loses no traffic, breaks no law and ends in one place", {
    timeout: 120_000,
  }, async () => {
    const ends = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: 400 }), fault), { maxLength: 12 }),
        fc.array(change, { maxLength: 6 }).map(timeline),
        fc.nat({ max: 5 }),
        fc.constantFrom<RolloutPlan["strategy"]>("canary", "blue_green"),
        fc.boolean(),
        async (faults, alarms, slowness, strategy, sticky) => {
          const { fake, start } = await ready({ strategy, sticky });
          const world = fakeWorld({ ...fake, faults: new Map(faults), alarms, slowness });
          const outcome = await resumedToTheEnd(world, start);
          ends.add(outcome.kind);
          const fleet = fleetOf(world.ledger().live, "web");
          // What the ledger says is what is so.
          expect(world.actual()).toEqual(fleet.state);
          expectServing(world, start);
          expectWatched(world, start);
          if (outcome.kind === "completed") expect(fleet).toMatchObject({ stable: start.generation, rollout: null });
          if (outcome.kind === "aborted" || outcome.kind === "rolled_back") {
            expect(fleet).toMatchObject({ stable: start.from, rollout: null });
            expect(fleet.state[start.from ?? ""]?.weight).toBe(100);
            expect(fleet.state[start.generation]).toMatchObject({ weight: 0, attached: !sticky });
          }
        },
      ),
      { numRuns: 400 },
    );
    expect([...ends].sort()).toEqual(expect.arrayContaining(["aborted", "completed", "rolled_back"]));
  });
});

/** Alarms that change at some seconds after one another. */
function timeline(changes: readonly (readonly [number, AlarmReading["state"]])[]): readonly AlarmChange[] {
  let after = 0;
  return changes.map(([seconds, state]) => {
    after += seconds * 1000;
    return { after, state };
  });
}

/**
 * Each state that was applied serves all traffic from instances that stood before it, and nothing goes onward after it
 * went back.
 */
function expectServing({ moves }: FakeWorld, { abort, before, from, generation }: EventOf<"started">): void {
  const decided = moves.findIndex(({ state }) => state === null);
  const went = moves.findIndex(({ state }) => state !== null && canonicalJson(state) === canonicalJson(abort ?? {}));
  const [back = -1] = [decided, went].filter((index) => index >= 0).sort((left, right) => left - right);
  let stood = before;
  for (const [index, { state }] of moves.entries()) {
    if (state === null) continue;
    const total = Object.values(state).reduce((sum, { weight }) => sum + weight, 0);
    expect(total).toBe(100);
    for (const [id, { weight, min, attached }] of Object.entries(state))
      if (weight > 0)
        expect({ attached, some: min > 0, there: (stood[id]?.min ?? 0) > 0 }).toEqual({
          attached: true,
          some: true,
          there: true,
        });
    if (back >= 0 && index > back) {
      expect(state[generation]?.weight).toBe(0);
      expect(state[from ?? ""]?.weight).toBe(100);
    }
    stood = state;
  }
}

/**
 * While the candidate has traffic and the old generation stands, an alarm that begins to fire is acted on in minutes; and
 * no apply that gives it more, or takes the way back away, begins while one fires.
 */
function expectWatched(world: FakeWorld, { before, from, generation }: EventOf<"started">): void {
  const { moves, alarmAt } = world;
  const began = (moment: number) =>
    moves.findLast((move) => move.state !== null && move.began <= moment)?.state ?? before;
  const ended = (moment: number) =>
    moves.findLast((move) => move.state !== null && move.ended <= moment)?.state ?? before;
  const stands = (state: FleetState): boolean => {
    const old = state[from ?? ""];
    return old?.attached === true && old.max > 0;
  };
  const decided = moves.find(({ state }) => state === null)?.began ?? Number.POSITIVE_INFINITY;
  for (const { began: at, state } of moves) {
    if (state === null || at >= decided) continue;
    const now = ended(at);
    const has = now[generation]?.weight ?? 0;
    const onward = (state[generation]?.weight ?? 0) > has || (stands(now) && !stands(state));
    if (has > 0 && onward) expect(alarmAt(at).state).not.toBe("alarm");
  }
  const changes = world.changes();
  for (const [index, at] of changes.entries()) {
    const end = Math.min(changes[index + 1] ?? world.now(), world.now());
    if (alarmAt(at).state !== "alarm" || alarmAt(at).since !== at || end - at < 6 * minute || at > decided) continue;
    if ((ended(at)[generation]?.weight ?? 0) === 0 || !stands(began(at))) continue;
    expect(decided - at).toBeLessThan(6 * minute);
  }
}

/** Runs a rollout as a person would: again and again, with `--resume` once it has begun, until it ends. */
async function resumedToTheEnd(world: FakeWorld, start: EventOf<"started">): Promise<Outcome> {
  const { entries } = world.ledger();
  for (let attempt = 0; attempt < 40; attempt++) {
    if (attempt === 30) world.heal();
    try {
      const hasBegun = world.ledger().entries.length > entries.length;
      if (!hasBegun) expect(world.moves).toEqual([]);
      const begun = hasBegun ? null : await beginRollout(world.world, startWith(start), options);
      const outcome = await driveRollout(world.world, options, begun);
      // A person who is asked to look finds nothing wrong in the end.
      if (outcome.kind !== "stopped") return outcome;
    } catch (error) {
      if (!isFault(error)) throw error;
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
  const { fake, start } = await ready({ firstRelease, strategy });
  const world = fakeWorld({ ...fake, ledger: append(fake.ledger, start), ...faults });
  return { world, start, began: world.now() };
}

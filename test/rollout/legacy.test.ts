import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FleetPlan, FleetState, GenerationState, LegacyPlan } from "../../src/plan/model.ts";
import type { RolloutPath } from "../../src/rollout/path.ts";
import { renderPath } from "../../src/rollout/render-path.ts";
import { rolloutFixture } from "../support/plan-fixture.ts";
import { describePath, describeState, liveFleet, newFleet, pathOf, standing } from "./fleets.ts";

const MINUTE = 60_000;

const legacy = (share: number, changes: Partial<LegacyPlan> = {}): LegacyPlan => ({
  name: "monolith",
  targetGroup: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/monolith/0123456789abcdef",
  port: 80,
  sticky: null,
  share,
  mayRise: false,
  kept: null,
  ...changes,
});

const legacySide = (weight: number): GenerationState => ({ attached: true, weight, min: 0, max: 0, desired: 0 });

/** A fleet whose stable generation shares the traffic with a legacy side, at rest. */
function sharing(before: number, plan: LegacyPlan, fleet: FleetPlan = liveFleet()): FleetPlan {
  const stable = fleet.stable ?? "";
  const resting = fleet.steady[stable] ?? legacySide(0);
  return {
    ...fleet,
    legacy: plan,
    steady: { [stable]: { ...resting, weight: 100 - before }, legacy: legacySide(before) },
  };
}

/** The same, with nothing but the legacy side's share to change. */
function settled(before: number, plan: LegacyPlan): FleetPlan {
  const fleet = liveFleet();
  const resting = fleet.steady[fleet.stable ?? ""] ?? legacySide(0);
  return {
    ...fleet,
    legacy: plan,
    stable: fleet.wanted,
    steady: { [fleet.wanted]: { ...resting, weight: 100 - before }, legacy: legacySide(before) },
  };
}

describe("a first release", () => {
  test("begins with everything at the legacy side, and takes no more than the rest of its share", () => {
    const fleet = newFleet({ fleet: { legacy: legacy(75) } });
    expect(describePath(fleet)).toEqual([
      "prepare create: new 0 8..8/8 + lega 100 0..0/0",
      "shift weight-5: new 5 8..8/8 + lega 95 0..0/0",
      "shift weight-25: new 25 8..8/8 + lega 75 0..0/0",
      "promoted promote: new 25 4..8/4 + lega 75 0..0/0",
    ]);
    const path = pathOf(fleet);
    expect(describeState(fleet, path.abort ?? {})).toBe("new 0 4..8/4 + lega 100 0..0/0");
    expect(path.steps.map(({ judgedBy }) => judgedBy.length)).toEqual([0, 1, 1, 1]);
    expect(path.steps.at(-1)?.keep).toBe(60 * MINUTE);
  });

  test("stops between two steps of the canary, and watches there as long as the next one", () => {
    const path = pathOf(newFleet({ fleet: { legacy: legacy(90) } }));
    expect(path.steps.slice(1, 3).map(({ name, bake }) => [name, bake])).toEqual([
      ["weight-5", 10 * MINUTE],
      ["weight-10", 20 * MINUTE],
    ]);
  });

  test("with a share of 100% brings the fleet up beside the legacy side, and gives it nothing", () => {
    const fleet = newFleet({ fleet: { legacy: legacy(100) } });
    expect(describePath(fleet)).toEqual([
      "prepare create: new 0 8..8/8 + lega 100 0..0/0",
      "promoted promote: new 0 4..8/4 + lega 100 0..0/0",
    ]);
    expect(pathOf(fleet).abort).not.toBeNull();
    expect(pathOf(fleet).steps.map(({ keep }) => keep)).toEqual([0, 0]);
  });

  test("with a share of 0% takes everything, and the legacy side out of the listener", () => {
    expect(describePath(newFleet({ fleet: { legacy: legacy(0) }, rollout: { strategy: "blue_green" } }))).toEqual([
      "prepare create: new 0 8..8/8 + lega 100 0..0/0",
      "shift weight-100: new 100 8..8/8 + lega 0 0..0/0",
      "promoted promote: new 100 4..8/4 + lega 0 0..0/0",
      "retire detach: new 100 4..8/4",
    ]);
  });

  test("that was aborted starts again with everything at the legacy side", () => {
    const fleet = newFleet({ fleet: { legacy: legacy(75) } });
    const aborted = standing(fleet, pathOf(fleet).abort ?? {});
    expect(describePath(aborted)).toEqual(describePath(fleet));
    const other = standing(
      { ...fleet, generations: { ...fleet.generations } },
      { ["b".repeat(64)]: { attached: true, weight: 0, min: 4, max: 8, desired: 4 }, legacy: legacySide(100) },
    );
    expect(describePath(other).slice(0, 4)).toEqual([
      "prepare leftover-drain: lega 100 0..0/0 + bbbb 0 0..0/0",
      "prepare leftover-detach: lega 100 0..0/0 + -bbbb 0 0..0/0",
      "prepare leftover-destroy: lega 100 0..0/0",
      "prepare create: new 0 8..8/8 + lega 100 0..0/0",
    ]);
  });
});

describe("a later release", () => {
  test("moves our own traffic first, and the legacy side's when all of ours has moved", () => {
    const fleet = sharing(75, legacy(50));
    expect(describePath(fleet)).toEqual([
      "prepare create: old 25 8..8/8 + new 0 8..8/8 + lega 75 0..0/0",
      "shift weight-5: old 20 8..8/8 + new 5 8..8/8 + lega 75 0..0/0",
      "shift weight-25: old 0 8..8/8 + new 25 8..8/8 + lega 75 0..0/0",
      "shift weight-50: old 0 8..8/8 + new 50 8..8/8 + lega 50 0..0/0",
      "promoted promote: old 0 8..8/8 + new 50 4..8/4 + lega 50 0..0/0",
      "retire drain: old 0 0..0/0 + new 50 4..8/4 + lega 50 0..0/0",
      "retire detach: new 50 4..8/4 + lega 50 0..0/0 + -old 0 0..0/0",
      "retire destroy: new 50 4..8/4 + lega 50 0..0/0",
    ]);
    expect(describeState(fleet, pathOf(fleet).abort ?? {})).toBe("old 25 8..8/8 + new 0 4..8/4 + lega 75 0..0/0");
  });

  test("that lowers the share alone moves weights over the same generation", () => {
    const fleet = settled(75, legacy(50));
    expect(describePath(fleet)).toEqual([
      "prepare hold: new 25 8..8/8 + lega 75 0..0/0",
      "shift weight-50: new 50 8..8/8 + lega 50 0..0/0",
      "promoted promote: new 50 4..8/4 + lega 50 0..0/0",
    ]);
    expect(describeState(fleet, pathOf(fleet).abort ?? {})).toBe("new 25 8..8/8 + lega 75 0..0/0");
  });

  test("to 0% takes the legacy side out of the listener, after keep_previous", () => {
    const path = pathOf(settled(50, legacy(0)));
    expect(path.steps.map(({ name, keep }) => [name, keep])).toEqual([
      ["hold", 0],
      ["weight-100", 0],
      ["promote", 60 * MINUTE],
      ["detach", 0],
    ]);
    expect(Object.keys(path.steps.at(-1)?.state ?? {})).toEqual([path.to]);
  });

  test("without the block, once the legacy side is gone, is like any other", () => {
    const fleet = settled(50, legacy(0));
    const { legacy: _, ...without } = standing(fleet, pathOf(fleet).steps.at(-1)?.state ?? {});
    expect(pathOf(without).steps).toEqual([]);
  });

  test("gives traffic back in one step where that is meant", () => {
    expect(describePath(settled(25, legacy(100, { mayRise: true })))).toEqual([
      "prepare hold: new 75 8..8/8 + lega 25 0..0/0",
      "shift weight-0: new 0 8..8/8 + lega 100 0..0/0",
      "promoted promote: new 0 4..8/4 + lega 100 0..0/0",
    ]);
  });

  test("with nothing to change is none", () => {
    expect(pathOf(settled(75, legacy(75))).steps).toEqual([]);
  });

  test("instead of one that is half-done gives the legacy side back what history says it had", () => {
    const fleet = sharing(75, legacy(50));
    const half = pathOf(fleet).steps[3]?.state ?? {};
    const next = { ...fleet, wanted: "c".repeat(64), legacy: legacy(50, { kept: 75 }) };
    const path = pathOf(standing({ ...next, generations: { ...fleet.generations } }, half));
    expect(path.steps[0]?.name).toBe("withdraw");
    expect(path.steps[0]?.state.legacy?.weight).toBe(75);
    expect(path.steps[0]?.state[fleet.stable ?? ""]?.weight).toBe(25);
  });
});

test("a path is drawn with the legacy side's share", async () => {
  await expect(renderPath(pathOf(sharing(75, legacy(50))))).toMatchFileSnapshot("../golden/rollout/legacy.txt");
});

// ---------------------------------------------------------------- laws

const anyShare = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(0.5, 12.5, 99.5));

const anyCase = fc
  .record({
    strategy: fc.constantFrom("canary" as const, "blue_green" as const),
    weights: fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 5 }),
    from: fc.constantFrom("first", "predecessor", "itself"),
    before: anyShare,
    after: anyShare,
    scales: fc.boolean(),
  })
  .map(({ strategy, weights, from, before, after, scales }) => {
    const steps = [...weights.sort((left, right) => left - right), 100];
    const overrides = {
      rollout: rolloutFixture({
        strategy,
        steps: strategy === "canary" ? steps.map((weight, at) => ({ name: `s${at}`, weight, bake: MINUTE })) : [],
      }),
      fleet: scales ? {} : { scale: null },
    };
    if (from === "first")
      return { before: 100, fleet: newFleet({ ...overrides, fleet: { ...overrides.fleet, legacy: legacy(after) } }) };
    const live = liveFleet(overrides);
    const stable = from === "itself" ? live.wanted : (live.stable ?? "");
    const [resting = legacySide(0)] = Object.values(live.steady);
    const steady = {
      [stable]: { ...resting, weight: 200 - before * 2 },
      ...(before === 0 ? {} : { legacy: legacySide(before * 2) }),
    };
    // As history tells it in the middle of the rollout too.
    return { before, fleet: { ...live, stable, steady, legacy: legacy(after, { kept: before, mayRise: true }) } };
  });

describe("every path with a legacy side", () => {
  test("keeps the total of the weights", () =>
    check((_before, _fleet, path) => {
      for (const { state } of path.steps) expect(sum(state)).toBe(path.total);
    }));

  test("ends with the share that is wanted, and with no trace of one of 0%", () =>
    check((_before, fleet, path) => {
      const end = path.steps.at(-1)?.state ?? fleet.steady;
      const share = fleet.legacy?.share ?? 0;
      expect(end[path.to]?.weight).toBe(sum(end) - (end.legacy?.weight ?? 0));
      expect((end.legacy?.weight ?? 0) * 100).toBeCloseTo(share * sum(end), 6);
      if (share === 0) expect(end).not.toHaveProperty("legacy");
    }));

  test("changes nothing of the legacy side but its weight, and takes it out of the listener only without any", () =>
    check((_before, fleet, path) => {
      for (const { before, state } of path.steps) {
        const { legacy: side } = state;
        if (side !== undefined) expect(side).toEqual(legacySide(side.weight));
        else expect(before.legacy?.weight ?? 0).toBe(0);
      }
      for (const { abort } of path.steps)
        if (abort?.legacy) expect(abort.legacy).toEqual(legacySide(abort.legacy.weight));
      expect(fleet.generations).not.toHaveProperty("legacy");
    }));

  test("lowers the legacy side's weight only, unless it is meant to rise", () =>
    check((before, fleet, path) => {
      if ((fleet.legacy?.share ?? 0) > before) return;
      let last = path.total;
      for (const { state } of path.steps) {
        expect(state.legacy?.weight ?? 0).toBeLessThanOrEqual(last);
        last = state.legacy?.weight ?? 0;
      }
    }));

  test("asks nothing of the legacy side before all of our own traffic has moved", () =>
    check((before, fleet, path) => {
      if (fleet.stable === null || fleet.stable === fleet.wanted) return;
      for (const { state, phase } of path.steps) {
        if (phase !== "shift" || (state[fleet.stable]?.weight ?? 0) === 0) continue;
        expect((state.legacy?.weight ?? 0) * 100).toBeCloseTo(before * path.total, 6);
      }
    }));

  test("asks alarms about a generation that has traffic, and about no other: they would have no data for ever", () =>
    check((_before, _fleet, path) => {
      for (const { state, judgedBy, phase } of path.steps) {
        const moved = phase === "shift" || phase === "promoted";
        if (state[path.to]?.weight === 0) expect(judgedBy).toEqual([]);
        else if (moved && path.abort !== null) expect(judgedBy).toEqual(["errors"]);
      }
    }));

  test("goes back to exactly the weights of before, from every step until the retirement", () =>
    check((before, fleet, path) => {
      const moves = path.steps.some(({ phase }) => phase === "shift");
      for (const { state, abort, phase } of path.steps) {
        if (phase === "retire" || (!moves && fleet.stable === fleet.wanted)) {
          expect(abort).toBeNull();
          continue;
        }
        const share = (id: string) => ((abort?.[id]?.weight ?? 0) * 100) / sum(abort ?? {});
        expect(share("legacy")).toBeCloseTo(before, 6);
        if (fleet.stable === null) expect(share(path.to)).toBe(0);
        else expect(share(fleet.stable)).toBeCloseTo(100 - before, 6);
        expect(Object.keys(abort ?? {}).sort()).toEqual(Object.keys(state).sort());
      }
    }));

  test("goes on with the rest of its steps, and the same ways back, from every state on it", () =>
    check((_before, fleet, path) => {
      for (const step of path.steps) {
        const rest = pathOf(standing(fleet, step.state)).steps;
        const pairs = ({ state, abort }: (typeof rest)[number]) => ({
          state: shares(state),
          abort: abort === null ? null : shares(abort),
        });
        expect(rest.map(pairs)).toEqual(path.steps.slice(step.number).map(pairs));
      }
    }));

  test("gives way to the next one at its end, where history knows of no rollout any more", () =>
    check((_before, fleet, path) => {
      const { legacy: plan } = fleet;
      if (plan === undefined) throw new Error("the case has a legacy side");
      const end = standing(
        { ...fleet, stable: fleet.wanted, legacy: { ...plan, kept: null } },
        path.steps.at(-1)?.state ?? fleet.steady,
      );
      expect(pathOf(end).steps).toEqual([]);
    }));
});

function check(law: (before: number, fleet: FleetPlan, path: RolloutPath) => void): void {
  fc.assert(
    fc.property(anyCase, ({ before, fleet }) => law(before, fleet, pathOf(fleet))),
    { numRuns: 400 },
  );
}

function sum(state: FleetState): number {
  return Object.values(state).reduce((total, { weight }) => total + weight, 0);
}

/** A state with its weights as shares: past the promotion, nothing needs finer parts any more. */
function shares(state: FleetState): FleetState {
  const total = sum(state);
  return Object.fromEntries(Object.entries(state).map(([id, one]) => [id, { ...one, weight: one.weight / total }]));
}

import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FleetPlan, FleetState, LegacyPlan, RolloutPlan, Strategy } from "../../src/plan/model.ts";
import { restingCapacity } from "../../src/rollout/capacity.ts";
import { releaseOf, releasePath } from "../../src/rollout/check-rollouts.ts";
import { movesTraffic } from "../../src/rollout/moves-traffic.ts";
import type { RolloutPath } from "../../src/rollout/path.ts";
import { generationFixture, rolloutFixture } from "../support/plan-fixture.ts";
import { environmentOf, liveFleet, newFleet, pathOf, soundPlan, standing } from "./fleets.ts";

const MINUTE = 60_000;

const anyWeights = fc
  .tuple(fc.constantFrom(1, 2, 4, 5), fc.uniqueArray(fc.integer({ min: 1, max: 499 }), { maxLength: 6 }))
  // Parts of one kind, so that a listener can express them.
  .map(([parts, counts]) => [...counts.map((count) => count / parts).filter((weight) => weight < 100), 100])
  .map((weights) => [...new Set(weights)].sort((left, right) => left - right));

const anyStrategy = fc.constantFrom<Strategy>("canary", "blue_green", "rolling", "replace");

const anyRollout: fc.Arbitrary<RolloutPlan> = fc
  .record({
    strategy: anyStrategy,
    weights: anyWeights,
    bake: fc.integer({ min: 0, max: 90 }),
    keep: fc.integer({ min: 0, max: 600 }),
  })
  .map(({ strategy, weights, bake, keep }) =>
    rolloutFixture({
      strategy,
      steps:
        strategy === "canary" ? weights.map((weight, at) => ({ name: `s${at}`, weight, bake: bake * MINUTE })) : [],
      bake: bake * MINUTE,
      keepPrevious: keep * MINUTE,
    }),
  );

/** A sound fleet: with a predecessor at rest, or before its first release. */
const anyFleet = fc
  .record({
    rollout: anyRollout,
    min: fc.integer({ min: 0, max: 12 }),
    more: fc.integer({ min: 1, max: 30 }),
    scales: fc.boolean(),
    peak: fc.option(fc.integer({ min: 1, max: 100 })),
    routed: fc.boolean(),
    first: fc.boolean(),
    oldMore: fc.integer({ min: 0, max: 9 }),
    sticky: fc.boolean(),
  })
  .map(({ rollout, min, more, scales, peak, routed, first, oldMore, sticky }): FleetPlan => {
    const worker = rollout.strategy === "replace" || (rollout.strategy === "rolling" && !routed);
    const fleet = {
      size: { min, max: min + more },
      scale: scales ? ({ cpu: 55, requests: null } as const) : null,
      load: peak === null ? null : { quiet: 1, peak },
      ...(worker ? { route: null } : {}),
    };
    const { http } = generationFixture();
    const generation = sticky && http !== null ? { http: { ...http, sticky: 30 * MINUTE } } : {};
    if (first) return newFleet({ rollout, fleet, generation });
    const live = liveFleet({ rollout, fleet, generation });
    // The size may have been another one when the predecessor was released.
    const was = restingCapacity({ ...live, size: { min: min + oldMore, max: min + more + oldMore } });
    return { ...live, steady: { [live.stable ?? ""]: { attached: live.route !== null, weight: 100, ...was } } };
  });

/** A fleet that stands anywhere at all: half-done, aborted, with generations that nobody wants. */
const anyMess = fc
  .tuple(
    anyFleet.filter(({ stable }) => stable !== null),
    fc.array(
      fc.record({
        who: fc.constantFrom("stable", "wanted", "a", "b"),
        attached: fc.boolean(),
        weight: fc.integer({ min: 0, max: 200 }),
        capacity: fc.integer({ min: 0, max: 40 }),
      }),
      { maxLength: 4 },
    ),
    fc.constantFrom("old", "wanted", "none"),
  )
  .map(([fleet, generations, stable]): FleetPlan => {
    const entries = generations.map(({ who, attached, weight, capacity }) => {
      const id = who === "stable" ? (fleet.stable ?? "") : who === "wanted" ? fleet.wanted : who.repeat(64);
      const worker = fleet.route === null;
      const traffic = { attached: attached && !worker, weight: attached || worker ? weight : 0 };
      return [id, { ...traffic, min: capacity, max: capacity, desired: capacity }] as const;
    });
    return {
      ...fleet,
      steady: Object.fromEntries(entries),
      stable: stable === "old" ? fleet.stable : stable === "wanted" ? fleet.wanted : null,
    };
  });

/** A fleet whose first release was given up: on its way or, where its size is another one since, beside it. */
const anyGivenUp = fc
  .tuple(
    anyFleet.filter(({ stable }) => stable === null),
    fc.nat({ max: 2 }),
    fc.option(fc.integer({ min: 1, max: 40 })),
    fc.boolean(),
  )
  .map(([fleet, at, capacity, left]): FleetPlan => {
    const reached = pathOf(fleet).steps[at]?.state[fleet.wanted];
    const other = capacity === null ? {} : { min: capacity, max: capacity, desired: capacity };
    // Given up over it, and not retired yet.
    const leftover = { attached: fleet.route !== null, weight: 0, min: 1, max: 1, desired: 1 };
    const steady = {
      ...(reached === undefined ? {} : { [fleet.wanted]: { ...reached, ...other } }),
      ...(left ? { ["a".repeat(64)]: leftover } : {}),
    };
    return { ...fleet, steady, unproven: true };
  });

describe("every path", () => {
  test("leads to the wanted generation alone, at rest, from wherever the fleet stands", () => {
    check(fc.oneof(anyFleet, anyMess, anyGivenUp), (fleet, path) => {
      const end = path.steps.at(-1)?.state ?? fleet.steady;
      expect(Object.keys(end)).toEqual([fleet.wanted]);
      const last = end[fleet.wanted];
      expect(last?.attached).toBe(fleet.route !== null);
      expect(last).toMatchObject(restingCapacity(fleet));
      expect(last?.weight).toBe(sum(end));
      expect(sum(end)).toBeGreaterThan(0);
    });
  });

  test("is a chain in which every step changes something", () => {
    check(fc.oneof(anyFleet, anyMess), (fleet, path) => {
      let before = fleet.steady;
      path.steps.forEach((step, index) => {
        expect(step.number).toBe(index + 1);
        expect(step.before).toBe(before);
        expect(shares(step.state)).not.toEqual(shares(before));
        before = step.state;
      });
      expect(new Set(path.steps.map(({ name }) => name)).size).toBe(path.steps.length);
    });
  });

  test("of a first release that was given up judges all traffic before the promotion, and takes none away", () => {
    check(anyGivenUp, (fleet, path) => {
      const promotion = path.steps.findIndex(({ phase }) => phase === "promoted");
      const proof = path.steps.slice(0, promotion < 0 ? undefined : promotion).at(-1);
      expect(proof?.judgedBy).toEqual(fleet.rollout.aborts.map(({ name }) => name));
      expect(proof?.state[fleet.wanted]?.weight).toBe(path.total);
      const idle = path.steps.filter(({ before, state }) => isDeepStrictEqual(shares(before), shares(state)));
      expect(idle.filter((step) => step !== proof)).toEqual([]);
      if ((fleet.steady[fleet.wanted]?.weight ?? 0) === 0) return;
      for (const { state } of path.steps) expect(state[fleet.wanted]?.weight).toBe(sum(state));
    });
  });

  test("is walked once: from its end there is nothing to do", () => {
    check(fc.oneof(anyFleet, anyMess), (fleet, path) => {
      const end = standing(fleet, path.steps.at(-1)?.state ?? fleet.steady);
      expect(pathOf(end).steps).toEqual([]);
      expect(pathOf({ ...end, stable: fleet.wanted }).steps).toEqual([]);
    });
  });

  test("goes on with the rest of its steps from every state on it", () => {
    check(anyFleet, (fleet, path) => {
      for (const step of path.steps) {
        const rest = pathOf(standing(fleet, step.state)).steps;
        expect(rest.map(({ state }) => state)).toEqual(path.steps.slice(step.number).map(({ state }) => state));
      }
    });
  });

  test("raises the new generation's weight with every shift, to all of it", () => {
    check(anyFleet, (_fleet, path) => {
      const weights = path.steps
        .filter(({ phase }) => phase === "shift")
        .map(({ state }) => state[path.to]?.weight ?? 0);
      for (const [index, weight] of weights.entries()) expect(weight).toBeGreaterThan(weights[index - 1] ?? 0);
      expect(weights.at(-1)).toBe(path.total);
    });
  });

  test("keeps the total of the weights, each of which a listener can express", () => {
    check(fc.oneof(anyFleet, anyMess, anyGivenUp), (_fleet, path) => {
      expect(path.total).toBeGreaterThanOrEqual(100);
      expect(path.total).toBeLessThanOrEqual(999);
      for (const { state } of path.steps) {
        expect([0, path.total]).toContain(sum(state));
        if (path.from !== null) expect(sum(state)).toBe(path.total);
        for (const { weight } of Object.values(state)) expect(Number.isInteger(weight)).toBe(true);
      }
    });
  });

  test("covers each weight with instances that are there before the weight is", () => {
    check(anyFleet, (fleet, path) => {
      const peak = peakOf(fleet);
      for (const { before, state, phase } of path.steps) {
        for (const [id, { weight, min, max, desired }] of Object.entries(state)) {
          if (phase === "shift" && fleet.rollout.strategy !== "rolling") {
            expect(min * path.total).toBeGreaterThanOrEqual(weight * peak);
            // A worker's weight says which generation is current; its new generation is created with it.
            if (fleet.route !== null) expect((before[id]?.min ?? 0) * path.total).toBeGreaterThanOrEqual(weight * peak);
          }
          if (weight === path.total) expect(fleet.scale === null ? desired : max).toBeGreaterThanOrEqual(peak);
          // Those who stick to what leaves the listener come all at once.
          const left = Object.keys(before).some((other) => before[other]?.attached && state[other]?.attached === false);
          if (left && weight > 0 && keepsVisitors(fleet)) {
            expect(before[id]?.min).toBeGreaterThanOrEqual(peak);
            expect(state[id]).toEqual(before[id]);
          }
        }
      }
    });
  });

  test("goes back with one apply from every step until the retirement, to a generation that was never reduced", () => {
    check(anyFleet, (fleet, path) => {
      const { from } = path;
      const peak = peakOf(fleet);
      for (const { state, abort, phase } of path.steps) {
        if (from === null || phase === "retire") {
          expect(abort).toBeNull();
          continue;
        }
        expect(Object.keys(abort ?? {}).sort()).toEqual(Object.keys(state).sort());
        expect(abort?.[from]?.weight).toBe(path.total);
        expect(sum(abort ?? {})).toBe(path.total);
        // With weight 0 it would go on to get those who stick to it.
        if (movesTraffic(fleet.rollout.strategy)) expect(abort?.[path.to]?.attached).toBe(!keepsVisitors(fleet));
        expect(abort?.[from]?.max).toBeGreaterThanOrEqual(peak);
        if (fleet.rollout.strategy === "rolling") continue;
        expect(state[from]?.min).toBeGreaterThanOrEqual(peak);
        expect(state[from]?.min).toBeGreaterThanOrEqual(fleet.steady[from]?.min ?? 0);
        expect({ ...abort?.[from], weight: 0 }).toEqual({ ...state[from], weight: 0 });
      }
    });
  });

  test("takes a generation's weight, then its instances, then its place at the listener, then the generation", () => {
    check(fc.oneof(anyFleet, anyMess, anyGivenUp), (fleet, path) => {
      for (const { before, state, name } of path.steps) {
        for (const [id, was] of Object.entries(before)) {
          const is = state[id];
          // One group serves both generations of a rolling fleet: what is left of the old one is its template.
          if (fleet.rollout.strategy === "rolling" && (name === "refresh" || name === "withdraw" || name === "settle"))
            continue;
          if (is === undefined) expect(was).toMatchObject({ attached: false, weight: 0, max: 0 });
          else if (keepsVisitors(fleet)) {
            // No one is sent to where there are no machines.
            if (is.attached && !was.attached) expect(is.max).toBeGreaterThan(0);
            if (was.max > 0 && is.max === 0) expect(was).toMatchObject({ attached: false, weight: 0 });
          } else if (was.attached && !is.attached) expect(was).toMatchObject({ weight: 0, max: 0 });
          else if (was.max > 0 && is.max === 0) expect(was.weight).toBe(0);
        }
      }
    });
  });

  test("needs room for two generations, beside what is there already", () => {
    check(fc.oneof(anyFleet, anyMess, anyGivenUp), (fleet, path) => {
      const most = Math.max(2, Object.keys(fleet.steady).length);
      for (const { state } of path.steps) expect(Object.keys(state).length).toBeLessThanOrEqual(most);
    });
  });

  test("keeps the old generation for keep_previous, and counts all of it in the worst case", () => {
    check(anyFleet, (fleet, path) => {
      const kept = path.steps.reduce((total, { keep }) => total + keep, 0);
      expect(kept).toBe(path.from === null ? 0 : fleet.rollout.keepPrevious);
      const before = path.steps.filter(({ phase }) => phase !== "retire").reduce((total, { keep }) => total + keep, 0);
      expect(before).toBe(kept);
      expect(path.worstCase).toBe(path.steps.reduce((total, step) => total + step.apply + step.bake + step.keep, 0));
    });
  });

  test("is the same whatever order generations are listed in", () => {
    check(anyMess, (fleet, path) => {
      const turned = { ...fleet, steady: Object.fromEntries(Object.entries(fleet.steady).reverse()) };
      expect(pathOf(turned)).toEqual(path);
    });
  });
});

function check(fleets: fc.Arbitrary<FleetPlan>, law: (fleet: FleetPlan, path: RolloutPath) => void): void {
  fc.assert(
    fc.property(fleets, (fleet) => law(fleet, pathOf(fleet))),
    { numRuns: 300 },
  );
}

/** Whether the balancer sends who came before to where they were. */
function keepsVisitors({ route, rollout, generations }: FleetPlan): boolean {
  const sticky = Object.values(generations).some(({ http }) => http !== null && http.sticky !== null);
  return route !== null && movesTraffic(rollout.strategy) && sticky;
}

/** The least count of instances that is at least the peak's share of the largest size. */
function peakOf({ size, load }: FleetPlan): number {
  let count = size.min;
  while (count * 100 < (load?.peak ?? 100) * size.max) count++;
  return count;
}

function sum(state: FleetState): number {
  return Object.values(state).reduce((total, { weight }) => total + weight, 0);
}

/** A state with its weights as shares, so that equal ones compare equal. */
function shares(state: FleetState): unknown {
  const total = sum(state) || 1;
  return Object.fromEntries(
    Object.entries(state).map(([id, one]) => [id, { ...one, weight: (one.weight * 1e6) / total }]),
  );
}

test("the release that fleets with one rollout share is the release of each of them, but for its names", () => {
  const minutes = fc.constantFrom(1, 2, 3).map((count) => count * MINUTE);
  const side = { name: "old", targetGroup: "arn:x", port: 80, sticky: null, mayRise: false, kept: null };
  // Each differs from the one before it in one thing, so that most are alike.
  const anyChange = fc.oneof(
    fc.record({ size: fc.record({ min: fc.constantFrom(1, 2), max: fc.constantFrom(4, 5) }) }),
    fc.record({ load: fc.constantFrom(null, { quiet: 1, peak: 50 }) }),
    fc.record({ scale: fc.constantFrom(null, { cpu: 55, requests: null } as const) }),
    fc.record({ legacy: fc.constantFrom(null, { ...side, share: 0 }, { ...side, share: 25 }) }),
    fc.constant({ route: null }),
    fc.record({ boot: minutes }),
    fc.record({ timeout: minutes }),
  );
  const environment = environmentOf(soundPlan());
  fc.assert(
    fc.property(anyFleet, fc.array(anyChange, { maxLength: 8 }), (first, changes) => {
      let fleet = first;
      for (const change of [{}, ...changes]) {
        const { boot, timeout, legacy, ...settings }: Change = change;
        const definition = fleet.generations[fleet.wanted];
        if (definition?.http == null) throw new Error("the fixture has a wanted generation that is served");
        const http = { ...definition.http, timeout: timeout ?? definition.http.timeout };
        const generation = { ...definition, http, boot: boot ?? definition.boot };
        const { legacy: before, ...others } = fleet;
        const beside = legacy === undefined ? before : legacy;
        fleet = {
          ...others,
          ...settings,
          ...(beside ? { legacy: beside } : {}),
          generations: { ...fleet.generations, [fleet.wanted]: generation },
        };
        const { steps, abortTime } = releasePath(environment, fleet);
        const shared = releaseOf(environment, fleet, generation);
        expect(shared.steps).toEqual(JSON.parse(JSON.stringify(steps).replaceAll(fleet.wanted, "next")));
        expect(shared.abortTime).toBe(abortTime);
      }
    }),
  );
});

interface Change extends Partial<Omit<FleetPlan, "legacy">> {
  readonly legacy?: LegacyPlan | null;
  readonly boot?: number;
  readonly timeout?: number;
}

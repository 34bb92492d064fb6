import fc from "fast-check";
import { expect, test } from "vitest";
import type { AbortPlan, Plan, RolloutPlan, Strategy } from "../../src/plan/model.ts";
import { findingsOf } from "../../src/rollout/check-rollouts.ts";
import { environmentFacts } from "../../src/rollout/environment-facts.ts";
import { instanceArchitecture } from "../../src/rollout/instance-architecture.ts";
import { LARGEST_WEIGHT, weightTotal } from "../../src/rollout/share.ts";
import { abortFixture, planFixture, rolloutFixture } from "../support/plan-fixture.ts";
import { environmentOf, fleetOf, liveFleet, pathOf } from "./fleets.ts";

const MINUTE = 60_000;

/** Shares as authors write them, with up to two decimals; counted in hundredths so that the oracle is exact. */
const anyHundredths = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 100 }).map((whole) => whole * 100) },
  fc.integer({ min: 0, max: 10_000 }),
);

const anyAbort: fc.Arbitrary<AbortPlan> = fc
  .record({
    breaches: fc.integer({ min: 1, max: 4 }),
    of: fc.integer({ min: 1, max: 5 }),
    every: fc.constantFrom(30_000, MINUTE, 2 * MINUTE),
  })
  .map((parts) => abortFixture(parts));

interface Case {
  readonly plan: Plan;
  readonly rollout: RolloutPlan;
  /** Of the steps. */
  readonly hundredths: readonly number[];
}

const anyCase: fc.Arbitrary<Case> = fc
  .record({
    strategy: fc.constantFrom<Strategy>("canary", "canary", "blue_green", "rolling", "replace"),
    hundredths: fc.array(anyHundredths, { maxLength: 4 }),
    rising: fc.boolean(),
    whole: fc.boolean(),
    bake: fc.integer({ min: 0, max: 40 }),
    aborts: fc.array(anyAbort, { maxLength: 2 }),
    firstWeight: fc.integer({ min: 1, max: 100 }),
    jump: fc.integer({ min: 1, max: 100 }),
    min: fc.integer({ min: 0, max: 10 }),
    more: fc.integer({ min: 1, max: 20 }),
    zones: fc.integer({ min: 1, max: 4 }),
    instances: fc.option(fc.integer({ min: 1, max: 80 })),
    checkpoints: fc.array(fc.integer({ min: 0, max: 110 }), { maxLength: 3 }),
    worker: fc.boolean(),
  })
  .map((parts): Case => {
    const { strategy, bake, min } = parts;
    const written = parts.whole ? [...parts.hundredths, 10_000] : parts.hundredths;
    const hundredths =
      strategy !== "canary" ? [] : parts.rising ? [...new Set(written)].sort((a, b) => a - b) : written;
    const rollout = rolloutFixture({
      strategy,
      steps: hundredths.map((weight, at) => ({ name: `s${at}`, weight: weight / 100, bake: bake * MINUTE })),
      aborts: parts.aborts.map((abort, at) => ({
        ...abort,
        name: `a${at}`,
        ...(parts.worker ? { metric: "cpu" as const } : {}),
      })),
      bake: bake * MINUTE,
      refresh: { minHealthy: 90, maxHealthy: 110, checkpoints: [...parts.checkpoints, 100], pause: MINUTE },
    });
    const plan = planFixture({
      rollout,
      fleet: { size: { min, max: min + parts.more }, ...(parts.worker ? { route: null } : {}) },
      environment: {
        limits: { firstWeight: parts.firstWeight, jump: parts.jump, window: 86_400_000, instances: parts.instances },
        network: { ...environmentOf(planFixture()).network, zones: parts.zones },
      },
    });
    const environment = environmentOf(plan);
    const fleet = {
      ...fleetOf(planFixture({ rollout })),
      size: { min, max: min + parts.more },
      ...(parts.worker ? { route: null } : {}),
    };
    return {
      plan: { ...plan, environments: { prod: { ...environment, fleets: { web: fleet } } } },
      rollout,
      hundredths,
    };
  });

test("a plan that passes every rule is what the rules say, by an oracle of its own", () => {
  let passed = 0;
  fc.assert(
    fc.property(anyCase, ({ plan, rollout, hundredths }) => {
      const environment = environmentOf(plan);
      const fleet = fleetOf(plan);
      const errors = findingsOf(plan, environment, environmentFacts(environment), fleet).filter(
        ({ level }) => level === "error",
      );
      const broken = brokenLaws(plan, rollout, hundredths);
      // Both ways: what passes is sound, and what is sound passes.
      expect(errors.length === 0, `${errors.map(({ code }) => code)} against ${broken}`).toBe(broken.length === 0);
      if (errors.length === 0) passed++;
    }),
    { numRuns: 1500, seed: 20250101 },
  );
  expect(passed).toBeGreaterThan(50);
});

test("a canary that passes gives exactly the shares that it names", () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyHundredths, { minLength: 1, maxLength: 4 }), (shares) => {
      const hundredths = [...shares.filter((share) => share > 0 && share < 10_000), 10_000].sort((a, b) => a - b);
      fc.pre(weightTotal(hundredths.map((share) => share / 100)) !== null);
      const steps = hundredths.map((share, at) => ({ name: `s${at}`, weight: share / 100, bake: 0 }));
      const path = pathOf(liveFleet({ rollout: { steps } }));
      const given = path.steps.filter(({ phase }) => phase === "shift").map(({ state }) => state[path.to]?.weight ?? 0);
      expect(given.map((weight) => weight * 10_000)).toEqual(hundredths.map((share) => share * path.total));
    }),
  );
});

test("the total of weights is the least that is fine enough and at least 100", () => {
  fc.assert(
    fc.property(fc.array(anyHundredths, { minLength: 1, maxLength: 3 }), (hundredths) => {
      const fits = (total: number): boolean => hundredths.every((share) => (share * total) % 10_000 === 0);
      const candidates = Array.from({ length: LARGEST_WEIGHT - 99 }, (_, index) => index + 100);
      expect(weightTotal(hundredths.map((share) => share / 100))).toBe(candidates.find(fits) ?? null);
    }),
  );
});

test.each([
  ["c7g.large", "arm64"],
  ["m6gd.metal", "arm64"],
  ["t4g.nano", "arm64"],
  ["im4gn.large", "arm64"],
  ["x2gd.medium", "arm64"],
  ["hpc7g.4xlarge", "arm64"],
  ["g5g.xlarge", "arm64"],
  ["a1.medium", "arm64"],
  ["mac2-m2.metal", "arm64"],
  ["mac1.metal", "x86_64"],
  ["g5.xlarge", "x86_64"],
  ["g4dn.xlarge", "x86_64"],
  ["c7i-flex.large", "x86_64"],
  ["u-6tb1.metal", null],
  ["u7i-12tb.224xlarge", "x86_64"],
  ["p6e-gb200.36xlarge", null],
  ["brand9new.large", null],
  ["nonsense", null],
])("%s is %s", (type, arch) => {
  expect(instanceArchitecture(type)).toBe(arch);
});

/** The laws that a plan breaks, each written down anew and without the compiler's own helpers. */
function brokenLaws(plan: Plan, rollout: RolloutPlan, hundredths: readonly number[]): readonly string[] {
  const { limits, network } = environmentOf(plan);
  const { size, route } = fleetOf(plan);
  const { strategy, aborts } = rollout;
  const rises = hundredths.map((share, at) => share - (hundredths[at - 1] ?? 0));
  const shifting = strategy === "canary" || strategy === "blue_green";
  const canary = strategy === "canary";
  const rolling = strategy === "rolling";
  const bakes = canary ? rollout.steps.map(({ bake }) => bake) : [rollout.bake];
  const replaced = [0, ...rollout.refresh.checkpoints].map((share) => Math.ceil((share * size.min) / 100));
  const grid = (total: number): boolean => hundredths.every((share) => (share * total) % 10_000 === 0);
  const laws: readonly (readonly [string, boolean])[] = [
    ["weights rise", !canary || rises.every((rise) => rise > 0)],
    ["the last is 100", !canary || hundredths.at(-1) === 10_000],
    ["the first is small", !canary || (hundredths[0] ?? 0) <= limits.firstWeight * 100],
    ["no jump is large", !canary || rises.slice(1).every((rise) => rise <= limits.jump * 100)],
    ["weights are parts", !canary || Array.from({ length: 900 }, (_, at) => at + 100).some(grid)],
    [
      "bakes last",
      bakes.every((bake) => aborts.every(({ of, every }) => bake >= of * every + rollout.warmup + 2 * MINUTE)),
    ],
    ["breaches fit", aborts.every(({ breaches, of }) => breaches <= of)],
    ["watched", !shifting || aborts.length > 0],
    ["periods are minutes", aborts.every(({ every }) => every % MINUTE === 0)],
    ["zones", network.zones >= 2],
    ["every zone is tried", !shifting || size.max >= network.zones],
    [
      "it fits",
      limits.instances === null || (rolling ? Math.ceil(size.max * 1.1 - 1e-9) : 2 * size.max) <= limits.instances,
    ],
    ["balanced", route !== null ? strategy !== "replace" : !shifting],
    [
      "checkpoints rise",
      !rolling || rollout.refresh.checkpoints.every((share, at, all) => share > (all[at - 1] ?? 0) && share <= 100),
    ],
    [
      "checkpoints tell",
      !rolling || size.min === 0 || replaced.slice(2).every((count, at) => count > (replaced[at + 1] ?? 0)),
    ],
  ];
  return laws.filter(([, holds]) => !holds).map(([law]) => law);
}

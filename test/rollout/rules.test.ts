import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { generate, output } from "../../scripts/gen-rollout-rules.ts";
import type { EnvironmentPlan, FleetPlan, Plan, StorePlan } from "../../src/plan/model.ts";
import { findingsOf } from "../../src/rollout/check-rollouts.ts";
import { environmentFacts } from "../../src/rollout/environment-facts.ts";
import { rolloutRules } from "../../src/rollout/rules.gen.ts";
import {
  abortFixture,
  generationDigest,
  generationFixture,
  type PlanOverrides,
  planFixture,
} from "../support/plan-fixture.ts";
import { environmentOf, fleetOf, https, liveFleet, soundPlan } from "./fleets.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
const step = (name: string, weight: number, bake = 15 * MINUTE) => ({ name, weight, bake });
const worker = { route: null } as const;
const refresh = { minHealthy: 100, maxHealthy: 110, checkpoints: [20, 50, 100], pause: 10 * MINUTE };
const limits = { firstWeight: 10, jump: 75, window: DAY, instances: null };
const network = environmentOf(planFixture()).network;
const http = (sticky: number) => ({
  port: 8080,
  health: "/",
  timeout: 1000,
  sticky,
  probe: { every: 5000, healthyAfter: 2, unhealthyAfter: 2 },
});

/** Two fleets, the second one changed. */
function beside(change: Partial<FleetPlan>): PlanOverrides {
  const web = fleetOf(planFixture());
  return { environment: { fleets: { web, [change.name ?? ""]: { ...web, ...change } } } };
}

const legacy = {
  name: "monolith",
  targetGroup: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/monolith/0123456789abcdef",
  port: 80,
  sticky: null,
  share: 50,
  mayRise: false,
  kept: null,
};
const beyond = { attached: true, weight: 25, min: 0, max: 0, desired: 0 };
const orders = (version: number, compatibleFrom: number, identifier = "orders"): Record<string, StorePlan> => ({
  orders: { engine: "postgres", identifier, port: 5432, contract: { version, compatibleFrom } },
});

const table: Record<string, StorePlan> = {
  carts: { engine: "dynamodb", identifier: "carts", port: 443, contract: { version: 1, compatibleFrom: 1 } },
};
const egress = { https };
const live = liveFleet({ generation: { egress } });
const half = { attached: true, weight: 50, min: 8, max: 8, desired: 8 };

/** The predecessor at rest, with a legacy side beside it. */
const liveBeside: Partial<FleetPlan> = {
  stable: live.stable,
  generations: live.generations,
  steady: { [live.stable ?? ""]: { ...half, weight: 75 }, legacy: beyond },
};

/** A fleet with these stores, whose predecessor at rest has those. */
function stored(stores: Record<string, StorePlan>, before: Record<string, StorePlan>): PlanOverrides {
  const wanted = generationFixture({ egress, stores });
  const stable = generationFixture({ egress, stores: before, disk: 1024 ** 4 });
  const [id, old] = [generationDigest(wanted), generationDigest(stable)];
  return {
    generation: { stores },
    fleet: { stable: old, generations: { [id]: wanted, [old]: stable }, steady: { [old]: { ...half, weight: 100 } } },
  };
}

/** For each rule the smallest change of the fixture that breaks it, and one close by that does not. */
const cases: Readonly<Record<string, { readonly fails: PlanOverrides; readonly passes: PlanOverrides }>> = {
  IMMU6001: {
    fails: { rollout: { steps: [step("none", 0), step("few", 10), step("again", 10), step("all", 75)] } },
    passes: { rollout: { steps: [step("few", 5), step("again", 25), step("all", 100)] } },
  },
  IMMU6002: {
    fails: { rollout: { steps: [step("some", 10), step("half", 50)] } },
    passes: { rollout: { steps: [step("some", 10), step("half", 50), step("all", 100)] } },
  },
  IMMU6003: {
    fails: { rollout: { steps: [step("half", 50), step("all", 100)] } },
    passes: {
      rollout: { steps: [step("half", 50), step("all", 100)] },
      environment: { limits: { ...limits, firstWeight: 50 } },
    },
  },
  IMMU6004: {
    fails: { rollout: { steps: [step("some", 10), step("all", 100)] } },
    passes: { rollout: { steps: [step("some", 0.3), step("more", 75.3), step("all", 100)] } },
  },
  IMMU6005: {
    fails: { rollout: { steps: [step("tiny", 0.1), step("quarter", 0.25), step("half", 50), step("all", 100)] } },
    passes: { rollout: { steps: [step("tiny", 0.2), step("half", 50), step("all", 100)] } },
  },
  IMMU6007: {
    fails: { rollout: { steps: [step("some", 10, 5 * MINUTE), step("half", 50), step("all", 100)] } },
    passes: { rollout: { steps: [step("some", 10, 6 * MINUTE), step("half", 50), step("all", 100)] } },
  },
  IMMU6008: {
    fails: { rollout: { aborts: [abortFixture({ breaches: 4, of: 3 })] } },
    passes: { rollout: { aborts: [abortFixture({ breaches: 3, of: 3 })] } },
  },
  IMMU6009: {
    fails: { rollout: { aborts: [] } },
    passes: { rollout: { strategy: "rolling", steps: [], aborts: [] } },
  },
  IMMU6011: {
    fails: { rollout: { strategy: "rolling", steps: [], aborts: alarms(11) } },
    passes: { rollout: { strategy: "rolling", steps: [], aborts: alarms(10) } },
  },
  IMMU6012: {
    fails: { fleet: { load: { quiet: 1, peak: 100 } } },
    passes: { fleet: { load: { quiet: 20 / 3, peak: 100 } } },
  },
  IMMU6016: {
    fails: { environment: { limits: { ...limits, instances: 15 } } },
    passes: { environment: { limits: { ...limits, instances: 16 } } },
  },
  IMMU6017: {
    fails: { rollout: { strategy: "rolling", steps: [], refresh: { ...refresh, minHealthy: 50, maxHealthy: 151 } } },
    passes: { rollout: { strategy: "rolling", steps: [], refresh: { ...refresh, minHealthy: 50, maxHealthy: 150 } } },
  },
  IMMU6018: {
    fails: { rollout: { strategy: "rolling", steps: [], refresh: { ...refresh, checkpoints: [50, 20] } } },
    passes: { rollout: { strategy: "rolling", steps: [], refresh: { ...refresh, checkpoints: [100] } } },
  },
  IMMU6019: {
    fails: { rollout: { strategy: "rolling", steps: [] }, fleet: { size: { min: 2, max: 4 } } },
    passes: { rollout: { strategy: "rolling", steps: [] }, fleet: { size: { min: 3, max: 4 } } },
  },
  IMMU6022: {
    fails: { generation: { http: http(3_601_000) } },
    passes: { generation: { http: http(3_600_000) } },
  },
  IMMU6023: {
    fails: { fleet: { stable: "0".repeat(64) } },
    passes: { fleet: { stable: live.stable, generations: live.generations, steady: live.steady } },
  },
  IMMU6025: {
    fails: { generation: { instances: ["c7i.large", "c7gn.large"] } },
    passes: { generation: { instances: ["c7i.large", "g4dn.xlarge", "zz9g.large"] } },
  },
  IMMU6026: {
    fails: { image: { regions: ["us-east-1"] } },
    passes: { image: { regions: ["us-east-1", "eu-west-1"] } },
  },
  IMMU6027: {
    fails: { environment: { network: { ...network, zones: 1 } } },
    passes: { environment: { network: { ...network, zones: 2 } } },
  },
  IMMU6028: {
    fails: { environment: { network: { ...network, zones: 5 } }, fleet: { size: { min: 2, max: 4 } } },
    passes: { environment: { network: { ...network, zones: 4 } }, fleet: { size: { min: 2, max: 4 } } },
  },
  IMMU6030: {
    fails: { environment: { limits: { ...limits, window: 71 * MINUTE } } },
    passes: { environment: { limits: { ...limits, window: 72 * MINUTE } }, rollout: { keepPrevious: 30 * DAY } },
  },
  IMMU6031: {
    fails: {
      fleet: {
        stable: live.stable,
        generations: live.generations,
        steady: { [live.stable ?? ""]: half, ["b".repeat(64)]: half },
      },
    },
    passes: {
      fleet: {
        stable: live.stable,
        generations: live.generations,
        steady: { [live.stable ?? ""]: half, ["b".repeat(64)]: { ...half, weight: 0 } },
      },
    },
  },
  IMMU6032: {
    fails: {
      generation: { stores: { files: { engine: "efs", identifier: "fs-01", port: 2049, contract: null } } },
    },
    passes: { generation: { stores: orders(1, 1) } },
  },
  IMMU6033: {
    fails: stored(orders(4, 3), orders(2, 1)),
    passes: stored(orders(4, 2), orders(2, 1)),
  },
  IMMU6101: { fails: { rollout: { steps: [] } }, passes: { rollout: { strategy: "blue_green", steps: [] } } },
  IMMU6102: {
    fails: { rollout: { strategy: "blue_green" } },
    passes: { rollout: { strategy: "blue_green", steps: [] } },
  },
  IMMU6103: { fails: { rollout: { strategy: "rolling", steps: [] } }, passes: {} },
  IMMU6104: {
    fails: { fleet: worker },
    passes: { fleet: worker, rollout: { strategy: "replace", steps: [], aborts: [abortFixture({ metric: "cpu" })] } },
  },
  IMMU6105: {
    fails: { rollout: { strategy: "replace", steps: [] } },
    passes: { fleet: worker, rollout: { strategy: "replace", steps: [], aborts: [] } },
  },
  IMMU6106: {
    fails: {
      rollout: {
        aborts: [abortFixture({ metric: "latency_p99" }), abortFixture({ name: "b", metric: "unhealthy_hosts" })],
      },
    },
    passes: {
      rollout: { aborts: [abortFixture({ metric: "latency_p99", above: { unit: "milliseconds", value: 800 } })] },
    },
  },
  IMMU6107: {
    fails: { fleet: worker, rollout: { strategy: "replace", steps: [] } },
    passes: { fleet: worker, rollout: { strategy: "replace", steps: [], aborts: [abortFixture({ metric: "cpu" })] } },
  },
  IMMU6108: {
    fails: {
      fleet: { ...worker, scale: { cpu: null, requests: 100 } },
      rollout: { strategy: "replace", steps: [], aborts: [] },
    },
    passes: { fleet: { scale: { cpu: null, requests: 100 } } },
  },
  IMMU6109: {
    fails: beside({ name: "api", route: { balancer: "public", hosts: ["a.example"], paths: ["/*"], priority: 100 } }),
    passes: beside({ name: "api", route: { balancer: "public", hosts: ["a.example"], paths: ["/*"], priority: 99 } }),
  },
  IMMU6110: { fails: { fleet: { scale: null } }, passes: { fleet: { scale: null, size: { min: 4, max: 4 } } } },
  IMMU6111: {
    fails: { rollout: { aborts: [abortFixture({ every: 90_000 })] } },
    passes: { rollout: { aborts: [abortFixture({ every: 120_000 })] } },
  },
  IMMU6112: {
    fails: {
      rollout: {
        strategy: "blue_green",
        steps: [],
        bake: 7 * DAY,
        aborts: [abortFixture({ every: 30 * MINUTE, of: 49 })],
      },
    },
    passes: {
      rollout: {
        strategy: "blue_green",
        steps: [],
        bake: 7 * DAY,
        aborts: [abortFixture({ every: 60 * MINUTE, of: 49 })],
      },
    },
  },
  IMMU6113: {
    fails: { fleet: { legacy, ...liveBeside } },
    passes: { fleet: { legacy: { ...legacy, share: 25 }, ...liveBeside } },
  },
  IMMU6114: {
    fails: { fleet: { ...worker, legacy }, rollout: { strategy: "replace", steps: [], aborts: [] } },
    passes: { fleet: { legacy } },
  },
  IMMU6115: {
    fails: beside({
      name: "api",
      legacy: { ...legacy, targetGroup: "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/a/b" },
    }),
    passes: { fleet: { legacy } },
  },
  IMMU6116: {
    fails: { fleet: { legacy }, rollout: { strategy: "rolling", steps: [] } },
    passes: { fleet: { legacy } },
  },
  IMMU6117: { fails: { fleet: liveBeside }, passes: { fleet: { legacy: { ...legacy, share: 0 }, ...liveBeside } } },
  IMMU6118: {
    fails: { fleet: { legacy: { ...legacy, share: 0.1 } } },
    passes: { fleet: { legacy: { ...legacy, share: 0.2 } } },
  },
  IMMU6119: { fails: { generation: { stores: orders(1, 2) } }, passes: { generation: { stores: orders(2, 2) } } },
  IMMU6121: {
    fails: { generation: { egress: { https: { ...https, port: 80 } } } },
    passes: { generation: { egress: { https: { ...https, to: "10.0.0.0/16" } } } },
  },
  IMMU6122: {
    fails: { environment: { region: "us-east-1" } },
    passes: { environment: { region: "eu-west-1", account: "123456789012" } },
  },
  IMMU6123: {
    fails: { fleet: { size: { min: 4, max: 9 } } },
    passes: { fleet: { size: { min: 4, max: 9 }, load: { quiet: 0, peak: 100 } } },
  },
  IMMU6126: {
    fails: { generation: { disk: 7 * 1024 ** 3 } },
    passes: { generation: { disk: 7 * 1024 ** 3 + 1 } },
  },
  IMMU6127: {
    fails: { generation: { stores: table, allow: { queue: { actions: ["sqs:SendMessage"], resources: ["*"] } } } },
    passes: { generation: { stores: table, allow: { table: { actions: ["dynamodb:GetItem"], resources: ["*"] } } } },
  },
  IMMU6125: {
    fails: {
      rollout: {
        strategy: "rolling",
        steps: [],
        refresh: { ...refresh, minHealthy: 99.5, maxHealthy: 110.2, checkpoints: [12.5, 13, 99.5, 100] },
      },
    },
    passes: {
      rollout: { strategy: "rolling", steps: [], refresh: { ...refresh, minHealthy: 99, checkpoints: [1, 100] } },
    },
  },
  IMMU6124: {
    fails: { environment: { network: { ...network, public: {} } } },
    passes: { environment: { network } },
  },
  IMMU6120: {
    fails: stored(orders(2, 1), orders(2, 1, "orders-before")),
    passes: stored(orders(2, 1), orders(1, 1)),
  },
};

describe.each(rolloutRules.map(({ definition }) => definition.code))("%s", (code) => {
  test("finds what breaks it, and nothing close by", async () => {
    const found = findings(soundPlan(cases[code]?.fails)).filter((finding) => finding.code === code);
    const text = found.map(({ level, place, message, help, details }) => {
      const related = (details.related ?? []).map((item) => `  ${item.message}: ${item.place}\n`);
      const fix = details.fix ? `  fix: ${details.fix.title}: ${details.fix.place} = ${details.fix.text}\n` : "";
      return `${level} at ${place}\n  ${message}\n  help: ${help ?? "-"}\n${related.join("")}${fix}`;
    });
    expect(found).not.toEqual([]);
    await expect(text.join("\n")).toMatchFileSnapshot(`../golden/rollout/rules/${code}.txt`);
    expect(findings(soundPlan(cases[code]?.passes)).filter((finding) => finding.code === code)).toEqual([]);
  });
});

test.each([
  { ours: [2, 1], theirs: [1, 1], fits: true, why: "a newer version that still works beside the live one" },
  { ours: [3, 2], theirs: [1, 1], fits: false, why: "a newer version that does not" },
  { ours: [1, 1], theirs: [2, 1], fits: true, why: "an older version that the live one works beside" },
  { ours: [1, 1], theirs: [3, 2], fits: false, why: "an older version that it does not" },
  { ours: [2, 2], theirs: [2, 1], fits: true, why: "the same version" },
])("contracts: $why", ({ ours: [version = 0, from = 0], theirs: [before = 0, beforeFrom = 0], fits }) => {
  const found = findings(soundPlan(stored(orders(version, from), orders(before, beforeFrom))));
  expect(found.map(({ code }) => code)).toEqual(fits ? [] : ["IMMU6033"]);
});

test("a stable generation without a contract is no partner for a canary, and no matter to a replacement", () => {
  const unnamed: Record<string, StorePlan> = {
    orders: { engine: "postgres", identifier: "orders", port: 5432, contract: null },
  };
  const found = (rollout: PlanOverrides["rollout"]) =>
    findings(soundPlan({ ...stored(orders(1, 1), unnamed), ...(rollout ? { rollout } : {}) })).map(({ code }) => code);
  expect(found(undefined)).toEqual(["IMMU6033"]);
  expect(found({ strategy: "rolling", steps: [] })).toEqual(["IMMU6103"]);
});

test("a network is found by tags, its public subnets where something needs them", () => {
  const found = (overrides: PlanOverrides) =>
    findings(soundPlan(overrides))
      .filter(({ code }) => code === "IMMU6124")
      .map(({ place }) => place);
  const balancer = environmentOf(planFixture()).balancers.public;
  if (!balancer) throw new Error("the fixture has a balancer");
  const none = { ...network, vpc: {}, private: {}, public: {} };
  const places = ["vpc", "private", "public"].map((field) => `environments/prod/network/${field}`);
  expect(found({ environment: { network: none } })).toEqual(places);
  const internal = { public: { ...balancer, scheme: "internal" as const } };
  expect(found({ environment: { network: none, balancers: internal } })).toEqual(places.slice(0, 2));
  expect(found({ environment: { network: { ...network, public: {} }, balancers: internal } })).toEqual([]);
});

test("a fleet that stands on two generations leaves room for neither beside another's rollout", () => {
  const moving = liveFleet({ generation: { egress }, fleet: { size: { min: 8, max: 8 } } });
  const full = { attached: true, weight: 0, min: 8, max: 8, desired: 8 };
  const found = (steady: FleetPlan["steady"], instances: number) => {
    const api = { ...moving, name: "api", route: null, steady };
    const web = { ...fleetOf(soundPlan()), size: { min: 8, max: 8 } };
    const environment = { fleets: { api, web }, limits: { ...limits, instances } };
    return findings(soundPlan({ environment }))
      .filter(({ code }) => code === "IMMU6016")
      .map(({ place, message }) => `${place}: ${message}`);
  };
  const both = { [moving.stable ?? ""]: full, [moving.wanted]: { ...full, weight: 100 } };
  expect(found(both, 31).join()).toContain(
    "fleets/web/size: a rollout of fleet `web` may need 16 instances at once, beside 16 of other fleets",
  );
  expect(found(both, 32)).toEqual([]);
  // At rest it takes its largest size, whatever its next release will take: releases follow one another.
  expect(found(moving.steady, 24)).toEqual([]);
});

test("the steps that are judged are those which a legacy side leaves room for", () => {
  const load = { quiet: 10, peak: 100 };
  const found = (share: number, quiet = 10) =>
    findings(soundPlan({ fleet: { legacy: { ...legacy, share }, load: { ...load, quiet } } }))
      .filter(({ code }) => code === "IMMU6012")
      .map(({ place, message }) => `${place}: ${message}`);
  expect(found(99)).toEqual([
    "environments/prod/fleets/web/replaces/share: step `one` brings about 6 requests in 1m at 1%, which is all that legacy `monolith` leaves, below the floor of 20 that abort rule `errors` needs: its verdict would always be open",
  ]);
  expect(found(96)).toEqual([]);
  expect(found(75)).toEqual([]);
  // The steps beyond what the legacy side leaves are never taken.
  expect(found(80, 2)).toEqual([
    expect.stringContaining("step/one/weight: step `one` brings about 6 requests in 1m at 5%,"),
  ]);
});

test("what reaches every zone by its size is told to let its peak reach them", () => {
  const help = (max: number, peak: number | null): readonly (string | null)[] => {
    const fleet = { size: { min: 1, max }, load: peak === null ? null : { quiet: 1, peak } };
    const found = findings(soundPlan({ environment: { network: { ...network, zones: 3 } }, fleet }));
    return found.filter(({ code }) => code === "IMMU6028").map((finding) => finding.help);
  };
  expect(help(2, null)).toEqual(["let `size` reach 3"]);
  expect(help(2, 50)).toEqual(["let `size` reach 3"]);
  expect(help(20, 5)).toEqual(["raise `load.peak`, or let `size` begin at 3"]);
  expect(help(20, 15)).toEqual([]);
});

test("a fleet of at most one instance is not told to begin with fewer", () => {
  const codes = (max: number): readonly string[] =>
    findings(soundPlan({ fleet: { size: { min: 0, max } } })).map(({ code }) => code);
  expect(codes(1)).not.toContain("IMMU6123");
  expect(codes(2)).toContain("IMMU6123");
});

test("a first step is not sent above what the environment allows it", () => {
  const helps = (firstWeight: number) =>
    findings(
      soundPlan({
        environment: { limits: { ...limits, firstWeight } },
        fleet: { load: { quiet: 2, peak: 100 } },
        rollout: { steps: [step("few", 10), step("some", 75), step("all", 100)] },
      }),
    ).map(({ code, help }) => `${code}: ${help}`);
  expect(helps(10)).toEqual([
    "IMMU6012: with 2 requests a second, it would take 17%, above the 10% that a first step may give here: lengthen `every`, or lower `floor`",
  ]);
  expect(helps(20)).toEqual([
    "IMMU6012: with 2 requests a second, give the step at least 17%, lengthen `every`, or lower `floor`",
  ]);
});

test("what follows from a step in the wrong place is no finding of its own", () => {
  const steps = [step("some", 10), step("half", 5), step("all", 100)];
  expect(findings(soundPlan({ rollout: { steps } })).map(({ code }) => code)).toEqual(["IMMU6001"]);
});

test("the fixture's plan is sound", () => {
  expect(findings(soundPlan())).toEqual([]);
});

test("codes and titles are unique, and samples differ", () => {
  const definitions = rolloutRules.map(({ definition }) => definition);
  expect(new Set(definitions.map(({ code }) => code)).size).toBe(definitions.length);
  expect(new Set(definitions.map(({ title }) => title)).size).toBe(definitions.length);
  for (const { samples } of definitions) {
    if (samples.live === undefined) expect(samples.failing).not.toEqual(samples.passing);
  }
});

test("the list of rules is fresh", () => {
  const root = resolve(import.meta.dirname, "../..");
  expect(readFileSync(resolve(root, output), "utf8")).toBe(generate(root));
});

function findings(plan: Plan) {
  return Object.values(plan.environments).flatMap((environment: EnvironmentPlan) =>
    Object.values(environment.fleets).flatMap((fleet) =>
      findingsOf(plan, environment, environmentFacts(environment), fleet),
    ),
  );
}

function alarms(count: number) {
  return Array.from({ length: count }, (_, index) => abortFixture({ name: `alarm${index}` }));
}

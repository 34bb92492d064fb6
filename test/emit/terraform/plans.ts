import type { FleetPlan, GenerationDefinition, Plan } from "../../../src/plan/model.ts";
import type { Origins } from "../../../src/plan/origins.ts";
import {
  abortFixture,
  environmentFixture,
  fleetFixture,
  generationDigest,
  generationFixture,
  planFixture,
  rolloutFixture,
} from "../../support/plan-fixture.ts";

/** Two generations of the fleet `web`, the first live, the second wanted. */
export const first = generationFixture({ config: { LOG_LEVEL: "info" }, secrets: { TOKEN: "ssm:/shop/token" } });
export const second = generationFixture({ ...first, config: { LOG_LEVEL: "debug" } });
export const firstDigest = generationDigest(first);
export const secondDigest = generationDigest(second);

/** A fleet with everything that a balanced one can have. */
export function webFleet(overrides: Partial<FleetPlan> = {}): FleetPlan {
  return fleetFixture(second, {
    stable: firstDigest,
    generations: { [firstDigest]: first, [secondDigest]: second },
    steady: { [firstDigest]: { attached: true, weight: 100, min: 2, max: 4, desired: 2 } },
    scale: null,
    egress: [{ name: "https", to: "0.0.0.0/0", port: 443, protocol: "tcp" }],
    allow: [{ name: "uploads", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::uploads/*"] }],
    tags: { team: "shop" },
    rollout: rolloutFixture({
      aborts: [
        abortFixture(),
        abortFixture({ name: "slow", metric: "latency_p99", above: { unit: "milliseconds", value: 800 } }),
        abortFixture({
          name: "sick",
          metric: "unhealthy_hosts",
          above: { unit: "count", value: 0 },
          missing: "breach",
        }),
        abortFixture({ name: "busy", metric: "cpu", above: { unit: "percent", value: 90 } }),
      ],
    }),
    ...overrides,
  });
}

/** A fleet without a balancer. */
export function workerFleet(overrides: Partial<FleetPlan> = {}): FleetPlan {
  const generation = fleetGeneration("jobs", { http: null, logFiles: ["/var/log/jobs/*.log"] });
  const digest = generationDigest(generation);
  return fleetFixture(generation, {
    name: "jobs",
    stable: digest,
    steady: { [digest]: { attached: false, weight: 0, min: 1, max: 3, desired: 1 } },
    route: null,
    rollout: rolloutFixture({
      name: "handover",
      strategy: "replace",
      steps: [],
      aborts: [abortFixture({ name: "busy", metric: "cpu", above: { unit: "percent", value: 95 } })],
    }),
    ...overrides,
  });
}

/** A fleet whose instances are replaced in place. */
export function rollingFleet(overrides: Partial<FleetPlan> = {}): FleetPlan {
  const before = fleetGeneration("api", {});
  const after = fleetGeneration("api", { config: { LOG_LEVEL: "debug" } });
  const digest = generationDigest(before);
  return fleetFixture(after, {
    name: "api",
    stable: digest,
    generations: { [digest]: before, [generationDigest(after)]: after },
    steady: { [digest]: { attached: true, weight: 100, min: 1, max: 3, desired: 1 } },
    scale: { metric: "requests", target: 1000 },
    route: { balancer: "public", hosts: ["api.example"], paths: ["/*"], priority: 50 },
    rollout: rolloutFixture({ name: "gradual", strategy: "rolling", steps: [] }),
    ...overrides,
  });
}

/** One environment with a fleet of each kind. */
export function fullPlan(fleets: readonly FleetPlan[] = [webFleet(), workerFleet(), rollingFleet()]): Plan {
  return {
    ...planFixture(),
    environments: {
      prod: environmentFixture({ fleets: Object.fromEntries(fleets.map((fleet) => [fleet.name, fleet])) }),
    },
  };
}

/** One span for everything. */
export const origins: Origins = new Map(
  ["environments", "images", "project"].map((path) => [path, { uri: "main.immu", start: 0, end: 1 }]),
);

function fleetGeneration(fleet: string, overrides: Partial<GenerationDefinition>): GenerationDefinition {
  return generationFixture({ fleet, ...overrides });
}

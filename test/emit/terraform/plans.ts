import { emitTerraform } from "../../../src/emit/terraform/emit-terraform.ts";
import type { EnvironmentPlan, FleetPlan, GenerationDefinition, Plan } from "../../../src/plan/model.ts";
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
export const first = generationFixture({
  config: { LOG_LEVEL: "info" },
  secrets: { TOKEN: "ssm:/shop/token" },
  egress: { https: { to: "0.0.0.0/0", port: 443, protocol: "tcp" } },
  allow: { uploads: { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::uploads/*"] } },
});
export const second = generationFixture({ ...first, config: { LOG_LEVEL: "debug" } });
export const firstDigest = generationDigest(first);
const secondDigest = generationDigest(second);

/** A fleet with everything that a balanced one can have. */
export function webFleet(overrides: Partial<FleetPlan> = {}): FleetPlan {
  return fleetFixture(second, {
    stable: firstDigest,
    generations: { [firstDigest]: first, [secondDigest]: second },
    steady: { [firstDigest]: { attached: true, weight: 100, min: 2, max: 4, desired: 4 } },
    size: { min: 2, max: 4 },
    scale: null,
    tags: { team: "shop" },
    rollout: rolloutFixture({
      steps: [10, 50, 100].map((weight) => ({ name: `to_${weight}`, weight, bake: 600_000 })),
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
  const before = fleetGeneration("jobs", { http: null, logFiles: ["/var/log/jobs/*.log"] });
  const after = fleetGeneration("jobs", { http: null });
  const digest = generationDigest(before);
  return fleetFixture(after, {
    name: "jobs",
    stable: digest,
    generations: { [digest]: before, [generationDigest(after)]: after },
    steady: { [digest]: { attached: false, weight: 100, min: 1, max: 3, desired: 1 } },
    size: { min: 1, max: 3 },
    scale: { cpu: 55, requests: null, backlog: { queue: "jobs.fifo", messages: 100 } },
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
    size: { min: 1, max: 3 },
    scale: { cpu: 60, requests: 1000 },
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

/** The text of the stack of `prod`. */
export function stackText(plan: Plan): string {
  const artifacts = emitTerraform(plan);
  return new TextDecoder().decode(artifacts.find(({ path }) => path.endsWith("-prod/cdk.tf.json"))?.bytes);
}

/** The text of an artifact. */
export function textOfArtifact(plan: Plan, path: string): string {
  const artifact = emitTerraform(plan).find((each) => each.path === path);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(artifact?.bytes);
}

/** Text that something between the source and an instance might take for its own. */
export const hostileTexts: readonly string[] = [
  '${file("/etc/passwd")}',
  "%{ if true }x%{ endif }",
  "$${kept} %%{kept}",
  "${TfToken[TOKEN.0]} TfToken[",
  "a\r\n'b'\t\"c\" `id` $(id) $HOME \\",
  "\ufeff\u2028\u0085 \u{1f600}",
  "${{ secrets.TOKEN }} {{ user `x` }}",
  "$",
  "",
];

/** The plan of one fleet with `texts` wherever a plan holds a user's text. */
export function planWithTexts(texts: readonly string[]): Plan {
  const named = Object.fromEntries(texts.map((text, index) => [`TEXT_${index}`, text]));
  const tags = Object.fromEntries(texts.map((text, index) => [`t${index}${text}`, text]));
  const generation = generationFixture({
    config: named,
    logFiles: texts.map((text) => `/var/log/${text}`),
    allow: { all: { actions: ["s3:GetObject"], resources: texts } },
  });
  const digest = "ab".repeat(32);
  const fleet = webFleet({
    wanted: digest,
    stable: null,
    generations: { [digest]: generation },
    steady: {},
    tags,
    route: { balancer: "public", hosts: [], paths: texts.slice(0, 5), priority: 1 },
  });
  const plan = fullPlan([fleet]);
  const { prod } = plan.environments;
  if (prod === undefined) throw new Error("the fixture has prod");
  const network = { ...prod.network, vpc: tags, private: tags };
  return { ...plan, project: { ...plan.project, tags }, environments: { prod: { ...prod, network, tags } } };
}

export function hostilePlan(): Plan {
  return planWithTexts(hostileTexts);
}

/** The plan with something of every environment changed. */
export function withEnvironment(plan: Plan, overrides: Partial<EnvironmentPlan>): Plan {
  const environments = Object.entries(plan.environments).map(([name, environment]) => [
    name,
    { ...environment, ...overrides },
  ]);
  return { ...plan, environments: Object.fromEntries(environments) };
}

import { digestJson } from "../../src/base/digest.ts";
import type { Json } from "../../src/base/json.ts";
import type {
  AbortPlan,
  EnvironmentPlan,
  FleetPlan,
  GenerationDefinition,
  ImagePlan,
  Plan,
  RolloutPlan,
} from "../../src/plan/model.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What differs from the default in each part of `planFixture`. */
export interface PlanOverrides {
  readonly image?: Partial<ImagePlan>;
  readonly environment?: Partial<EnvironmentPlan>;
  readonly fleet?: Partial<FleetPlan>;
  readonly rollout?: Partial<RolloutPlan>;
  readonly generation?: Partial<GenerationDefinition>;
}

/** A valid Plan: project `shop`, image `web`, environment `prod`, balancer `public`, one canary fleet `web`. */
export function planFixture(overrides: PlanOverrides = {}): Plan {
  const image = imageFixture(overrides.image);
  const generation = generationFixture({ image: imageOf(image), ...overrides.generation });
  const rollout = rolloutFixture(overrides.rollout);
  const fleet = fleetFixture(generation, { rollout, ...overrides.fleet });
  const environment = environmentFixture({ fleets: { [fleet.name]: fleet }, ...overrides.environment });
  return {
    project: { name: "shop", tags: {}, awsProvider: ">= 5.100.0, < 7.0.0" },
    images: { [image.name]: image },
    environments: { [environment.name]: environment },
  };
}

/** A fleet that has yet to be released, with one generation. */
export function fleetFixture(generation: GenerationDefinition, overrides: Partial<FleetPlan> = {}): FleetPlan {
  const wanted = generationDigest(generation);
  return {
    name: "web",
    wanted,
    stable: null,
    generations: { [wanted]: generation },
    steady: {},
    size: { min: 4, max: 8 },
    scale: { cpu: 55, requests: null },
    load: null,
    route: { balancer: "public", hosts: [], paths: ["/*"], priority: 100 },
    logs: { keep: 30 * DAY },
    tags: {},
    rollout: rolloutFixture(),
    ...overrides,
  };
}

/** The digest that a fleet names a generation by. */
export function generationDigest(generation: GenerationDefinition): string {
  return digestJson(generation as unknown as Json);
}

export function generationFixture(overrides: Partial<GenerationDefinition> = {}): GenerationDefinition {
  return {
    format: 1,
    fleet: "web",
    environment: "prod",
    image: imageOf(imageFixture()),
    instances: ["c7i.large", "c6i.large"],
    disk: 8 * 1024 ** 3,
    encryptionKey: null,
    http: {
      port: 8080,
      health: "/healthz",
      timeout: 30 * SECOND,
      sticky: null,
      probe: { every: 10 * SECOND, healthyAfter: 2, unhealthyAfter: 3 },
    },
    config: {},
    secrets: {},
    logFiles: [],
    boot: 3 * MINUTE,
    ...overrides,
  };
}

export function rolloutFixture(overrides: Partial<RolloutPlan> = {}): RolloutPlan {
  return {
    name: "gentle",
    strategy: "canary",
    steps: [
      { name: "one", weight: 5, bake: 10 * MINUTE },
      { name: "some", weight: 25, bake: 20 * MINUTE },
      { name: "all", weight: 100, bake: 30 * MINUTE },
    ],
    aborts: [abortFixture()],
    bake: 30 * MINUTE,
    refresh: { minHealthy: 100, maxHealthy: 110, checkpoints: [20, 50, 100], pause: 10 * MINUTE },
    warmup: MINUTE,
    keepPrevious: HOUR,
    ...overrides,
  };
}

export function abortFixture(overrides: Partial<AbortPlan> = {}): AbortPlan {
  return {
    name: "errors",
    metric: "http_5xx_rate",
    above: { unit: "percent", value: 1 },
    breaches: 2,
    of: 3,
    every: MINUTE,
    floor: 20,
    missing: "ignore",
    ...overrides,
  };
}

export function imageFixture(overrides: Partial<ImagePlan> = {}): ImagePlan {
  return {
    name: "web",
    fingerprint: "f1".repeat(32),
    definition: {
      format: 1,
      arch: "x86_64",
      base: {
        owner: "amazon",
        name: "al2023-ami-2023.*-x86_64",
        user: "ec2-user",
        installer: "dnf",
        rootDevice: "/dev/xvda",
        pins: { "eu-west-1": { id: "ami-0123456789abcdef0", name: "al2023-ami-2023.6.20250101.0-kernel-6.1-x86_64" } },
      },
      packages: ["nginx"],
      steps: [],
      services: ["nginx"],
      checks: [{ name: "nginx", command: "nginx -t", within: 0 }],
      disk: 8 * 1024 ** 3,
      encryptionKey: null,
    },
    regions: ["eu-west-1"],
    bake: { instance: "t3.small", timeout: HOUR },
    tags: {},
    retain: 5,
    ...overrides,
  };
}

export function environmentFixture(overrides: Partial<EnvironmentPlan> = {}): EnvironmentPlan {
  return {
    name: "prod",
    region: "eu-west-1",
    after: null,
    account: null,
    state: null,
    limits: { firstWeight: 10, jump: 75, window: DAY, instances: null },
    network: {
      name: "main",
      vpc: { Name: "main" },
      private: { Tier: "private" },
      public: { Tier: "public" },
      zones: 2,
    },
    balancers: {
      public: {
        name: "public",
        scheme: "internet-facing",
        certificate: "arn:aws:acm:eu-west-1:123456789012:certificate/00000000-0000-0000-0000-000000000000",
        clients: [],
        tlsPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
        idle: MINUTE,
        keepLogs: 90 * DAY,
        protect: true,
      },
    },
    fleets: {},
    tags: {},
    ...overrides,
  };
}

function imageOf(image: ImagePlan): GenerationDefinition["image"] {
  const { name, fingerprint, definition } = image;
  return { name, fingerprint, arch: definition.arch, rootDevice: definition.base.rootDevice };
}

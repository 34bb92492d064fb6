import type { Json, JsonObject } from "../base/json.ts";

/** What a sample changes in the smallest project that has a rollout; each part is the text of a body. */
interface SampleParts {
  readonly rollout?: string;
  readonly fleet?: string;
  /** Whether traffic comes through a balancer; a worker otherwise. */
  readonly balanced?: boolean;
  /** More of its `http`. */
  readonly http?: string;
  readonly size?: string;
  /** Empty for none. */
  readonly scale?: string;
  /** Empty for none. */
  readonly egress?: string;
  readonly instances?: string;
  readonly image?: string;
  readonly network?: string;
  readonly environment?: string;
  /** Whole declarations beside the others. */
  readonly more?: string;
}

const rolloutBody = `strategy = "canary"
  step some { weight = 10%  bake = 15m }
  step half { weight = 50%  bake = 15m }
  step all { weight = 100%  bake = 15m }
  abort errors { metric = "http_5xx_rate"  above = 1% }`;

/** A tiny project with one image, one fleet and one environment, ready to compile. */
export function sampleProject(parts: SampleParts = {}): string {
  const { balanced = true, scale = "cpu = 55%", egress = 'https { to = "0.0.0.0/0"  port = 443 }' } = parts;
  const fleet = [
    "image = image.web",
    `instances = [${parts.instances ?? '"c7i.large"'}]`,
    `size = ${parts.size ?? "4..8"}`,
    ...(scale === "" ? [] : [`scale { ${scale} }`]),
    "rollout = rollout.gentle",
    ...(balanced
      ? [
          `http { port = 8080  health = "/healthz"${parts.http === undefined ? "" : `  ${parts.http}`} }`,
          "balancer = balancer.public",
        ]
      : []),
    ...(parts.fleet === undefined ? [] : [parts.fleet]),
    ...(egress === "" ? [] : [`egress ${egress}`]),
  ];
  const balancer = `balancer public {
  scheme = "internet-facing"
  certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/1f0c2d3e-4a5b-6c7d-8e9f-0a1b2c3d4e5f"
}

`;
  return `import { amazon_linux_2023 } from "std/images"

project shop {}

image web extends amazon_linux_2023 {${braced(parts.image)}}

network main {
  vpc = { Name: "main" }
  private = { Tier: "private" }${parts.network?.includes("public =") ? "" : '\n  public = { Tier: "public" }'}${appended(parts.network)}
}

${balanced ? balancer : ""}rollout gentle {
  ${parts.rollout ?? rolloutBody}
}

fleet web {
  ${fleet.join("\n  ")}
}

environment prod {
  region = "eu-west-1"
  network = network.main${appended(parts.environment)}
}
${parts.more === undefined ? "" : `\n${parts.more}\n`}`;
}

/** A canary with these steps and one alarm. */
export function canarySample(steps: string, environment?: string): string {
  const rollout = `strategy = "canary"
  ${steps}
  abort errors { metric = "http_5xx_rate"  above = 1% }`;
  return sampleProject({ rollout, ...(environment === undefined ? {} : { environment }) });
}

/** The usual canary with these abort rules. */
export function abortSample(aborts: string, parts: SampleParts = {}): string {
  const rollout = `strategy = "canary"
  step some { weight = 10%  bake = 30m }
  step half { weight = 50%  bake = 30m }
  step all { weight = 100%  bake = 30m }
  ${aborts}`;
  return sampleProject({ rollout, ...parts });
}

/** A rolling rollout whose instances are replaced like this. */
export function refreshSample(refresh: string, size = "10..20"): string {
  const rollout = `strategy = "rolling"
  abort errors { metric = "http_5xx_rate"  above = 1% }
  refresh { ${refresh} }`;
  return sampleProject({ rollout, size });
}

/** A declaration to replace: a target group in the sample's region. */
export function legacyIn(region: string): string {
  return `legacy monolith {
  target_group = "arn:aws:elasticloadbalancing:${region}:123456789012:targetgroup/monolith/0123456789abcdef"
}`;
}

export const legacyDeclaration = legacyIn("eu-west-1");

/** The usual canary over a legacy side; `fields` are those of `replaces` beside it. */
export function legacySample(fields: string, declaration = legacyDeclaration): string {
  return sampleProject({ fleet: `replaces { legacy = legacy.monolith  ${fields} }`, more: declaration });
}

/** The usual canary with a store; `contract` is the rest of its body. */
export function storeSample(contract: string): string {
  const body = ['engine = "postgres"', 'identifier = "orders"', ...(contract === "" ? [] : [contract])];
  return sampleProject({ fleet: "needs = [store.orders]", more: `store orders {\n  ${body.join("\n  ")}\n}` });
}

/** The definition of a generation of the sample's fleet, as it ran before. */
export const sampleDefinition: JsonObject = {
  format: 1,
  fleet: "web",
  environment: "prod",
  image: { name: "web", fingerprint: "1".repeat(64), arch: "x86_64", rootDevice: "/dev/xvda" },
  instances: ["c7i.large"],
  disk: 8589934592,
  encryptionKey: null,
  http: {
    port: 8080,
    health: "/healthz",
    timeout: 30000,
    sticky: null,
    probe: { every: 10000, healthyAfter: 2, unhealthyAfter: 3 },
  },
  config: {},
  secrets: {},
  logFiles: [],
  boot: 180000,
};

/** The generation that is live in samples, with all the traffic, and a legacy side beside it. */
export const servingState = {
  id: "a".repeat(64),
  state: { attached: true, weight: 100, min: 8, max: 8, desired: 8 },
  legacy: (weight: number) => ({ attached: true, weight, min: 0, max: 0, desired: 0 }),
} as const;

/** A live state of the sample's fleet whose stable generation is `servingState`'s. */
export function liveSample(state: JsonObject, changes: JsonObject = {}): Json {
  const generations = { [servingState.id]: { ...sampleDefinition, ...changes } };
  return { prod: { web: { stable: servingState.id, state, generations } } };
}

function braced(body: string | undefined): string {
  return body === undefined ? "" : `\n  ${body}\n`;
}

function appended(line: string | undefined): string {
  return line === undefined ? "" : `\n  ${line}`;
}

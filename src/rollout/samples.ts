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
  const { balanced = true, scale = "cpu = 55%" } = parts;
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
  private = { Tier: "private" }
  public = { Tier: "public" }${appended(parts.network)}
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
export function refreshSample(refresh: string, size = "10..20", environment?: string): string {
  const rollout = `strategy = "rolling"
  abort errors { metric = "http_5xx_rate"  above = 1% }
  refresh { ${refresh} }`;
  return sampleProject({ rollout, size, ...(environment === undefined ? {} : { environment }) });
}

function braced(body: string | undefined): string {
  return body === undefined ? "" : `\n  ${body}\n`;
}

function appended(line: string | undefined): string {
  return line === undefined ? "" : `\n  ${line}`;
}

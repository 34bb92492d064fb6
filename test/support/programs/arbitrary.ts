import fc from "fast-check";
import type { Lock } from "../../../src/plan/lock.ts";
import * as parts from "./arbitrary-parts.ts";
import { anyRollout, type RolloutDraft, suits } from "./arbitrary-rollout.ts";
import { ownBase, standardBases, standardRollouts } from "./bases.ts";
import {
  type Body,
  bytes,
  choice,
  type Declaration,
  emptyBody,
  type File,
  GIB,
  given,
  type Labelled,
  type Override,
  type Project,
  type Reference,
  reference,
  text,
  textMap,
  texts,
  type Value,
} from "./model.ts";

const imageNames = ["web", "größe", "api-2"];
const fleetNames = ["web", "jobs", "front-end", "api_2"];
const balancerNames = ["public", "edge"];
const networkNames = ["main", "web"];
const environmentNames = ["staging", "prod", "far"];
const rolloutNames = ["gentle", "web", "on"];
const labels = ["first", "second", "app", "x-1", "on", "kind"];
const regions = ["eu-west-1", "us-east-1", "ap-northeast-1"];
const copyPaths = ["files/a.bin", "files/sub/b c.txt", "files/größe", "top.txt"];
const scriptPaths = ["scripts/run.sh", "scripts/setup"];
/** What a copy may name: each file, and the folder that holds most of them. */
const copySources = [...copyPaths, "files"];

const step = fc.oneof(
  fc.record({
    block: fc.constant("copy" as const),
    from: fc.constantFrom(...copySources),
    fields: fc
      .tuple(
        fc.stringMatching(/^\/srv\/[A-Za-z0-9][A-Za-z0-9 ._'-]{0,7}$/),
        parts.someOf({
          owner: fc.constantFrom("root", "www-data:www-data", "app").map(text),
          mode: fc.constantFrom("0644", "0755", "0400").map(text),
        }),
      )
      .map(([to, more]) => ({ ...more, to: text(to) })),
  }),
  fc.record({
    block: fc.constant("run" as const),
    from: fc.constantFrom(null, ...scriptPaths),
    fields: fc
      .tuple(parts.someTexts(parts.anyCommand, 1, 2), parts.someOf({ env: parts.anySettings.map(textMap) }))
      .map(([commands, more]): Record<string, Value> => ({ ...more, commands })),
  }),
);

const check = fc
  .tuple(parts.anyCommand, parts.someOf({ within: parts.seconds(0, 600) }))
  .map(([command, more]) => ({ ...more, command: text(command) }));

const image = fc.record({
  arm: fc.boolean(),
  base: fc.nat(standardBases.length),
  regions: fc.nat(4),
  steps: fc.array(step, { maxLength: 4 }),
  checks: fc.array(check, { maxLength: 2 }),
  fields: parts.someOf({
    packages: parts.someTexts(fc.constantFrom("nginx", "nodejs20", "nginx=1.24.0-2", "g++"), 0, 3),
    services: parts.someTexts(fc.constantFrom("nginx", "app@1.service", "cron.timer"), 0, 2),
    disk: fc.integer({ min: 8, max: 64 }).map((size) => bytes(size * GIB)),
    encryption_key: fc.constant(text("arn:aws:kms:eu-west-1:123456789012:key/mrk-0a1b")),
    tags: parts.anyTags.map(textMap),
    retain: parts.whole(1, 50),
  }),
  bake: parts.someOf({ timeout: parts.minutes(5, 720) }),
});

const balancer = fc.record({
  scheme: parts.oneOfChoices("internet-facing", "internal"),
  fields: parts.someOf({
    clients: parts.someTexts(fc.constantFrom("10.0.0.0/8", "0.0.0.0/0", "2001:db8::/32"), 0, 2),
    tls_policy: fc.constant(
      choice("ELBSecurityPolicy-TLS13-1-3-2021-06", [
        "ELBSecurityPolicy-TLS13-1-2-2021-06",
        "ELBSecurityPolicy-TLS13-1-3-2021-06",
        "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
      ]),
    ),
    idle: parts.seconds(1, 4000),
    keep_logs: parts.days(1, 3650),
    protect: parts.flags,
  }),
});

const tagsOrDefault = fc.dictionary(fc.stringMatching(/^[A-Z][a-z]{0,6}$/), fc.stringMatching(/^[a-z0-9-]{1,8}$/), {
  minKeys: 1,
  maxKeys: 2,
  noNullPrototype: true,
});

const network = fc.record({
  vpc: tagsOrDefault,
  private: tagsOrDefault,
  public: tagsOrDefault,
  zones: fc.option(parts.whole(2, 3), { nil: null }),
});

const size = fc
  .tuple(fc.integer({ min: 3, max: 9 }), fc.nat(20))
  .map(([from, more]): Value => ({ kind: "range", from, to: from + more }));
const scale = fc.record({
  by: fc.constantFrom("cpu", "requests", "both", "backlog"),
  cpu: parts.shares(1, 100),
  count: parts.whole(1, 10_000),
});
const load = fc
  .tuple(fc.constantFrom(0, 500_000, 1_234_567), parts.someOf({ peak: parts.shares(1, 100) }))
  .map(([quiet, more]): Record<string, Value> => ({ ...more, quiet: { kind: "decimal", amount: quiet } }));
const egress = fc
  .tuple(
    fc.constantFrom("0.0.0.0/0", "10.0.0.0/8", "192.168.1.1/32"),
    parts.whole(0, 65_535),
    parts.someOf({ protocol: parts.oneOfChoices("tcp", "udp") }),
  )
  .map(([to, port, more]) => ({ ...more, to: text(to), port }));
const allow = fc.record({
  actions: parts.someTexts(fc.constantFrom("s3:GetObject", "sqs:*", "sqs:SendMessage"), 1, 3),
  resources: parts.someTexts(fc.constantFrom("arn:aws:s3:::b/*", "arn:aws:sqs:eu-west-1:123456789012:q"), 1, 2),
});

const fleet = fc.record({
  image: fc.nat(9),
  balancer: fc.option(fc.nat(9), { nil: null }),
  rollout: fc.nat(9),
  instances: fc.integer({ min: 1, max: 3 }),
  size,
  http: fc.option(
    parts.someOf({
      timeout: parts.seconds(1, 600),
      sticky: parts.seconds(1, 3600),
      paths: fc.constantFrom(["/*"], ["/api/*"], ["/a", "/b*"]).map(texts),
    }),
    { nil: null },
  ),
  probe: parts.someOf({
    every: parts.seconds(5, 60),
    healthy_after: parts.whole(2, 5),
    unhealthy_after: parts.whole(2, 5),
  }),
  priority: fc.boolean(),
  port: parts.whole(1, 65_535),
  scale: fc.option(scale, { nil: null }),
  load: fc.option(load, { nil: null }),
  egress: fc.array(egress, { maxLength: 2 }),
  allow: fc.array(allow, { maxLength: 2 }),
  config: fc.option(parts.anySettings, { nil: null }),
  secrets: fc.option(
    fc.dictionary(fc.stringMatching(/^S[A-Z0-9_]{1,5}$/), parts.anyAddress, { maxKeys: 2, noNullPrototype: true }),
    { nil: null },
  ),
  logs: parts.someOf({
    keep: parts.days(1, 3650),
    files: parts.someTexts(fc.constantFrom("/var/log/app.log", "/var/log/a b/*.log"), 0, 2),
  }),
  fields: parts.someOf({
    boot: parts.seconds(10, 600),
    disk: fc.integer({ min: 64, max: 100 }).map((count) => bytes(count * GIB)),
    tags: parts.anyTags.map(textMap),
  }),
});

const fleetOverride = fc.record(
  {
    size,
    rollout: fc.nat(9),
    config: parts.anySettings,
    hosts: fc.boolean(),
    keep: parts.days(1, 3650),
    scale: scale,
    load: load,
    allow: allow,
  },
  { requiredKeys: [], noNullPrototype: true },
);

const environment = fc.record({
  network: fc.nat(9),
  after: fc.boolean(),
  account: fc.boolean(),
  state: fc.boolean(),
  limits: parts.someOf({
    first_weight: parts.shares(10, 100),
    jump: parts.shares(75, 100),
    // Long enough for any rollout: a shorter one is refused, which is another matter than these laws are about.
    window: parts.hours(240, 720),
    instances: parts.whole(50_000, 100_000),
  }),
  tags: fc.option(parts.anyTags, { nil: null }),
  fleets: fc.array(fc.option(fleetOverride, { nil: null }), { maxLength: 4 }),
  balancers: fc.array(
    fc.option(parts.someOf({ protect: parts.flags, clients: fc.constant(texts(["10.1.0.0/16"])) }), { nil: null }),
    { maxLength: 2 },
  ),
  zones: fc.option(parts.whole(2, 3), { nil: null }),
});

interface Drafts {
  readonly tags: Readonly<Record<string, string>> | null;
  readonly provider: boolean;
  readonly lock: boolean;
  readonly images: readonly Draft<typeof image>[];
  readonly rollouts: readonly RolloutDraft[];
  readonly balancers: readonly Draft<typeof balancer>[];
  readonly networks: readonly Draft<typeof network>[];
  readonly fleets: readonly Draft<typeof fleet>[];
  readonly environments: readonly Draft<typeof environment>[];
  readonly files: readonly File[];
  readonly scripts: readonly File[];
}
type Draft<A> = A extends fc.Arbitrary<infer T> ? T : never;

// `size: "max"` leaves the lengths to the bounds that are written here.
const drafts: fc.Arbitrary<Drafts> = fc.record({
  tags: fc.option(parts.anyTags, { nil: null }),
  provider: fc.boolean(),
  lock: fc.boolean(),
  images: fc.array(image, { minLength: 1, maxLength: imageNames.length, size: "max" }),
  rollouts: fc.array(anyRollout, { maxLength: rolloutNames.length, size: "max" }),
  balancers: fc.array(balancer, { maxLength: balancerNames.length, size: "max" }),
  networks: fc.array(network, { minLength: 1, maxLength: networkNames.length, size: "max" }),
  fleets: fc.array(fleet, { minLength: 1, maxLength: fleetNames.length, size: "max" }),
  environments: fc.array(environment, { minLength: 1, maxLength: environmentNames.length, size: "max" }),
  files: fc.array(parts.anyFile, { minLength: copyPaths.length, maxLength: copyPaths.length }),
  scripts: fc.array(parts.anyScript, { minLength: scriptPaths.length, maxLength: scriptPaths.length }),
});

/** Any project without a mistake in it. */
export const anyProject: fc.Arbitrary<Project> = drafts.map(projectOf);

// Drafts are drawn independently, which shrinks well; what has to agree is made to agree here.
function projectOf(draft: Drafts): Project {
  const project: Declaration = {
    kind: "project",
    name: "shop",
    body: fieldsOnly({
      tags: draft.tags && textMap(draft.tags),
      aws_provider: draft.provider ? text(">= 5.100.0, < 6.0.0") : null,
    }),
    overrides: [],
  };
  return {
    declarations: [
      project,
      // Those that come after others name them, so the last is written first.
      ...draft.environments.map((each, index) => environmentOf(draft, each, index)).reverse(),
      ...draft.fleets.map((each, index) => fleetOf(draft, each, index)),
      ...draft.images.map((each, index) => imageOf(draft, each, index)),
      ...draft.balancers.map((each, index) => balancerOf(each, index)),
      ...draft.rollouts.map(({ body }, index) => declared("rollout", rolloutNames[index], body)),
      ...draft.networks.map((each, index) => networkOf(each, index)),
    ],
    files: Object.fromEntries([
      ...copyPaths.map((path, index) => [path, draft.files[index] ?? noFile] as const),
      ...scriptPaths.map((path, index) => [path, draft.scripts[index] ?? noFile] as const),
    ]),
    lock: draft.lock ? lockOf(draft) : null,
  };
}

const noFile: File = { bytes: new Uint8Array(), executable: false };

function declared(
  kind: string,
  name: string | undefined,
  body: Body,
  overrides: readonly Override[] = [],
): Declaration {
  return { kind, name: name ?? "", body, overrides };
}

function fieldsOnly(fields: Readonly<Record<string, Value | null | undefined>>): Body {
  return { ...emptyBody, fields: given(fields) };
}

function regionsOf({ environments }: Drafts): readonly string[] {
  return regions.slice(0, environments.length);
}

function imageOf(
  draft: Drafts,
  { arm, base, regions: rotation, steps, checks, fields, bake }: Draft<typeof image>,
  index: number,
): Declaration {
  const wanted = regionsOf(draft);
  const from = rotation % wanted.length;
  const rotated = [...wanted.slice(from), ...wanted.slice(0, from), "sa-east-1"];
  return declared("image", imageNames[index], {
    fields: given({
      ...fields,
      arch: arm ? choice("arm64", ["x86_64", "arm64"]) : null,
      regions: rotation === 0 ? null : texts(rotated),
    }),
    blocks: {
      base: standardBases[base]?.base ?? ownBase,
      ...(Object.keys(bake).length > 0 ? { bake: fieldsOnly(bake) } : {}),
    },
    labelled: [
      ...steps.map(({ block, from: source, fields: own }, at): Labelled => {
        const path: Value | null = source === null ? null : { kind: "path", value: source };
        const body = fieldsOnly({ ...own, [block === "copy" ? "from" : "script"]: path });
        return { block, label: labels[at] ?? "", body };
      }),
      ...checks.map((own, at): Labelled => ({ block: "check", label: labels[at] ?? "", body: fieldsOnly(own) })),
    ],
  });
}

function balancerOf({ scheme, fields }: Draft<typeof balancer>, index: number): Declaration {
  // One of IAM serves in every region.
  const certificate = text(`arn:aws:iam::123456789012:server-certificate/${index}`);
  return declared("balancer", balancerNames[index], fieldsOnly({ ...fields, scheme, certificate }));
}

function networkOf({ vpc, private: inner, public: outer, zones }: Draft<typeof network>, index: number): Declaration {
  const fields = { vpc: textMap(vpc), private: textMap(inner), public: textMap(outer), zones };
  return declared("network", networkNames[index], fieldsOnly(fields));
}

function fleetOf(draft: Drafts, each: Draft<typeof fleet>, index: number): Declaration {
  const name = fleetNames[index];
  const balanced = isBalanced(draft, each);
  const imageIndex = each.image % draft.images.length;
  const types = draft.images[imageIndex]?.arm
    ? ["c7g.large", "m6gd.xlarge", "t4g.small"]
    : ["c7i.large", "t3.small", "m5a.large"];
  const scaling = each.scale && scaleBody(each.scale, balanced);
  return declared("fleet", name, {
    fields: given({
      ...each.fields,
      image: reference("image", imageNames[imageIndex] ?? ""),
      instances: texts(types.slice(0, each.instances)),
      size: each.size,
      rollout: rolloutOf(draft, each, each.rollout),
      balancer: balanced
        ? reference("balancer", balancerNames[(each.balancer ?? 0) % draft.balancers.length] ?? "")
        : null,
      config: each.config && textMap(each.config),
      secrets: each.secrets && {
        kind: "map",
        entries: Object.fromEntries(
          Object.entries(each.secrets).map(([key, address]) => [key, { kind: "secret", address } as const]),
        ),
      },
    }),
    blocks: {
      ...(balanced || each.http ? { http: httpBody(each, index) } : {}),
      ...(scaling ? { scale: scaling } : {}),
      ...(each.load ? { load: fieldsOnly(each.load) } : {}),
      ...(Object.keys(each.logs).length > 0 ? { logs: fieldsOnly(each.logs) } : {}),
    },
    labelled: [
      ...each.egress.map((own, at): Labelled => ({ block: "egress", label: labels[at] ?? "", body: fieldsOnly(own) })),
      ...each.allow.map((own, at): Labelled => ({ block: "allow", label: labels[at] ?? "", body: fieldsOnly(own) })),
    ],
  });
}

function isBalanced(draft: Drafts, each: Draft<typeof fleet>): boolean {
  return each.balancer !== null && draft.balancers.length > 0;
}

function httpBody({ http, probe, port, priority }: Draft<typeof fleet>, index: number): Body {
  return {
    fields: given({
      ...http,
      port,
      health: text("/healthz?deep=1"),
      // No two fleets may answer for the same.
      hosts: texts([`f${index}.example.com`]),
      priority: priority ? { kind: "int", amount: 100 + index } : null,
    }),
    blocks: Object.keys(probe).length > 0 ? { probe: fieldsOnly(probe) } : {},
    labelled: [],
  };
}

function scaleBody({ by, cpu, count }: Draft<typeof scale>, balanced: boolean): Body {
  if (by === "backlog")
    return { ...emptyBody, blocks: { backlog: fieldsOnly({ queue: text("jobs.fifo"), messages: count }) } };
  if (!balanced || by === "cpu") return fieldsOnly({ cpu });
  return fieldsOnly(by === "both" ? { cpu, requests: count } : { requests: count });
}

function rolloutOf(draft: Drafts, each: Draft<typeof fleet>, index: number): Reference {
  const balanced = isBalanced(draft, each);
  const own = draft.rollouts.flatMap((rollout, at) =>
    suits(rollout, balanced) ? [reference("rollout", rolloutNames[at] ?? "")] : [],
  );
  const all = [...own, ...standardRollouts[balanced ? "balanced" : "worker"]];
  return all[index % all.length] ?? reference("rollout", "");
}

function environmentOf(draft: Drafts, each: Draft<typeof environment>, index: number): Declaration {
  const region = regions[index] ?? "";
  const before = environmentNames[index - 1];
  const networkName = networkNames[each.network % draft.networks.length] ?? "";
  const overrides = [
    ...draft.fleets.map((own, at) => fleetOverrideOf(draft, own, each.fleets[at] ?? null, at, index)),
    ...draft.balancers.map((_, at): Override | null => {
      const fields = each.balancers[at];
      return fields ? { kind: "balancer", name: balancerNames[at] ?? "", body: fieldsOnly(fields) } : null;
    }),
    each.zones && { kind: "network", name: networkName, body: fieldsOnly({ zones: each.zones }) },
  ];
  return declared(
    "environment",
    environmentNames[index],
    {
      fields: given({
        region: text(region),
        network: reference("network", networkName),
        after: each.after && before !== undefined ? reference("environment", before) : null,
        account: each.account ? text("123456789012") : null,
        tags: each.tags && textMap(each.tags),
      }),
      blocks: {
        ...(each.state ? { state: fieldsOnly({ bucket: text("states"), key: text(`env/${index}.tfstate`) }) } : {}),
        ...(Object.keys(each.limits).length > 0 ? { limits: fieldsOnly(each.limits) } : {}),
      },
      labelled: [],
    },
    overrides.filter((override) => override !== null && !isEmpty(override.body)) as readonly Override[],
  );
}

function isEmpty({ fields, blocks, labelled }: Body): boolean {
  return Object.keys(fields).length + Object.keys(blocks).length + labelled.length === 0;
}

function fleetOverrideOf(
  draft: Drafts,
  own: Draft<typeof fleet>,
  each: Draft<typeof fleetOverride> | null,
  index: number,
  environmentIndex: number,
): Override | null {
  if (each === null) return null;
  const balanced = isBalanced(draft, own);
  const served = balanced || own.http !== null;
  return {
    kind: "fleet",
    name: fleetNames[index] ?? "",
    body: {
      fields: given({
        size: each.size,
        rollout: each.rollout === undefined ? null : rolloutOf(draft, own, each.rollout),
        config: each.config && textMap(each.config),
      }),
      blocks: {
        ...(each.hosts && served
          ? { http: fieldsOnly({ hosts: texts([`f${index}.e${environmentIndex}.example.com`, `*.f${index}.test`]) }) }
          : {}),
        ...(each.keep ? { logs: fieldsOnly({ keep: each.keep }) } : {}),
        ...(each.scale ? { scale: scaleBody(each.scale, balanced) } : {}),
        ...(each.load ? { load: fieldsOnly(each.load) } : {}),
      },
      labelled: each.allow ? [{ block: "allow", label: labels[0] ?? "", body: fieldsOnly(each.allow) }] : [],
    },
  };
}

function lockOf(draft: Drafts): Lock {
  const patterns = [...standardBases.map(({ base }) => base), ownBase].flatMap(({ fields }) => {
    const { owner, name } = fields;
    if (owner?.kind !== "text" || name?.kind !== "record") return [];
    return Object.values(name.entries).flatMap((pattern) =>
      pattern.kind === "text" ? [{ owner: owner.value, pattern: pattern.value }] : [],
    );
  });
  return {
    bases: patterns.flatMap(({ owner, pattern }) =>
      [...regionsOf(draft), "sa-east-1"].map((region) => ({
        owner,
        pattern,
        region,
        id: `ami-0${region.replace(/[^0-9a-f]/g, "").padEnd(16, "0")}`,
        name: pattern.replace("*", "2026"),
        created: "2026-01-01T00:00:00.000Z",
      })),
    ),
  };
}

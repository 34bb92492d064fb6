import {
  type Body,
  bytes,
  choice,
  DAY,
  duration,
  emptyBody,
  GIB,
  given,
  HOUR,
  int,
  MINUTE,
  percent,
  type Quantity,
  type Reference,
  SECOND,
  text,
  type Value,
} from "./model.ts";

interface StandardBase {
  readonly name: string;
  readonly base: Body;
}

/** The bases of `std/images`, written out: an image that has the same may extend them or copy them. */
export const standardBases: readonly StandardBase[] = [
  standardBase("amazon_linux_2023", "amazon", "al2023-ami-2023.*-x86_64", "al2023-ami-2023.*-arm64", "ec2-user", "dnf"),
  standardBase("debian_12", "136693071363", "debian-12-amd64-*", "debian-12-arm64-*", "admin", "apt"),
  standardBase(
    "ubuntu_2404",
    "099720109477",
    "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-*",
    "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-arm64-server-*",
    "ubuntu",
    "apt",
    "/dev/sda1",
  ),
];

/** A base of nobody's. */
export const ownBase: Body = baseBody("123456789012", "golden-x86-*", "golden-arm-*", "builder", "dnf", "/dev/sda1");

function standardBase(
  name: string,
  ...parts: readonly [string, string, string, string, string, string?]
): StandardBase {
  return { name, base: baseBody(...parts) };
}

function baseBody(owner: string, intel: string, arm: string, user: string, installer: string, device?: string): Body {
  return {
    ...emptyBody,
    fields: given({
      owner: text(owner),
      name: { kind: "record", entries: { x86_64: text(intel), arm64: text(arm) } },
      user: text(user),
      installer: choice(installer, ["apt", "dnf"]),
      root_device: device === undefined ? null : text(device),
    }),
  };
}

/** What the standard library gives where nothing is written: it may as well be written. By kind and path. */
export const defaults: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
  image: {
    arch: choice("x86_64", ["x86_64", "arm64"]),
    packages: { kind: "list", items: [] },
    services: { kind: "list", items: [] },
    disk: bytes(8 * GIB),
    regions: { kind: "list", items: [] },
    tags: { kind: "map", entries: {} },
    retain: int(5),
    "bake.timeout": duration(60 * MINUTE),
  },
  fleet: {
    config: { kind: "map", entries: {} },
    boot: duration(3 * MINUTE),
    tags: { kind: "map", entries: {} },
    "logs.keep": duration(30 * DAY),
    "logs.files": { kind: "list", items: [] },
  },
  balancer: {
    idle: duration(60 * SECOND),
    keep_logs: duration(90 * DAY),
    clients: { kind: "list", items: [] },
    protect: { kind: "bool", value: true },
    scheme: choice("internal", ["internet-facing", "internal"]),
  },
  rollout: {
    bake: duration(30 * MINUTE),
    warmup: duration(MINUTE),
    keep_previous: duration(HOUR),
    "refresh.pause": duration(10 * MINUTE),
    "refresh.min_healthy": percent(10_000),
  },
  network: { zones: int(2) },
  environment: {
    tags: { kind: "map", entries: {} },
    "limits.first_weight": percent(1000),
    "limits.window": duration(24 * HOUR),
  },
  project: { tags: { kind: "map", entries: {} } },
};

/** Quantities that always have a value and that no environment changes, so that expressions may build on them. */
export const steadyQuantities: Readonly<Record<string, readonly string[]>> = {
  image: ["disk", "retain", "bake.timeout"],
  fleet: ["boot"],
  balancer: ["idle", "keep_logs"],
  rollout: ["bake", "warmup", "keep_previous", "refresh.pause"],
};

/** The quantity at a path of a body (`bake.timeout`), or its default. */
export function quantityAt(kind: string, body: Body, path: string): Quantity | null {
  const [first = "", second] = path.split(".");
  const written = second === undefined ? body.fields[first] : body.blocks[first]?.fields[second];
  const value = written ?? defaults[kind]?.[path];
  return value && "amount" in value ? value : null;
}

/** The standard rollouts, by the fleets that can use them. */
export const standardRollouts: Readonly<Record<"balanced" | "worker", readonly Reference[]>> = {
  balanced: ["careful", "swift", "gradual"].map(standardRollout),
  worker: ["handover"].map(standardRollout),
};

function standardRollout(name: string): Reference {
  return { kind: "reference", of: "rollout", name, std: "std/rollouts" };
}

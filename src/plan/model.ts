import type { RolloutData } from "./kinds.gen.ts";
/**
 * The Plan: the whole meaning of a project, before any tool's format. Plain JSON: strings, booleans, safe integers,
 * arrays and objects (`null` where a thing is absent), so that it can be digested, compared and stored. Every emitter
 * reads this and nothing else of the front end. Durations are milliseconds, sizes are bytes, shares are percent
 * (5 means 5 %, possibly with a fraction).
 */
export interface Plan {
  readonly project: ProjectPlan;
  /** By name. */
  readonly images: Readonly<Record<string, ImagePlan>>;
  /** By name. */
  readonly environments: Readonly<Record<string, EnvironmentPlan>>;
}

export interface ProjectPlan {
  readonly name: string;
  readonly tags: Tags;
  readonly awsProvider: string;
}

export type Tags = Readonly<Record<string, string>>;

// ---------------------------------------------------------------- images

export interface ImagePlan {
  readonly name: string;
  /** SHA-256 over `definition`. */
  readonly fingerprint: string;
  readonly definition: ImageDefinition;
  /** Outside the fingerprint: where to have the image, the baking region first. Sorted but for the first. At least one. */
  readonly regions: readonly string[];
  readonly bake: { readonly instance: string; readonly timeout: number };
  readonly tags: Tags;
  readonly retain: number;
}

/** Everything that decides the bytes of an image. */
export interface ImageDefinition {
  /** Raised when the emitted provisioning changes what an equal definition bakes to. */
  readonly format: number;
  readonly arch: Arch;
  readonly base: BasePlan;
  readonly packages: readonly string[];
  /** Copies and runs, in the order written. */
  readonly steps: readonly ImageStep[];
  readonly services: readonly string[];
  readonly checks: readonly CheckPlan[];
  /** Bytes. */
  readonly disk: number;
  readonly encryptionKey: string | null;
}

export type Arch = "x86_64" | "arm64";

export interface BasePlan {
  readonly owner: string;
  /** Name pattern for the image's architecture. */
  readonly name: string;
  readonly user: string;
  readonly installer: "apt" | "dnf";
  readonly rootDevice: string;
  /** What the lock pins, by region; empty where nothing is pinned. */
  readonly pins: Readonly<Record<string, BasePin>>;
}

export interface BasePin {
  /** `ami-…` */
  readonly id: string;
  readonly name: string;
}

export type ImageStep = CopyStep | RunStep;

export interface CopyStep {
  readonly kind: "copy";
  readonly name: string;
  /** Destination on the image. */
  readonly to: string;
  readonly owner: string;
  /** Octal: "0644". */
  readonly mode: string;
  /** One file: one entry with the path "". A folder: an entry a file, by its path in it. Sorted by path. */
  readonly files: readonly FileContent[];
  readonly folder: boolean;
}

/** A file of the project by content; the bytes travel beside the Plan, keyed by digest. */
export interface FileContent {
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
  readonly executable: boolean;
}

export interface RunStep {
  readonly kind: "run";
  readonly name: string;
  readonly script: FileContent | null;
  readonly commands: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface CheckPlan {
  readonly name: string;
  readonly command: string;
  /** Milliseconds to keep trying; 0: once. */
  readonly within: number;
}

// ---------------------------------------------------------------- environments

export interface EnvironmentPlan {
  readonly name: string;
  readonly region: string;
  /** Name of the environment that comes before it. */
  readonly after: string | null;
  readonly account: string | null;
  readonly state: { readonly bucket: string; readonly key: string; readonly region: string } | null;
  readonly limits: LimitsPlan;
  readonly network: NetworkPlan;
  /** The balancers that its fleets use, by name. */
  readonly balancers: Readonly<Record<string, BalancerPlan>>;
  readonly fleets: Readonly<Record<string, FleetPlan>>;
  readonly tags: Tags;
}

export interface LimitsPlan {
  readonly firstWeight: number;
  readonly jump: number;
  readonly window: number;
  readonly instances: number | null;
}

export interface NetworkPlan {
  readonly name: string;
  readonly vpc: Tags;
  readonly private: Tags;
  readonly public: Tags;
  readonly zones: number;
}

export interface BalancerPlan {
  readonly name: string;
  readonly scheme: "internet-facing" | "internal";
  readonly certificate: string;
  readonly clients: readonly string[];
  readonly tlsPolicy: string;
  readonly idle: number;
  readonly keepLogs: number;
  readonly protect: boolean;
}

// ---------------------------------------------------------------- fleets

export interface FleetPlan {
  readonly name: string;
  /** What the source wants to run: digest of a definition in `generations`. */
  readonly wanted: string;
  /** What is live and takes over at an abort; null before the first release. Equal to `wanted` in steady state. */
  readonly stable: string | null;
  /** Every generation to emit, by digest: the wanted one, and what history says is live or kept. */
  readonly generations: Readonly<Record<string, GenerationDefinition>>;
  /** The state that history says is live, by generation: the default of the fleet's Terraform variable. Empty before the first release. */
  readonly steady: FleetState;
  /** Present where the first release was given up, so that what is live was never promoted (`isUnproven`). */
  readonly unproven?: true;
  readonly size: { readonly min: number; readonly max: number };
  /** What the group is held at, a target for each measure that is given; null where nothing scales it. */
  readonly scale: {
    readonly cpu: number | null;
    readonly requests: number | null;
    /** Absent where no queue is followed. */
    readonly backlog?: { readonly queue: string; readonly messages: number };
  } | null;
  readonly load: { readonly quiet: number; readonly peak: number } | null;
  /** Where traffic comes from; null for a worker. */
  readonly route: RoutePlan | null;
  /** What serves the traffic beside it and is not ours; absent where there is none. */
  readonly legacy?: LegacyPlan;
  readonly logs: { readonly keep: number };
  readonly tags: Tags;
  readonly rollout: RolloutPlan;
}

/**
 * Everything about an instance that can't change in place, and what it may do and reach: its release was tried with that,
 * and gets it back with the traffic.
 */
export interface GenerationDefinition {
  readonly format: number;
  readonly fleet: string;
  readonly environment: string;
  readonly image: {
    readonly name: string;
    readonly fingerprint: string;
    readonly arch: Arch;
    readonly rootDevice: string;
  };
  readonly instances: readonly string[];
  readonly disk: number;
  readonly encryptionKey: string | null;
  readonly http: HttpPlan | null;
  readonly config: Readonly<Record<string, string>>;
  /** Addresses (`ssm:/…`, `asm:…`) by name. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly logFiles: readonly string[];
  readonly boot: number;
  /** By name, sorted; absent where there are none. Their addresses are known only when they are looked up. */
  readonly stores?: Readonly<Record<string, StorePlan>>;
  /** By name; absent where there are none. */
  readonly egress?: Readonly<Record<string, EgressPlan>>;
  /** By name; absent where there are none. */
  readonly allow?: Readonly<Record<string, AllowPlan>>;
}

export type StoreEngine =
  | "postgres"
  | "mysql"
  | "aurora_postgres"
  | "aurora_mysql"
  | "redis"
  | "efs"
  | "dynamodb"
  | "s3";

/** Where data lives, as one generation knows it. */
export interface StorePlan {
  readonly engine: StoreEngine;
  readonly identifier: string;
  readonly port: number;
  readonly contract: ContractPlan | null;
}

export interface ContractPlan {
  readonly version: number;
  /** The oldest version that works beside this one. */
  readonly compatibleFrom: number;
}

export interface HttpPlan {
  readonly port: number;
  readonly health: string;
  readonly timeout: number;
  readonly sticky: number | null;
  readonly probe: { readonly every: number; readonly healthyAfter: number; readonly unhealthyAfter: number };
}

export interface RoutePlan {
  readonly balancer: string;
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
  readonly priority: number;
}

/** A target group that is not ours and keeps a share of the route's traffic: the member `legacy` of the fleet's states. */
export interface LegacyPlan {
  readonly name: string;
  /** ARN. */
  readonly targetGroup: string;
  readonly port: number;
  readonly sticky: number | null;
  /** What it is to have once the rollout is through. */
  readonly share: number;
  /** Whether that may be more than it has. */
  readonly mayRise: boolean;
  /** What it had before the rollout under way, for the way back; null where none is, and `steady` says it. */
  readonly kept: number | null;
}

export interface EgressPlan {
  readonly to: string;
  readonly port: number;
  readonly protocol: "tcp" | "udp";
}

export interface AllowPlan {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/**
 * The fleet's Terraform variable: what each generation gets. A generation that is not in it does not exist. The member
 * `legacy` (`src/plan/legacy.ts`) is no generation: it is the target group that is not ours, and has no capacity.
 */
export type FleetState = Readonly<Record<string, GenerationState>>;

export interface GenerationState {
  /** Whether the listener forwards to it. It must leave the listener, in an apply of its own, before it is destroyed. */
  readonly attached: boolean;
  /**
   * Share of the traffic, a whole number 0–999 relative to the other generations' (what a listener can express). The
   * shares of a fleet sum to the same total in every state of one path: 100, or more where a step needs finer parts.
   * Without a balancer, and for `rolling`, it tells which generation is the current one.
   */
  readonly weight: number;
  readonly min: number;
  readonly max: number;
  readonly desired: number;
}

// ---------------------------------------------------------------- rollouts

export type Strategy = RolloutData["strategy"];

/** What the author asked for, as data. */
export interface RolloutPlan {
  readonly name: string;
  readonly strategy: Strategy;
  /** In the order written. */
  readonly steps: readonly { readonly name: string; readonly weight: number; readonly bake: number }[];
  readonly aborts: readonly AbortPlan[];
  readonly bake: number;
  readonly refresh: {
    readonly minHealthy: number;
    readonly maxHealthy: number;
    readonly checkpoints: readonly number[];
    readonly pause: number;
  };
  readonly warmup: number;
  readonly keepPrevious: number;
}

export type AbortMetric =
  | "http_5xx_rate"
  | "http_4xx_rate"
  | "latency_p50"
  | "latency_p90"
  | "latency_p99"
  | "unhealthy_hosts"
  | "connection_errors"
  | "cpu";

export interface AbortPlan {
  readonly name: string;
  readonly metric: AbortMetric;
  /** In the metric's own unit: percent for rates and cpu, milliseconds for latencies, a count for the rest. */
  readonly above: { readonly unit: "percent" | "milliseconds" | "count"; readonly value: number };
  readonly breaches: number;
  readonly of: number;
  readonly every: number;
  readonly floor: number;
  readonly missing: "breach" | "ignore";
}

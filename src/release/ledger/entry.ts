import * as z from "zod/mini";

/** The version of the entries that this compiler writes. A later one may add kinds and laws. */
export const entryVersion = 1;

const digest = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const text = z.string().check(z.minLength(1));
// No name of the language has control characters; a line break in one could pass for a line of what is printed of it.
const name = z.string().check(z.regex(/^\P{Cc}+$/u));
const count = z.int().check(z.nonnegative());
const amiId = z.string().check(z.regex(/^ami-[0-9a-f]+$/));

const generationState = z.strictObject({
  attached: z.boolean(),
  weight: count,
  min: count,
  max: count,
  desired: count,
});

// A generation by its digest, or the legacy side.
const member = z.string().check(z.regex(/^([0-9a-f]{64}|legacy)$/));
const fleetState = z.record(member, generationState);

const plannedStep = z.strictObject({
  name,
  phase: z.enum(["prepare", "shift", "promoted", "retire"]),
  judged: z.boolean(),
  state: fleetState,
  /** Milliseconds, as in `RolloutStep`: whoever goes on with a rollout must know them. Absent is 0. */
  apply: z.optional(count),
  bake: z.optional(count),
  keep: z.optional(count),
  /** The alarms that judge it, by their names in the rollout. */
  judgedBy: z.optional(z.array(name)),
});

/** What a release was built from, so that it can be built again. */
const build = z.strictObject({
  /** Version of the compiler. */
  compiler: name,
  /** The project's folder in its repository, "" where that is its root; absent where there is no repository. */
  folder: z.optional(z.string()),
  /** Root-relative path of the entry file. */
  entry: text,
  params: z.record(z.string(), z.string()),
  /** By environment: how many entries of its ledger the build had read. */
  history: z.record(name, z.int().check(z.positive())),
  /** SHA-256 of the manifest that a build of this environment alone writes: it names every byte of the output. */
  manifest: digest,
  /** Files that differed from the commit; absent where none did. */
  uncommitted: z.optional(z.array(text)),
});

/** Who had it done, and why: the same for every kind. */
const context = {
  /** When it happened, as the writer's clock had it. Told to people; nothing is decided by it. */
  at: z.iso.datetime(),
  actor: text,
  commit: z.nullable(text),
  reason: z.nullable(text),
};

const kinds = {
  baked: {
    kind: z.literal("baked"),
    image: name,
    fingerprint: digest,
    amis: z.record(name, amiId),
    base: z.nullable(amiId),
  },
  started: {
    kind: z.literal("started"),
    fleet: name,
    generation: digest,
    fingerprint: digest,
    image: name,
    from: z.nullable(digest),
    plan: digest,
    before: fleetState,
    strategy: z.enum(["canary", "blue_green", "rolling", "replace"]),
    steps: z.array(plannedStep).check(z.minLength(1)),
    abort: z.nullable(fleetState),
    retry: z.boolean(),
    /** Absent where a generation is brought back: that is built from the ledger, and from no version of the sources. */
    build: z.optional(build),
  },
  step_passed: {
    kind: z.literal("step_passed"),
    fleet: name,
    plan: digest,
    step: z.int().check(z.positive()),
    verdict: z.enum(["pass", "unjudged"]),
    state: fleetState,
  },
  promoted: {
    kind: z.literal("promoted"),
    fleet: name,
    plan: digest,
    generation: digest,
  },
  aborted: {
    kind: z.literal("aborted"),
    fleet: name,
    plan: digest,
    verdict: z.enum(["fail", "inconclusive"]),
    state: fleetState,
  },
  rolled_back: {
    kind: z.literal("rolled_back"),
    fleet: name,
    from: digest,
    to: digest,
    state: fleetState,
  },
  resized: {
    kind: z.literal("resized"),
    fleet: name,
    state: fleetState,
  },
  retired: {
    kind: z.literal("retired"),
    fleet: name,
    generation: digest,
    state: fleetState,
  },
  revoked: {
    kind: z.literal("revoked"),
    subject: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("image"), fingerprint: digest }),
      z.strictObject({ kind: z.literal("generation"), fleet: name, generation: digest }),
    ]),
  },
  pruned: {
    kind: z.literal("pruned"),
    fingerprint: digest,
  },
  /** What lies beside the generations of an environment was brought to what a build says, and no rollout started. */
  brought: {
    kind: z.literal("brought"),
    build,
  },
} as const;

/** What happened, before it has a place in a ledger. */
export const eventSchema = z.discriminatedUnion("kind", [
  z.strictObject({ ...context, ...kinds.baked }),
  z.strictObject({ ...context, ...kinds.started }),
  z.strictObject({ ...context, ...kinds.step_passed }),
  z.strictObject({ ...context, ...kinds.promoted }),
  z.strictObject({ ...context, ...kinds.aborted }),
  z.strictObject({ ...context, ...kinds.rolled_back }),
  z.strictObject({ ...context, ...kinds.resized }),
  z.strictObject({ ...context, ...kinds.retired }),
  z.strictObject({ ...context, ...kinds.revoked }),
  z.strictObject({ ...context, ...kinds.pruned }),
  z.strictObject({ ...context, ...kinds.brought }),
]);

/** One line of a ledger. */
export const entrySchema = z.strictObject({
  version: z.literal(entryVersion),
  environment: name,
  /** From 1. */
  sequence: z.int().check(z.positive()),
  /** Digest of the entry before it; null for the first. */
  previous: z.nullable(digest),
  event: eventSchema,
  /** SHA-256 of the canonical JSON of everything above. */
  digest,
});

export type LedgerEvent = DeepReadonly<z.infer<typeof eventSchema>>;
export type LedgerEntry = DeepReadonly<z.infer<typeof entrySchema>>;
export type EventOf<K extends LedgerEvent["kind"]> = Extract<LedgerEvent, { readonly kind: K }>;
/** What a release was built from. */
export type BuildRecord = NonNullable<EventOf<"started">["build"]>;
/** A step of a rollout as the ledger keeps it, so that the ledger alone can tell what was to happen. */
export type PlannedStep = EventOf<"started">["steps"][number];

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

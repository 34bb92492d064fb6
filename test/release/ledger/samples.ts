import type { FleetState, GenerationDefinition, GenerationState } from "../../../src/plan/model.ts";
import { digestDefinition } from "../../../src/release/generation-definition.ts";
import type { EventOf, LedgerEvent, PlannedStep } from "../../../src/release/ledger/entry.ts";
import { type Appended, appendEntry, emptyLedger, type Ledger } from "../../../src/release/ledger/ledger.ts";

export const context = { at: "2026-03-01T12:00:00.000Z", actor: "ada", commit: null, reason: null };
export const because = { ...context, reason: "errors rose" };

/** A digest that is easy to tell apart. */
export const hex = (letter: string): string => letter.repeat(64);

export const definition = (config: string, fingerprint = hex("a")): GenerationDefinition => ({
  format: 1,
  fleet: "web",
  environment: "prod",
  image: { name: "web", fingerprint, arch: "arm64", rootDevice: "/dev/sda1" },
  instances: ["c7g.large"],
  disk: 8 * 1024 ** 3,
  encryptionKey: null,
  http: {
    port: 8080,
    health: "/healthz",
    timeout: 2000,
    sticky: null,
    probe: { every: 10_000, healthyAfter: 2, unhealthyAfter: 3 },
  },
  config: { RELEASE: config },
  secrets: { DB: "ssm:/shop/db" },
  logFiles: [],
  boot: 180_000,
});

export const generation = (config: string, fingerprint = hex("a")): string =>
  digestDefinition(definition(config, fingerprint));

const share = (weight: number): GenerationState => ({ attached: true, weight, min: 2, max: 4, desired: 2 });

export const baked = (fingerprint = hex("a"), ami = "ami-0a", base: string | null = null): EventOf<"baked"> => ({
  kind: "baked",
  ...context,
  image: "web",
  fingerprint,
  amis: { "eu-central-1": ami },
  base,
});

/** The steps of a small canary between two generations. */
export const canarySteps = (from: string | null, to: string): readonly PlannedStep[] => {
  const step = (name: string, phase: PlannedStep["phase"], judged: boolean, state: FleetState): PlannedStep => ({
    name,
    phase,
    judged,
    state,
  });
  const split = (weight: number): FleetState => ({
    ...(from === null ? {} : { [from]: share(100 - weight) }),
    [to]: share(weight),
  });
  return [
    step("create", "prepare", false, split(0)),
    step("weight-100", "shift", true, split(100)),
    ...(from === null ? [] : [step("destroy", "retire", false, { [to]: share(100) })]),
  ];
};

export const backTo = (from: string, to: string): FleetState => ({ [from]: share(100), [to]: share(0) });

/** A start towards the generation of `config` from wherever the fleet is. */
export const started = (
  ledger: Ledger,
  config: string,
  other: Partial<EventOf<"started">> = {},
): EventOf<"started"> => {
  const fleet = ledger.live.fleets.web;
  const from = fleet?.stable ?? null;
  const fingerprint = other.fingerprint ?? hex("a");
  const to = generation(config, fingerprint);
  return {
    kind: "started",
    ...context,
    fleet: "web",
    generation: to,
    fingerprint,
    image: "web",
    from,
    plan: hex("1"),
    before: fleet?.state ?? {},
    strategy: "canary",
    steps: canarySteps(from, to),
    abort: from === null ? null : backTo(from, to),
    retry: false,
    ...other,
  };
};

export const passed = (start: EventOf<"started">, step: number): EventOf<"step_passed"> => {
  const planned = start.steps[step - 1];
  return {
    kind: "step_passed",
    ...context,
    fleet: start.fleet,
    plan: start.plan,
    step,
    verdict: planned?.judged === true ? "pass" : "unjudged",
    state: planned?.state ?? {},
  };
};

export const promoted = (start: EventOf<"started">): EventOf<"promoted"> => ({
  kind: "promoted",
  ...context,
  fleet: start.fleet,
  plan: start.plan,
  generation: start.generation,
});

export const aborted = (start: EventOf<"started">, verdict: "fail" | "inconclusive" = "fail"): EventOf<"aborted"> => ({
  kind: "aborted",
  ...because,
  fleet: start.fleet,
  plan: start.plan,
  verdict,
  state: start.abort ?? {},
});

/** Appends events that must be lawful. */
export const append = (ledger: Ledger, ...events: readonly LedgerEvent[]): Ledger =>
  events.reduce((now, event) => {
    const result = appendEntry(now, event);
    if (result.kind !== "appended") throw new Error(`${event.kind}: ${JSON.stringify(result)}`);
    return result.ledger;
  }, ledger);

/** A ledger in which the generations were released one after the other, each whole. */
export const released = (...configs: readonly string[]): Ledger =>
  configs.reduce(
    (ledger, config) => {
      const start = started(ledger, config, { plan: generation(`plan of ${config}`) });
      const retirement = start.from === null ? [] : [passed(start, 3)];
      return append(ledger, start, passed(start, 1), passed(start, 2), promoted(start), ...retirement);
    },
    append(emptyLedger("prod"), baked()),
  );

/** The law that an event would break; "lawful" or "already" where it breaks none. */
export const lawOf = (ledger: Ledger, event: LedgerEvent): string => {
  const result: Appended = appendEntry(ledger, event);
  if (result.kind === "refused") return result.law;
  return result.kind === "appended" ? "lawful" : "already";
};

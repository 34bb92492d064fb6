import { EnvironmentFault } from "../../../src/host/fault.ts";
import type { Clock } from "../../../src/host/release/clock.ts";
import type { News, ReleaseWorld } from "../../../src/host/release/world.ts";
import type { FleetState } from "../../../src/plan/model.ts";
import type { LedgerEvent } from "../../../src/release/ledger/entry.ts";
import { appendEntry, type Ledger } from "../../../src/release/ledger/ledger.ts";
import type { Intention } from "../../../src/release/run/intention.ts";
import type { AlarmReading } from "../../../src/release/run/verdict.ts";

/** What goes wrong at the nth effect of a world: the process dies before or after it, or it fails. */
export type Fault = "die-before" | "die-after" | "fail";

export class Died extends Error {}
export class Failed extends EnvironmentFault {}

export interface FakeOptions {
  readonly ledger: Ledger;
  readonly actual: FleetState;
  /** By the number of the effect, from 0. */
  readonly faults: ReadonlyMap<number, Fault>;
  /** What each look at the alarms finds; the last goes on. */
  readonly alarms: readonly AlarmReading["state"][];
  /** How many looks a state takes to be reached. */
  readonly slowness: number;
}

/** A world in memory that outlives the processes that act in it. */
export interface FakeWorld {
  readonly world: ReleaseWorld;
  ledger(): Ledger;
  /** What is so in AWS. */
  actual(): FleetState;
  /** Every state that was applied, the earliest first, and `null` where it was decided to go back. */
  readonly applied: readonly (FleetState | null)[];
  /** No more faults from here on, and alarms that are quiet. */
  heal(): void;
  now(): number;
}

export function fakeWorld(options: FakeOptions): FakeWorld {
  let { ledger, actual, faults, alarms } = options;
  let effects = 0;
  let looks = 0;
  let sinceApply = 0;
  let now = Date.parse("2026-03-01T12:00:00.000Z");
  let kept: Intention | null = null;
  const applied: (FleetState | null)[] = [];
  const effect = (work: () => void): void => {
    const fault = faults.get(effects++);
    if (fault === "die-before") throw new Died();
    if (fault === "fail") throw new Failed("AWS did not answer");
    work();
    if (fault === "die-after") throw new Died();
  };
  const clock: Clock = {
    now: () => now,
    waitUntil: async (moment) =>
      effect(() => {
        now = Math.max(now, moment);
      }),
  };
  const world: ReleaseWorld = {
    clock,
    fleet: "web",
    ledger: () => ledger,
    alone: (work) => work(),
    tell: (_: News) => {},
    record: async (event) =>
      effect(() => {
        const at = new Date(now).toISOString();
        const appended = appendEntry(ledger, {
          ...event,
          at,
          actor: "ada",
          commit: null,
          reason: event.reason ?? null,
        } as LedgerEvent);
        if (appended.kind === "refused") throw new Error(`unlawful: ${appended.message}`);
        if (appended.kind === "appended") ledger = appended.ledger;
      }),
    apply: async (_, state) => {
      effect(() => {
        actual = state;
        applied.push(state);
        sinceApply = 0;
        now += 60_000;
      });
      return { kind: "applied" };
    },
    look: async (_state, _generation, judgedBy) => {
      effect(() => {
        looks++;
        sinceApply++;
        now += 1_000;
      });
      const state = alarms[Math.min(looks, alarms.length) - 1] ?? "ok";
      const missing = sinceApply > options.slowness ? [] : ["not yet"];
      const reading = (rule: string): AlarmReading => ({ rule, alarm: rule, state, since: now, reason: "" });
      return { at: now, missing, traffic: [], broken: null, alarms: judgedBy.map(reading) };
    },
    intention: {
      read: () => kept,
      write: (intention) =>
        effect(() => {
          kept = intention;
          if (intention !== null) applied.push(null);
        }),
    },
  };
  return {
    world,
    ledger: () => ledger,
    actual: () => actual,
    applied,
    now: () => now,
    heal: () => {
      faults = new Map();
      alarms = ["ok"];
      looks = 0;
    },
  };
}

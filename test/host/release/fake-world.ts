import { canonicalJson } from "../../../src/base/json.ts";
import { EnvironmentFault } from "../../../src/host/fault.ts";
import type { Clock } from "../../../src/host/release/clock.ts";
import { type News, ReleaseRefused, type ReleaseWorld } from "../../../src/host/release/world.ts";
import type { FleetState } from "../../../src/plan/model.ts";
import type { LedgerEvent } from "../../../src/release/ledger/entry.ts";
import { appendEntry, type Ledger } from "../../../src/release/ledger/ledger.ts";
import type { Intention } from "../../../src/release/run/intention.ts";
import type { AlarmReading } from "../../../src/release/run/verdict.ts";

/** What goes wrong at the nth effect of a world: the process dies before or after it, or it fails. */
export type Fault = "die-before" | "die-after" | "fail";

export class Died extends Error {}

/** Whether an error is a fault of a world, or tells of one. */
export function isFault(error: unknown): boolean {
  return error instanceof Died || (error instanceof EnvironmentFault && error.message.startsWith(silence));
}

const silence = "AWS did not answer";

/** What the alarms say from some time on. */
export interface AlarmChange {
  /** Milliseconds from when the world began. */
  readonly after: number;
  readonly state: AlarmReading["state"];
}

export interface FakeOptions {
  readonly ledger: Ledger;
  readonly actual: FleetState;
  /** By the number of the effect, from 0. */
  readonly faults: ReadonlyMap<number, Fault>;
  /** What the alarms do as time goes by, in order, whatever happens in it. They are quiet until the first change. */
  readonly alarms: readonly AlarmChange[];
  /** How many looks a state takes to be reached. */
  readonly slowness: number;
  /** Whether the plan of a step, by its name, does more than it may. */
  readonly refuses?: (name: string) => boolean;
}

/** A state that was applied; null where it was decided to go back. */
export interface Move {
  /** Milliseconds since 1970. */
  readonly began: number;
  readonly ended: number;
  readonly state: FleetState | null;
}

/** A world in memory that outlives the processes that act in it. */
export interface FakeWorld {
  readonly world: ReleaseWorld;
  ledger(): Ledger;
  /** What is so in AWS. */
  actual(): FleetState;
  /** All that was moved, the earliest first. */
  readonly moves: readonly Move[];
  /** What was told as done. */
  readonly told: readonly string[];
  /** What the alarms said at a moment, and since when. */
  alarmAt(moment: number): { readonly state: AlarmReading["state"]; readonly since: number };
  /** The moment of each change of the alarms. */
  readonly changes: () => readonly number[];
  /** Lets time pass while nobody looks. */
  pass(duration: number): void;
  /** Lets the alarms fire from here on. */
  fire(): void;
  /** No more faults from here on, and alarms that are quiet. */
  heal(): void;
  now(): number;
}

export function fakeWorld(options: FakeOptions): FakeWorld {
  let { ledger, actual, faults, alarms } = options;
  let effects = 0;
  let sinceApply = 0;
  const start = Date.parse("2026-03-01T12:00:00.000Z");
  let now = start;
  let kept: Intention | null = null;
  let planned = "";
  const moves: Move[] = [];
  const told: string[] = [];
  const alarmAt: FakeWorld["alarmAt"] = (moment) => {
    const change = alarms.findLast(({ after }) => start + after <= moment);
    return change === undefined
      ? { state: "ok", since: start - 86_400_000 }
      : { state: change.state, since: start + change.after };
  };
  const change = (state: AlarmReading["state"]): void => {
    alarms = [...alarms.filter(({ after }) => start + after < now), { after: now - start, state }];
  };
  const effect = (work: () => void): void => {
    const fault = faults.get(effects++);
    if (fault === "die-before") throw new Died();
    if (fault === "fail") throw new EnvironmentFault(silence);
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
    tell: (news: News) => {
      if (news.kind === "done") told.push(news.what);
    },
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
    plan: async (name, state) => {
      effect(() => {
        if (options.refuses?.(name) === true) throw new ReleaseRefused(`the plan for ${name} does more`);
        planned = name;
      });
      return async () => {
        if (planned !== name) throw new Error(`${planned} was planned, and ${name} is applied`);
        const changed = canonicalJson(actual) !== canonicalJson(state);
        effect(() => {
          const began = now;
          actual = state;
          sinceApply = 0;
          now += 60_000;
          moves.push({ began, ended: now, state });
        });
        return { kind: "applied", changed };
      };
    },
    look: async (wanted, _generation, judgedBy) => {
      effect(() => {
        sinceApply++;
        now += 1_000;
      });
      const { state, since } = alarmAt(now);
      const missing = sinceApply > options.slowness ? [] : ["not yet"];
      const traffic = Object.entries(wanted).flatMap(([id, { attached, weight }]) =>
        attached && actual[id]?.weight !== weight ? [`${id} has not ${weight}`] : [],
      );
      const standing = Object.keys(wanted).filter((id) => (actual[id]?.max ?? 0) > 0);
      const reading = (rule: string): AlarmReading => ({ rule, alarm: rule, state, since, reason: "" });
      return { at: now, missing, traffic, broken: null, standing, alarms: judgedBy.map(reading) };
    },
    intention: {
      read: () => kept,
      write: (intention) =>
        effect(() => {
          kept = intention;
          if (intention !== null) moves.push({ began: now, ended: now, state: null });
        }),
    },
  };
  return {
    world,
    ledger: () => ledger,
    actual: () => actual,
    moves,
    told,
    alarmAt,
    changes: () => alarms.map(({ after }) => start + after),
    now: () => now,
    pass: (duration) => {
      now += duration;
    },
    fire: () => change("alarm"),
    heal: () => {
      faults = new Map();
      change("ok");
    },
  };
}

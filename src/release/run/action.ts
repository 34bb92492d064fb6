import type { PlannedStep } from "../ledger/entry.ts";
import type { FleetRecord, LiveEnvironment } from "../ledger/state.ts";
import type { AlarmReading } from "./verdict.ts";

/** What whoever drives a rollout does next. Everything but `wait` and `look` ends in an entry of the ledger. */
export type Action =
  /** Nothing is under way any more. */
  | { readonly kind: "finished" }
  /** Applies a step's state. Doing it again does no harm. */
  | { readonly kind: "apply"; readonly step: number; readonly planned: PlannedStep }
  /** Looks at alarms before more traffic moves or the way back goes, or at what an apply has led to: at `sightOf`. */
  | { readonly kind: "look"; readonly step: number; readonly planned: PlannedStep }
  | { readonly kind: "wait"; readonly until: number; readonly why: Waiting }
  | { readonly kind: "pass"; readonly step: number; readonly verdict: "pass" | "unjudged" }
  | { readonly kind: "promote"; readonly generation: string }
  /** The same, where a person is to do it. */
  | { readonly kind: "hold" }
  /** Takes all traffic back and gives the rollout up. */
  | { readonly kind: "abort"; readonly verdict: "fail" | "inconclusive"; readonly reason: string }
  /** The same after the promotion: the generation before is made the stable one again. */
  | { readonly kind: "roll_back"; readonly to: string; readonly reason: string }
  /** A person has to look. The rollout stays under way. */
  | { readonly kind: "stop"; readonly reason: string };

export type Waiting =
  /** Watching the alarms. `until` is the next look, `end` the end of the bake. */
  | { readonly kind: "bake"; readonly step: number; readonly end: number }
  /** For what the apply has set going. */
  | { readonly kind: "settle"; readonly step: number; readonly missing: readonly string[]; readonly end: number }
  /** For alarms that have no data. */
  | { readonly kind: "data"; readonly step: number; readonly alarms: readonly AlarmReading[]; readonly end: number }
  /** `keep_previous`. `until` is the next look, where there are alarms to look at. */
  | { readonly kind: "keep"; readonly step: number; readonly end: number };

/** What this process knows of the step under way. It is lost when the process dies, and nothing depends on it. */
export interface Progress {
  readonly step: number;
  /** When the apply of the step ended; null while it has not been applied by this process. */
  readonly applied: number | null;
  /** Whether that apply found it as a process before this one had applied it: then it has stood for longer. */
  readonly found: boolean;
  /** When all that its state promises was first seen; null before that. */
  readonly there: number | null;
  /** What was seen last, and when. */
  readonly seen: Sighting | null;
}

export interface Sighting {
  readonly at: number;
  /** What the state promises and is not there yet, a sentence each. */
  readonly missing: readonly string[];
  /** The part of it that is about traffic. */
  readonly traffic: readonly string[];
  readonly broken: string | null;
  /** The generations of the state whose groups may have instances still. */
  readonly standing: readonly string[];
  readonly alarms: readonly AlarmReading[];
}

export interface Situation {
  readonly live: LiveEnvironment;
  readonly fleet: FleetRecord;
  readonly progress: Progress | null;
  /** Milliseconds since 1970, as everything below but `pace`. */
  readonly now: number;
  /** When the last step that passed did; null before the first. */
  readonly passedAt: number | null;
  /** What durations are divided by: 1, but in rehearsals. */
  readonly pace: number;
  /** Ends before the promotion, which a person is to confirm. */
  readonly holdPromotion: boolean;
}

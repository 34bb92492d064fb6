import type { FleetState, GenerationDefinition } from "../../plan/model.ts";
import type { LedgerEvent } from "../../release/ledger/entry.ts";
import type { Ledger } from "../../release/ledger/ledger.ts";
import type { Action, Sighting } from "../../release/run/action.ts";
import type { Intention } from "../../release/run/intention.ts";
import type { Clock } from "./clock.ts";

/** Everything outside that the release of one fleet touches. */
export interface ReleaseWorld {
  readonly clock: Clock;
  readonly fleet: string;
  /** The ledger as it is now: other processes write to it as well. */
  ledger(): Ledger;
  /**
   * Appends to the ledger; who and when is added. Throws `ReleaseRefused` where it may not. `definitions`: those of the
   * generations that the event is the first to name.
   */
  record(event: Draft, definitions?: readonly GenerationDefinition[]): Promise<void>;
  /** Runs work while no other process of this machine acts on the environment. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Plans the way into a state, and refuses a plan that does anything else; what applies it. Another plan takes its place.
   * `name` is what to call it: `03-weight-25`.
   */
  plan(name: string, state: FleetState, direction: "onward" | "back"): Promise<Apply>;
  /** Looks at how far a state is reached, and at the alarms of a generation. */
  look(state: FleetState, generation: string, judgedBy: readonly string[]): Promise<Sighting>;
  readonly intention: {
    read(): Intention | null;
    write(intention: Intention | null): void;
  };
  /** Tells whoever watches. */
  tell(news: News): void;
}

/** Applies what was planned, and nothing else: where it no longer fits what is there, that is planned and judged again. */
export type Apply = () => Promise<Applied>;

export type Applied =
  /** `changed`: whether there was anything to do. */
  | { readonly kind: "applied"; readonly changed: boolean }
  /** Terraform waited for instances that did not become healthy. */
  | { readonly kind: "unhealthy"; readonly why: string };

/** An event without who has it done and when. */
export type Draft = LedgerEvent extends infer E
  ? E extends LedgerEvent
    ? Omit<E, "at" | "actor" | "commit" | "reason"> & { readonly reason?: string }
    : never
  : never;

export type News =
  | { readonly kind: "doing"; readonly action: Action }
  | { readonly kind: "returning"; readonly intention: Intention }
  | { readonly kind: "done"; readonly what: string };

/** What the ledger or a plan does not allow. Its message says why. */
export class ReleaseRefused extends Error {
  override readonly name = "ReleaseRefused";
}

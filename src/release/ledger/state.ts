import { lookup } from "../../base/record.ts";
import type { FleetState } from "../../plan/model.ts";
import type { EventOf, PlannedStep } from "./entry.ts";

/** What a ledger's entries add up to: the live state of one environment. */
export interface LiveEnvironment {
  readonly environment: string;
  /** Every image that was baked for it, by fingerprint. */
  readonly images: Readonly<Record<string, ImageRecord>>;
  readonly fleets: Readonly<Record<string, FleetRecord>>;
}

export interface ImageRecord {
  readonly name: string;
  readonly fingerprint: string;
  /** AMI ids by region; empty once it is pruned. */
  readonly amis: Readonly<Record<string, string>>;
  /** The AMI that it was baked from, where that is known. */
  readonly base: string | null;
  /** Sequence number of the entry that said so last. */
  readonly baked: number;
  /** Why it must never run again; null while it may. */
  readonly revoked: string | null;
  readonly pruned: boolean;
}

export interface FleetRecord {
  readonly name: string;
  /** Digest of the generation that passed its rollout and has the traffic; null where none ever did. */
  readonly stable: string | null;
  readonly state: FleetState;
  /** The rollout under way. A promoted one is under way until its last step has passed, but no longer in the way. */
  readonly rollout: RolloutRecord | null;
  /** How the rollout or rollback before ended, so that a report of it that comes twice is known. */
  readonly finished: FinishedRelease | null;
  /** Every generation that a rollout was ever started for, by digest. */
  readonly generations: Readonly<Record<string, GenerationRecord>>;
  /** Generations that became stable, by promotion or rollback, the latest last; each once. */
  readonly promotions: readonly string[];
}

export interface RolloutRecord {
  readonly generation: string;
  readonly from: string | null;
  readonly plan: string;
  readonly strategy: EventOf<"started">["strategy"];
  readonly steps: readonly PlannedStep[];
  readonly abort: FleetState | null;
  /** How many steps have passed. */
  readonly passed: number;
  /** `settling`: its generation is the stable one, and steps are left that see others out. */
  readonly phase: "active" | "settling";
  /** Sequence number of the entry that started it. */
  readonly started: number;
}

export type FinishedRelease =
  | { readonly kind: "completed"; readonly plan: string }
  | { readonly kind: "aborted"; readonly plan: string }
  | { readonly kind: "rolled_back"; readonly from: string; readonly to: string };

export interface GenerationRecord {
  readonly generation: string;
  readonly image: string;
  readonly fingerprint: string;
  /** Whether its latest rollout failed, or it was rolled back from. It is not tried again unless asked by name. */
  readonly failed: boolean;
  /** Why it must never run again; null while it may. Its image may be revoked beside it. */
  readonly revoked: string | null;
  /** Whether its instances are gone for good; a new rollout may bring it back. */
  readonly retired: boolean;
  /** Sequence numbers of the entries about it. */
  readonly entries: readonly number[];
}

/** What is live before anything was recorded: nothing. */
export function emptyEnvironment(environment: string): LiveEnvironment {
  return { environment, images: {}, fleets: {} };
}

/** A fleet as the ledger knows it; one that it never heard of is new. */
export function fleetOf(live: LiveEnvironment, name: string): FleetRecord {
  return lookup(live.fleets, name) ?? newFleet(name);
}

/** Why a generation must never run again, by itself or through its image; null while it may. */
export function revocationOf(live: LiveEnvironment, generation: GenerationRecord): string | null {
  return generation.revoked ?? lookup(live.images, generation.fingerprint)?.revoked ?? null;
}

/** The generation that was given up and serves all the same, as there was nothing to go back to; null where none does. */
export function unprovenGeneration({ stable, state, rollout, generations }: FleetRecord): GenerationRecord | null {
  if (stable !== null || rollout !== null) return null;
  return Object.values(generations).find(({ generation }) => (lookup(state, generation)?.weight ?? 0) > 0) ?? null;
}

/** Whether a generation can be run again: its image exists still. */
export function isRetained(live: LiveEnvironment, generation: GenerationRecord): boolean {
  return lookup(live.images, generation.fingerprint)?.pruned === false;
}

function newFleet(name: string): FleetRecord {
  return { name, stable: null, state: {}, rollout: null, finished: null, generations: {}, promotions: [] };
}

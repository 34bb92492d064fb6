import type { FleetState, GenerationDefinition } from "./model.ts";

/** What history says is live: by environment, then by fleet. Empty before the first release. */
export type Live = Readonly<Record<string, Readonly<Record<string, LiveFleet>>>>;

export interface LiveFleet {
  /** Digest of the generation that passed its rollout and has the traffic; null where none ever passed. */
  readonly stable: string | null;
  /** The state in which the fleet was left: the default of its Terraform variable. */
  readonly state: FleetState;
  /**
   * Share (percent) of the traffic that the legacy side had before the rollout under way: what its abort gives back.
   * Absent where none is under way, or where nothing is legacy.
   */
  readonly legacyKept?: number;
  /** Definition of every generation that `state` or `rollout` names, by digest, exactly as it ran. */
  readonly generations: Readonly<Record<string, GenerationDefinition>>;
  /** The rollout under way, if there is one. */
  readonly rollout?: { readonly generation: string };
}

/** Whether a first release was given up: nothing that is live was ever promoted, and no rollout is under way to prove it. */
export function isUnproven({ stable, rollout }: LiveFleet): boolean {
  return stable === null && rollout === undefined;
}

import { lookup } from "../../base/record.ts";
import { fleetOf, type GenerationRecord, isRetained, type LiveEnvironment, revocationOf } from "../ledger/state.ts";

export interface RollbackCandidate {
  readonly generation: GenerationRecord;
  /** Whether it still has instances, so that one apply takes all traffic back; else it is rolled out anew. */
  readonly ready: boolean;
}

/**
 * What a fleet can be rolled back to, the latest first: generations that were stable once, did not fail, are not
 * revoked, and whose image exists still.
 */
export function rollbackCandidates(live: LiveEnvironment, fleetName: string): readonly RollbackCandidate[] {
  const fleet = fleetOf(live, fleetName);
  return fleet.promotions
    .filter((digest) => digest !== fleet.stable)
    .reverse()
    .flatMap((digest) => {
      const generation = lookup(fleet.generations, digest);
      if (generation === undefined || !isGood(live, generation)) return [];
      return [{ generation, ready: Object.hasOwn(fleet.state, digest) }];
    });
}

function isGood(live: LiveEnvironment, generation: GenerationRecord): boolean {
  return !generation.failed && revocationOf(live, generation) === null && isRetained(live, generation);
}

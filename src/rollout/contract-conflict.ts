import type { ContractPlan } from "../plan/model.ts";

/** Why two releases can't work on the same data at the same time, and what to do instead. */
export interface ContractConflict {
  readonly problem: string;
  readonly help: string;
}

/**
 * What keeps a release from running beside another one, by their contracts about one store; null where nothing does. The
 * newer of the two decides.
 */
export function contractConflict(ours: ContractPlan, theirs: ContractPlan): ContractConflict | null {
  if (ours.version > theirs.version)
    return theirs.version >= ours.compatibleFrom
      ? null
      : {
          problem: `version ${ours.version} works beside version ${ours.compatibleFrom} and later, and that one has ${theirs.version}`,
          help: `release a version first that still works beside ${theirs.version}`,
        };
  if (ours.version < theirs.version)
    return ours.version >= theirs.compatibleFrom
      ? null
      : {
          problem: `that one has version ${theirs.version}, which works beside version ${theirs.compatibleFrom} and later, and this is ${ours.version}`,
          help: `go back no further than version ${theirs.compatibleFrom}`,
        };
  return null;
}

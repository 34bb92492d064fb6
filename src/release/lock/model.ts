import type { Lock, LockedBase, WantedBase } from "../../plan/lock.ts";
import type { Arch } from "../../plan/model.ts";

/** The lock's name in a project's root. */
export const lockFileName = "immu.lock";

/** The content of `immu.lock`: which base images builds start from, and which compiler makes them. */
export interface LockFile extends Lock {
  readonly version: typeof lockVersion;
  /** Sorted by owner, pattern and region; one of each. */
  readonly bases: readonly ResolvedBase[];
  readonly toolchain: Toolchain;
}

/** The tools that decide what a build makes. */
export interface Toolchain {
  /** Version of the compiler; absent where a lock is held to none. */
  readonly immuc?: string | undefined;
}

/** The version of the lock's form that this compiler writes. */
export const lockVersion = 1;

/** A pinned base image and the architecture that it was found to have. */
export interface ResolvedBase extends LockedBase {
  readonly architecture: Arch;
}

/** An image that exists: what a lock chooses from. */
export interface AvailableImage {
  readonly region: string;
  /** Every name its owner goes by: the account's number, an alias such as `amazon`, `self`. */
  readonly owners: readonly string[];
  /** `ami-…` */
  readonly id: string;
  readonly name: string;
  /** ISO 8601, in UTC. */
  readonly created: string;
  readonly architecture: Arch;
}

/** The lock of a project that has none yet. */
export const emptyLock: LockFile = { version: lockVersion, bases: [], toolchain: {} };

/** What tells one wanted base from another. */
export function baseKey(base: WantedBase): string {
  return JSON.stringify([base.owner, base.pattern, base.region]);
}

/** What `immu.lock` pins, as the core reads it. */
export interface Lock {
  readonly bases: readonly LockedBase[];
}

/** A base image that an image starts from, where that is baked. */
export interface WantedBase {
  readonly owner: string;
  /** What its name must fit. */
  readonly pattern: string;
  readonly region: string;
}

/** One base image in one region. */
export interface LockedBase extends WantedBase {
  /** `ami-…` */
  readonly id: string;
  readonly name: string;
  /** ISO 8601. */
  readonly created: string;
}

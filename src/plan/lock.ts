/** What `immu.lock` pins, as the core reads it. */
export interface Lock {
  readonly bases: readonly LockedBase[];
}

/** One base image in one region. */
export interface LockedBase {
  readonly owner: string;
  /** The name pattern that it was resolved from. */
  readonly pattern: string;
  readonly region: string;
  /** `ami-…` */
  readonly id: string;
  readonly name: string;
  /** ISO 8601. */
  readonly created: string;
}

/** A word that a command line can go on with. */
export interface Candidate {
  readonly value: string;
  /** What it is, for shells that show it; empty where there is nothing to say. */
  readonly description: string;
}

/** A candidate of this value. */
export function candidate(value: string, description = ""): Candidate {
  return { value, description };
}

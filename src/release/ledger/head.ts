import type { LedgerEntry } from "./entry.ts";

/** A point in a ledger's history: what a manifest, a tag or an earlier reader keeps of it. */
export interface LedgerHead {
  readonly sequence: number;
  readonly digest: string;
}

/** How far a ledger reaches; null where it has no entries. */
export function headOf({ entries }: { readonly entries: readonly LedgerEntry[] }): LedgerHead | null {
  const last = entries.at(-1);
  return last === undefined ? null : { sequence: last.sequence, digest: last.digest };
}

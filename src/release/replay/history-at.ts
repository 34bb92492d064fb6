import { foldLedger, type Ledger } from "../ledger/ledger.ts";
import type { LiveEnvironment } from "../ledger/state.ts";

/** What ledgers said at an earlier time, and how far they reached. */
export interface EarlierHistory {
  readonly environments: readonly LiveEnvironment[];
  readonly heads: Readonly<Record<string, { readonly sequence: number; readonly digest: string }>>;
  /** Environments whose ledgers do not reach that far: another history than the one that was read then. */
  readonly short: readonly string[];
}

/** Folds each ledger up to the entry that a build had read. `reached`: by environment, the number of that entry. */
export function historyAt(ledgers: readonly Ledger[], reached: Readonly<Record<string, number>>): EarlierHistory {
  const environments: LiveEnvironment[] = [];
  const heads: Record<string, { readonly sequence: number; readonly digest: string }> = {};
  const short: string[] = [];
  for (const [name, sequence] of Object.entries(reached)) {
    const entries = ledgers.find(({ live }) => live.environment === name)?.entries ?? [];
    const last = entries[sequence - 1];
    if (last === undefined) short.push(name);
    else {
      environments.push(foldLedger(name, entries.slice(0, sequence)));
      heads[name] = { sequence, digest: last.digest };
    }
  }
  return { environments, heads, short };
}

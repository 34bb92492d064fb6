import { existsSync } from "node:fs";
import { join } from "node:path";
import { compareCodePoints } from "../../base/order.ts";
import { environmentsIn, isEnvironmentName, type LedgerFolder, ledgerName } from "../../host/ledger/ledger-folder.ts";
import { type HistoryReading, readHistory, untrustedText } from "../../host/ledger/read-history.ts";
import { readLedger } from "../../host/ledger/read-ledger.ts";
import type { Ledger } from "../../release/ledger/ledger.ts";
import { suggest } from "../../semantics/suggest.ts";
import { UsageError } from "../usage-error.ts";
import { VerificationError } from "../verification-error.ts";

/** The ledger of an environment, verified. One that is broken is not answered from, and one that is not there is refused. */
export function readLedgerOf(folder: LedgerFolder, environment: string): Ledger {
  const name = isEnvironmentName(environment) ? ledgerName(environment) : null;
  if (name === null || !existsSync(join(folder.path, name)))
    throw new UsageError(
      `--env ${environment}: nothing was ever released there; there is no ${folder.shownAs}/${environment}.jsonl`,
    );
  const verified = readLedger(folder, environment);
  if (verified.kind === "sound") return verified.ledger;
  const { line, message } = verified.problem;
  throw new VerificationError(untrustedText([{ file: `${folder.shownAs}/${name}`, line, message }]));
}

/**
 * The ledgers of one environment, or of all where none is named; with a fleet's name, those that know it. A fleet that none
 * of them knows is refused.
 */
export function ledgersOf(
  folder: LedgerFolder,
  { environment, fleet }: { readonly environment: string | undefined; readonly fleet: string | undefined },
): readonly Ledger[] {
  const environments = environment === undefined ? environmentsIn(folder) : [environment];
  const ledgers = environments.map((name) => readLedgerOf(folder, name));
  if (fleet === undefined) return ledgers;
  const known = ledgers.filter(({ live }) => Object.hasOwn(live.fleets, fleet));
  // Where no environment has it, the first one says what it knows.
  const [first] = ledgers;
  if (known.length === 0 && first !== undefined) requireFleet(first, fleet);
  return known;
}

/** The histories of environments (of all, by default), verified. Where one can't be trusted, nothing is answered from any. */
export function soundHistory(folder: LedgerFolder, wanted?: readonly string[]): HistoryReading & { kind: "read" } {
  const history = readHistory(folder, wanted);
  if (history.kind === "read") return history;
  throw new VerificationError(untrustedText(history.problems));
}

/** Refuses a fleet that a ledger never heard of. */
export function requireFleet({ live }: Ledger, fleet: string): void {
  if (Object.hasOwn(live.fleets, fleet)) return;
  const known = Object.keys(live.fleets).sort(compareCodePoints);
  const near = suggest(fleet, known);
  const advice = near === null ? `It knows ${known.join(", ") || "none"}.` : `Did you mean ${near}?`;
  throw new UsageError(`the ledger of ${live.environment} knows no fleet ${fleet}\n  ${advice}`);
}

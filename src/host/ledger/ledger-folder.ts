import { readdirSync } from "node:fs";
import { join } from "node:path";
import { shortDigest } from "../../base/digest.ts";
import { compareCodePoints } from "../../base/order.ts";
import { faultsNaming, nullOn } from "../fault.ts";

/** Where the histories of a project lie. */
export interface LedgerFolder {
  /** Absolute. */
  readonly path: string;
  /** The folder as the user knows it, for messages. */
  readonly shownAs: string;
}

/** Whether a text can be an environment's name, as the language has names: none leads out of the folder. */
export function isEnvironmentName(text: string): boolean {
  return /^[\p{XID_Start}_][\p{XID_Continue}-]*$/u.test(text);
}

/** The name of an environment's ledger in the folder. */
export function ledgerName(environment: string): string {
  if (!isEnvironmentName(environment)) throw new Error(`not an environment's name: ${environment}`);
  return `${environment}.jsonl`;
}

/** The environment that a file in the folder is the ledger of; null for other files. */
export function environmentOf(fileName: string): string | null {
  // Some file systems take names apart; the language has them in normal form.
  const [, name = ""] = /^(.+)\.jsonl$/.exec(fileName.normalize("NFC")) ?? [];
  return isEnvironmentName(name) ? name : null;
}

/** The environments that have a ledger, sorted; none where nothing was ever released. */
export function environmentsIn(folder: LedgerFolder): readonly string[] {
  const names = faultsNaming("read the folder", folder.shownAs, () =>
    nullOn(["ENOENT"], () => readdirSync(folder.path)),
  );
  return (names ?? []).flatMap((name) => environmentOf(name) ?? []).sort(compareCodePoints);
}

/** The lock that writers of a ledger take. */
export function lockPath(folder: LedgerFolder, environment: string): string {
  return join(folder.path, `.${ledgerName(environment)}.lock`);
}

/** Where the remains of an entry go that a writer died over. */
export function tornName(environment: string, entry: number, digest: string): string {
  return `${environment}.entry-${entry}.torn-${shortDigest(digest)}`;
}

/** The name of a generation's definition, below the folder. */
export function definitionName(generation: string): string {
  if (!/^[0-9a-f]{64}$/.test(generation)) throw new Error(`not a generation's digest: ${generation}`);
  return `generations/${generation}.json`;
}

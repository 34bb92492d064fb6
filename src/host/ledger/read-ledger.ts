import { join } from "node:path";
import type { LedgerHead } from "../../release/ledger/head.ts";
import { type Verified, verifyLedger } from "../../release/ledger/verify.ts";
import { faultsNaming, nullOn } from "../fault.ts";
import { readRegularFile } from "../regular-file.ts";
import { isEnvironmentName, type LedgerFolder, ledgerName } from "./ledger-folder.ts";

/** Reads and verifies the ledger of an environment; one that does not exist, or that nothing can be called, is empty. */
export function readLedger(folder: LedgerFolder, environment: string, head: LedgerHead | null = null): Verified {
  if (!isEnvironmentName(environment)) return verifyLedger(environment, new Uint8Array(), head);
  const name = ledgerName(environment);
  const content = faultsNaming("read", `${folder.shownAs}/${name}`, () =>
    nullOn(["ENOENT"], () => readRegularFile(join(folder.path, name))),
  );
  return verifyLedger(environment, content ?? new Uint8Array(), head);
}

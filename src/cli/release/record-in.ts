import type { LedgerFolder } from "../../host/ledger/ledger-folder.ts";
import { systemClock } from "../../host/release/clock.ts";
import { currentActor } from "../../host/release/commit.ts";
import { recordDraft } from "../../host/release/fleet-world.ts";
import type { Draft } from "../../host/release/world.ts";
import type { Terminal } from "../terminal.ts";

/** Where a command records, and from which commit it acts. */
export interface Recording {
  readonly terminal: Terminal;
  readonly folder: LedgerFolder;
  readonly commit: string | null;
}

/** Records what a command has done, now and by whoever runs it, in the ledger of an environment. */
export async function recordIn(
  { terminal, folder, commit }: Recording,
  environment: string,
  event: Draft,
): Promise<void> {
  const context = { clock: systemClock, actor: currentActor(), commit, note: terminal.note };
  await recordDraft({ ...context, folder, environment: { name: environment } }, event, []);
}

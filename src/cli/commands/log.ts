import type { LedgerEntry } from "../../release/ledger/entry.ts";
import type { Ledger } from "../../release/ledger/ledger.ts";
import { history } from "../../release/query/history.ts";
import { renderHistory } from "../../release/query/render-history.ts";
import { defineCommand, flag, optionalWord } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { ledgerFolderOf, rootOf } from "../release/open-release.ts";
import { ledgersOf } from "../release/read-ledger-of.ts";
import { releaseOptions } from "../release/release-options.ts";

export const command = defineCommand({
  summary: "show what was baked, released and rolled back, and why",
  description:
    "Shows the history of every environment, or of one, or of one fleet with the images that it ran: the earliest entry " +
    "first, each with its number, time, actor, commit and reason. The ledgers are verified before.",
  arguments: { fleet: optionalWord("fleet", "a fleet (default: all)") },
  options: {
    project: releaseOptions.project,
    environment: releaseOptions.environment,
    json: flag("--json", "print one JSON document"),
  },
  run({ terminal, arguments: { fleet }, options }) {
    const folder = ledgerFolderOf(rootOf(terminal, options.project));
    const ledgers = ledgersOf(folder, { environment: options.environment, fleet });
    const told = ledgers.map((ledger) => ({
      environment: ledger.live.environment,
      entries: entriesOf(ledger, fleet),
    }));
    if (options.json) {
      terminal.print(`${JSON.stringify({ environments: told }, null, 2)}\n`);
      return exitCodes.fine;
    }
    if (told.length === 0) terminal.print("nothing was ever released: there is no ledger\n");
    for (const { environment, entries } of told)
      terminal.print(`${terminal.printColors.bold(environment)}\n${renderHistory(entries)}`);
    return exitCodes.fine;
  },
});

function entriesOf(ledger: Ledger, fleet: string | undefined): readonly LedgerEntry[] {
  return fleet === undefined ? ledger.entries : history(ledger, fleet);
}

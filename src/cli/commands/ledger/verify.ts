import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { shortDigest } from "../../../base/digest.ts";
import { compareCodePoints } from "../../../base/json.ts";
import { plural } from "../../../diagnostics/render/summary.ts";
import { readManifest } from "../../../emit/output/read-manifest.ts";
import { faultsNaming } from "../../../host/fault.ts";
import { readHistory } from "../../../host/ledger/read-history.ts";
import { readLedger } from "../../../host/ledger/read-ledger.ts";
import { defineCommand, flag, textOption } from "../../command.ts";
import { exitCodes } from "../../exit-code.ts";
import { ledgerFolderOf, rootOf } from "../../release/open-release.ts";
import { releaseOptions } from "../../release/release-options.ts";
import { UsageError } from "../../usage-error.ts";

export const command = defineCommand({
  summary: "check that the history of releases is whole and lawful",
  description:
    "Checks every byte of every ledger: the chain of its entries, that each was lawful when it was made, and the stored " +
    "definitions of what is live. That whole entries are missing at its end, only something that knew them can tell: the " +
    "manifest of a build, which is looked at where there is one.",
  arguments: {},
  options: {
    project: releaseOptions.project,
    manifest: textOption("--manifest <file>", "a build's manifest (default: dist/immu.manifest.json, if it is there)"),
    json: flag("--json", "print one JSON document"),
  },
  run({ terminal, options }) {
    const root = rootOf(terminal, options.project);
    const folder = ledgerFolderOf(root);
    const heads = headsOf(terminal.folder, root, options.manifest);
    const history = readHistory(folder);
    const read = history.kind === "read" ? [...history.ledgers.keys()] : [];
    const short = [...new Set([...read, ...Object.keys(heads)])].sort(compareCodePoints).flatMap((environment) => {
      const verified = readLedger(folder, environment, heads[environment] ?? null);
      if (verified.kind === "sound") return [];
      const { line, message } = verified.problem;
      return [{ file: `${folder.shownAs}/${environment}.jsonl`, line, message }];
    });
    const problems = history.kind === "broken" ? history.problems : short;
    const ledgers = history.kind === "broken" ? [] : [...history.ledgers.values()];
    const rows = ledgers.map(({ entries, live }) => {
      const last = entries.at(-1);
      const head = last === undefined ? null : { sequence: last.sequence, digest: last.digest };
      return { environment: live.environment, entries: entries.length, head };
    });
    if (options.json)
      terminal.print(`${JSON.stringify({ ok: problems.length === 0, problems, ledgers: rows }, null, 2)}\n`);
    else {
      for (const { file, line, message } of problems)
        terminal.print(`${file}${line === null ? "" : `:${line}`}: ${message}\n`);
      if (problems.length === 0)
        for (const { environment, entries, head } of rows)
          terminal.print(
            `${environment}: ${plural(entries, "entry").replace("entrys", "entries")}, sound${head === null ? "" : `, head ${shortDigest(head.digest)}`}\n`,
          );
      if (problems.length === 0 && rows.length === 0) terminal.print("there is no ledger yet\n");
    }
    return problems.length === 0 ? exitCodes.fine : exitCodes.policy;
  },
});

/** How far each ledger must reach, as a build that read it says. */
function headsOf(currentFolder: string, root: string, wish: string | undefined) {
  const file = wish === undefined ? resolve(root, "dist/immu.manifest.json") : resolve(currentFolder, wish);
  if (wish === undefined && !existsSync(file)) return {};
  const manifest = readManifest(faultsNaming("read", wish ?? file, () => readFileSync(file, "utf8")));
  if (manifest === null && wish !== undefined) throw new UsageError(`--manifest ${wish} is no manifest of a build`);
  return manifest?.ledger ?? {};
}

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { shortDigest } from "../../../base/digest.ts";
import { compareCodePoints, distinctTexts } from "../../../base/order.ts";
import { plural } from "../../../base/wording.ts";
import { visibleLine } from "../../../diagnostics/render/visible.ts";
import type { LedgerHeads } from "../../../emit/output/manifest.ts";
import { readManifest } from "../../../emit/output/read-manifest.ts";
import { faultsNaming } from "../../../host/fault.ts";
import { committedHeads } from "../../../host/ledger/committed-heads.ts";
import { loadDefinition } from "../../../host/ledger/generation-store.ts";
import { definitionName, type LedgerFolder } from "../../../host/ledger/ledger-folder.ts";
import { type HistoryProblem, problemAt, readHistory } from "../../../host/ledger/read-history.ts";
import { readLedger } from "../../../host/ledger/read-ledger.ts";
import { readRegularText } from "../../../host/regular-file.ts";
import { headOf } from "../../../release/ledger/head.ts";
import type { Ledger } from "../../../release/ledger/ledger.ts";
import { defineCommand, flag, textOption } from "../../command.ts";
import { exitCodes } from "../../exit-code.ts";
import { ledgerFolderOf, rootOf } from "../../release/open-release.ts";
import { releaseOptions } from "../../release/release-options.ts";
import { UsageError } from "../../usage-error.ts";

export const command = defineCommand({
  summary: "check that the history of releases is whole and lawful",
  description:
    "Checks every byte of every ledger: the chain of its entries, that each was lawful when it was made, and the stored " +
    "definitions of all that was ever released. A last line that a writer died over is warned of. That whole entries are " +
    "missing at its end, or that all of it was written anew, only something that knew them can tell: git, which must have " +
    "nothing at HEAD that is not there now, and the manifest of a build, which is looked at where there is one.",
  arguments: {},
  options: {
    project: releaseOptions.project,
    from: textOption("--from <revision>", "what git has there must be how the ledgers begin (default: HEAD)"),
    manifest: textOption("--manifest <file>", "a build's manifest (default: dist/immu.manifest.json, if it is there)"),
    json: flag("--json", "print one JSON document"),
  },
  run({ terminal, options }) {
    const root = rootOf(terminal, options.project);
    const folder = ledgerFolderOf(root);
    const witnesses = [
      committed(root, options.from),
      { name: "the manifest of the build", heads: headsOf(terminal.folder, root, options.manifest) },
    ];
    const history = readHistory(folder);
    const problems =
      history.kind === "broken"
        ? history.problems
        : [
            ...witnesses.flatMap((witness) => contradictions(folder, witness)),
            ...lostDefinitions(folder, history.ledgers.values()),
          ];
    const ledgers = history.kind === "broken" ? [] : [...history.ledgers.values()];
    const torn = history.kind === "broken" ? [] : history.torn;
    const rows = ledgers.map((ledger) => ({
      environment: ledger.live.environment,
      entries: ledger.entries.length,
      head: headOf(ledger),
    }));
    if (options.json)
      terminal.print(`${JSON.stringify({ ok: problems.length === 0, problems, torn, ledgers: rows }, null, 2)}\n`);
    else {
      for (const problem of problems) terminal.print(`${visibleLine(problemAt(problem))}\n`);
      for (const each of torn) terminal.print(`warning: ${visibleLine(problemAt(each))}\n`);
      if (problems.length === 0)
        for (const { environment, entries, head } of rows)
          terminal.print(
            `${environment}: ${plural(entries, "entry", "entries")}, sound${head === null ? "" : `, head ${shortDigest(head.digest)}`}\n`,
          );
      if (problems.length === 0 && rows.length === 0) terminal.print("there is no ledger yet\n");
    }
    return problems.length === 0 ? exitCodes.fine : exitCodes.policy;
  },
});

/** What knows how far ledgers must reach at least. */
interface Witness {
  readonly name: string;
  readonly heads: LedgerHeads;
}

function committed(root: string, wish: string | undefined): Witness {
  const revision = wish ?? "HEAD";
  const read = committedHeads(root, revision);
  if (read.kind === "read") return { name: `git at ${revision}`, heads: read.heads };
  if (wish !== undefined)
    throw new UsageError(
      read.kind === "no-repository"
        ? "--from names a revision, and the project is in no git repository"
        : `--from ${wish}: git knows no such revision`,
    );
  return { name: "git", heads: {} };
}

function contradictions(folder: LedgerFolder, { name, heads }: Witness): readonly HistoryProblem[] {
  return Object.keys(heads)
    .sort(compareCodePoints)
    .flatMap((environment) => {
      const verified = readLedger(folder, environment, heads[environment] ?? null);
      if (verified.kind === "sound") return [];
      const { line, message } = verified.problem;
      return [{ file: `${folder.shownAs}/${environment}.jsonl`, line, message: `${message}, as ${name} has it` }];
    });
}

/** What a rollback or a replay would look for in vain. Those of what is live, history itself asks for. */
function lostDefinitions(folder: LedgerFolder, ledgers: Iterable<Ledger>): readonly HistoryProblem[] {
  const generations = [...ledgers].flatMap(({ live }) =>
    Object.values(live.fleets).flatMap((fleet) => Object.keys(fleet.generations)),
  );
  return distinctTexts(generations).flatMap((generation) => {
    const stored = loadDefinition(folder, generation);
    if (stored.kind === "found") return [];
    const name = `generation ${shortDigest(generation)}`;
    const lost = `${name} was released, but its definition is missing`;
    const message = stored.kind === "broken" ? `the definition of ${name} ${stored.what}` : lost;
    return [{ file: `${folder.shownAs}/${definitionName(generation)}`, line: null, message }];
  });
}

/** How far each ledger must reach, as a build that read it says. */
function headsOf(currentFolder: string, root: string, wish: string | undefined): LedgerHeads {
  const file = wish === undefined ? resolve(root, "dist/immu.manifest.json") : resolve(currentFolder, wish);
  if (wish === undefined && !existsSync(file)) return {};
  const manifest = readManifest(faultsNaming("read", wish ?? file, () => readRegularText(file)));
  if (manifest === null && wish !== undefined) throw new UsageError(`--manifest ${wish} is no manifest of a build`);
  return manifest?.ledger ?? {};
}

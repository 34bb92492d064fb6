import { version } from "../../../package.json";
import { assertNever } from "../../base/assert-never.ts";
import { sha256, shortDigest } from "../../base/digest.ts";
import type { ProjectFiles } from "../../base/project-files.ts";
import { plural } from "../../base/wording.ts";
import { openGitProject } from "../../host/git-project-files.ts";
import { loadDefinition } from "../../host/ledger/generation-store.ts";
import { environmentsIn, type LedgerFolder } from "../../host/ledger/ledger-folder.ts";
import { writeOutput } from "../../host/output/write-output.ts";
import type { GenerationDefinition } from "../../plan/model.ts";
import type { BuildRecord } from "../../release/ledger/entry.ts";
import type { Ledger } from "../../release/ledger/ledger.ts";
import { findReleases, type RecordedRelease, releaseName } from "../../release/replay/find-release.ts";
import { type EarlierHistory, historyAt } from "../../release/replay/history-at.ts";
import { neededDefinitions, toLive } from "../../release/to-live.ts";
import { defineCommand, flag, textOption, word } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { exitCodeFor } from "../project/compile-project.ts";
import { compileVersion } from "../project/compile-version.ts";
import { emitOutput } from "../project/emit-output.ts";
import { shownPath } from "../project/locate-project.ts";
import { outputFolder } from "../project/output-folder.ts";
import { printFindings } from "../project/print-findings.ts";
import { ledgerFolderOf, rootOf } from "../release/open-release.ts";
import { readLedgerOf } from "../release/read-ledger-of.ts";
import { releaseOptions } from "../release/release-options.ts";
import { UsageError } from "../usage-error.ts";
import { VerificationError } from "../verification-error.ts";

export const command = defineCommand({
  summary: "build an old release again, byte for byte",
  description:
    "Builds a release again from what its ledger recorded: the sources and the lock of its commit, its parameters, and " +
    "the history as it was then. The result must have the digest that was recorded. With --out it is written; the work " +
    "tree is not touched.",
  arguments: {
    release: word("release", "its name in `immuc log`, such as prod:12, or the beginning of its generation's digest"),
  },
  options: {
    project: releaseOptions.project,
    out: textOption("-o, --out <folder>", "where to write the output (default: nowhere)"),
    anyVersion: flag("--any-version", "try although another version of immuc built it"),
    json: flag("--json", "print one JSON document"),
  },
  async run({ terminal, arguments: { release: name }, options }) {
    const root = rootOf(terminal, options.project);
    const folder = ledgerFolderOf(root);
    const ledgers = environmentsIn(folder).map((environment) => readLedgerOf(folder, environment));
    const release = releaseNamed(ledgers, name);
    const build = buildOf(release, options.anyVersion);
    const files = filesOf(root, release, build);
    const history = historyAt(ledgers, build.history);
    const { environment } = release;
    const params = new Map(Object.entries(build.params));
    const live = liveAt(folder, release, history);
    const compilation = await compileVersion({ files, root, entry: build.entry, params, live, environment });
    const { plan, diagnostics, sources } = compilation;
    if (plan === null) {
      terminal.note(`release ${releaseName(release)} does not build any more\n`);
      await printFindings(terminal, diagnostics, sources, root);
      return exitCodeFor(diagnostics);
    }
    const output = await emitOutput({ compilation, plan, params, ledger: history.heads, compiler: build.compiler });
    const digest = sha256(output.manifest.bytes);
    const ok = digest === build.manifest;
    const count = plural(output.artifacts.length + 1, "file");
    const out = options.out === undefined ? null : outputFolder(terminal.folder, options.out, root);
    const shownAs = out === null ? null : shownPath(terminal.folder, out);
    if (ok && out !== null && shownAs !== null)
      await writeOutput({
        folder: out,
        shownAs,
        artifacts: output.artifacts,
        manifest: output.manifest,
        onWait: () => {},
      });
    if (options.json) terminal.print(asJson(release, build, digest, ok ? shownAs : null));
    else if (ok)
      terminal.print(
        `${terminal.printColors.green("same")}  release ${releaseName(release)} at ${shortDigest(release.event.commit ?? "")}: ${count}, manifest ${shortDigest(digest)}, as recorded\n${shownAs === null ? "" : `wrote ${shownAs}\n`}`,
      );
    else terminal.print(`${differenceText(release, build, digest)}\n`);
    return ok ? exitCodes.fine : exitCodes.policy;
  },
});

function releaseNamed(ledgers: readonly Ledger[], name: string): RecordedRelease {
  const found = findReleases(ledgers, name);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  throw new UsageError(
    found.length === 0
      ? `no ledger tells of a release ${name}\n  Name it as \`immuc log\` numbers the entry that started it, such as prod:12.`
      : `${name} is the beginning of several releases: ${found.map(releaseName).join(", ")}`,
  );
}

/** What a release was built from; refuses where the ledger does not say, or where this version can't say the same. */
function buildOf(release: RecordedRelease, anyVersion: boolean): BuildRecord {
  const { build } = release.event;
  const name = releaseName(release);
  if (build === undefined)
    throw new VerificationError(
      `release ${name} can't be replayed: its entry does not record what it was built from\n  A generation that was brought back was built from the ledger, and from no version of the sources.`,
    );
  if (build.compiler !== version && !anyVersion)
    throw new VerificationError(
      `release ${name} was built by immuc ${build.compiler}, and this is ${version}, which may write other bytes\n  Install immuc ${build.compiler}, or try it with --any-version.`,
    );
  return build;
}

function filesOf(root: string, release: RecordedRelease, { folder }: BuildRecord): ProjectFiles {
  const { commit } = release.event;
  if (commit === null)
    throw new VerificationError(
      `release ${releaseName(release)} can't be replayed: it was built outside of a repository`,
    );
  const opened = openGitProject(root, commit, folder);
  switch (opened.kind) {
    case "open":
      return opened.files;
    case "no-repository":
      throw new UsageError("the project is in no git repository, and the sources of a release are read from one");
    case "unknown-revision":
      throw new VerificationError(
        `release ${releaseName(release)} was built at commit ${commit}, which this repository does not have\n  Get it with git fetch, or git fetch --unshallow where only the last commits are here.`,
      );
    default:
      return assertNever(opened);
  }
}

function liveAt(folder: LedgerFolder, release: RecordedRelease, { environments, short }: EarlierHistory) {
  if (short.length > 0)
    throw new VerificationError(
      `release ${releaseName(release)} had read more of the ledger of ${short.join(", ")} than there is now`,
    );
  const definitions = new Map<string, GenerationDefinition>();
  for (const generation of neededDefinitions(environments)) {
    const stored = loadDefinition(folder, generation);
    if (stored.kind === "broken") throw new VerificationError(stored.message);
    if (stored.kind === "found") definitions.set(generation, stored.definition);
  }
  const { live, missing } = toLive(environments, definitions);
  if (missing.length > 0)
    throw new VerificationError(
      `the definitions of generations that were live then are missing: ${missing.map(shortDigest).join(", ")}`,
    );
  return live;
}

function differenceText(release: RecordedRelease, build: BuildRecord, digest: string): string {
  const { uncommitted = [] } = build;
  return [
    `different  release ${releaseName(release)}: the manifest has digest ${shortDigest(digest)}, and ${shortDigest(build.manifest)} was recorded`,
    ...(uncommitted.length === 0
      ? []
      : [`  It was built with changes that were not committed, in ${uncommitted.join(", ")}.`]),
    ...(build.compiler === version ? [] : [`  immuc ${build.compiler} built it, and this is ${version}.`]),
    ...(uncommitted.length === 0 && build.compiler === version
      ? [
          "  Its files may have another form here: git can change line ends (core.autocrlf, .gitattributes), or filter them.",
        ]
      : []),
  ].join("\n");
}

function asJson(release: RecordedRelease, build: BuildRecord, digest: string, written: string | null): string {
  const { environment, sequence, event } = release;
  const { fleet, generation, commit } = event;
  const ok = digest === build.manifest;
  const document = { ok, environment, sequence, fleet, generation, commit, build, manifest: digest, written };
  return `${JSON.stringify(document, null, 2)}\n`;
}

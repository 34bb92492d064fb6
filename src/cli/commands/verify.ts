import { join, resolve } from "node:path";
import { version } from "../../../package.json";
import { sha256 } from "../../base/digest.ts";
import { distinctTexts } from "../../base/order.ts";
import { plural } from "../../base/wording.ts";
import { visibleLine } from "../../diagnostics/render/visible.ts";
import type { Artifact } from "../../emit/artifact.ts";
import { type LedgerHeads, manifestPath } from "../../emit/output/manifest.ts";
import type { Manifest } from "../../emit/output/read-manifest.ts";
import { digestFiles } from "../../host/output/digest-files.ts";
import { digestInputs } from "../../query/record-inputs.ts";
import { type ChangedInput, changedInputs } from "../../release/diff/changed-inputs.ts";
import { compareOutput, type FileDigest, type OutputDifference } from "../../release/verify/compare-output.ts";
import { defineCommand, flag, textOption } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { type CompiledProject, compileProject, exitCodeFor } from "../project/compile-project.ts";
import { emitOutput } from "../project/emit-output.ts";
import { findManifest } from "../project/find-manifest.ts";
import { locateProject, shownPath } from "../project/locate-project.ts";
import { pathWord, withParams } from "../project/path-word.ts";
import { printFindings } from "../project/print-findings.ts";
import { projectArgument, projectOptions } from "../project/project-options.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export const command = defineCommand({
  summary: "check that an output is, byte for byte, what its sources make",
  description:
    "Compiles the project again, with the parameters and the environment of the build, and compares every byte with the " +
    "output: files that are missing, altered by hand, outdated or left over, and the inputs that changed since. Files " +
    "of your own are not looked at. Writes nothing.",
  arguments: { path: projectArgument },
  options: {
    params: projectOptions.params,
    environment: projectOptions.environment,
    out: textOption("-o, --out <folder>", "the output to check (default: dist in the project)"),
    json: flag("--json", "print one JSON document"),
  },
  async run({ terminal, arguments: { path }, options }) {
    const place = locateProject(terminal.folder, path);
    const folder = resolve(terminal.folder, options.out ?? resolve(place.root, "dist"));
    const shownAs = shownPath(terminal.folder, folder);
    const output = findManifest(join(folder, manifestPath), join(shownAs, manifestPath));
    if (output === null) throw withoutOutput(shownAs, path, options);
    const { manifest } = output;
    const project = await compileAgain(terminal, path, manifest, options);
    const { plan, diagnostics, sources, inputs } = project.compilation;
    await printFindings(terminal, diagnostics, sources, place.root);
    if (plan === null) return exitCodeFor(diagnostics);
    const made = await emitOutput({ ...project, plan });
    const expected = digestsOf([...made.artifacts, made.manifest]);
    const recorded = recordedDigests(manifest, output.text);
    const found = digestFiles({ folder, shownAs }, new Set([...expected.keys(), ...recorded.keys()]));
    const comparison: Comparison = {
      folder: shownAs,
      compiler: manifest.compiler,
      differences: compareOutput({ expected, recorded, found }),
      inputs: changedInputs(manifest.inputs, digestInputs(inputs)),
      history: movedHistory(manifest.ledger ?? {}, project.ledger),
    };
    const ok = comparison.differences.length === 0;
    if (options.json) terminal.print(asJson(comparison));
    else if (ok)
      terminal.print(
        `${terminal.printColors.green("ok")}  ${shownAs}: ${plural(expected.size, "file")} as the sources say\n`,
      );
    else terminal.print(asText(terminal, comparison));
    return ok ? exitCodes.fine : exitCodes.policy;
  },
});

interface VerifyOptions {
  readonly params: readonly string[];
  readonly environment: string | undefined;
  readonly out: string | undefined;
}

function withoutOutput(shownAs: string, path: string | undefined, options: VerifyOptions): UsageError {
  const where = path === undefined ? "" : ` ${pathWord(path)}`;
  const out = options.out === undefined ? "" : ` --out ${pathWord(options.out)}`;
  const only = options.environment === undefined ? "" : ` --env ${options.environment}`;
  const words = `${where}${only}${withParams(options.params)}${out}`;
  return new UsageError(`there is no output in ${shownAs}\n  Make one: immuc build${words}.`);
}

/** Compiles what an output was built from, with the parameters and the environment of its build where none are given. */
async function compileAgain(
  terminal: Terminal,
  path: string | undefined,
  manifest: Manifest,
  options: VerifyOptions,
): Promise<CompiledProject> {
  const environment = options.environment ?? onlyEnvironmentOf(manifest);
  const params = options.params.length > 0 ? options.params : paramWords(manifest);
  const known = await compileProject(terminal.folder, path, { params, environment: undefined, locked: false });
  // Where the whole source has errors, one environment's may be fine by itself.
  const whole = known.compilation.plan;
  const several = whole === null || Object.keys(whole.environments).length > 1;
  return environment === undefined || (options.environment === undefined && !several)
    ? known
    : compileProject(terminal.folder, path, { params, environment, locked: false });
}

/** How an output differs from what its sources make, and what of that may be why. */
interface Comparison {
  /** As messages name it. */
  readonly folder: string;
  /** The version of immuc that built it. */
  readonly compiler: string;
  readonly differences: readonly OutputDifference[];
  /** Changed since the build, as is the history. */
  readonly inputs: readonly ChangedInput[];
  readonly history: readonly MovedHistory[];
}

/** A ledger that is not as the build had read it: what is live is part of what a build makes. */
interface MovedHistory {
  readonly environment: string;
  /** How many entries the build had read, and how many there are. */
  readonly built: number;
  readonly now: number;
}

function movedHistory(built: LedgerHeads, now: LedgerHeads): readonly MovedHistory[] {
  return distinctTexts([...Object.keys(built), ...Object.keys(now)])
    .filter((name) => built[name]?.digest !== now[name]?.digest)
    .map((name) => ({ environment: name, built: built[name]?.sequence ?? 0, now: now[name]?.sequence ?? 0 }));
}

function digestsOf(artifacts: readonly Artifact[]): ReadonlyMap<string, FileDigest> {
  return new Map(artifacts.map(({ path, bytes, executable = false }) => [path, { sha256: sha256(bytes), executable }]));
}

function recordedDigests({ files }: Manifest, text: string): ReadonlyMap<string, FileDigest> {
  const written = Object.entries(files).map(([path, { sha256: digest, executable = false }]): [string, FileDigest] => [
    path,
    { sha256: digest, executable },
  ]);
  // The manifest is the build's own word for what it wrote, so it can't be told from one that was altered.
  return new Map([...written, [manifestPath, { sha256: sha256(text), executable: false }]]);
}

/** The environment that an output holds alone; undefined where it holds several. */
function onlyEnvironmentOf({ fleets }: Manifest): string | undefined {
  const names = Object.keys(fleets);
  return names.length === 1 ? names[0] : undefined;
}

function paramWords({ params }: Manifest): readonly string[] {
  return Object.entries(params).map(([name, value]) => `${name}=${value}`);
}

const words: Readonly<Record<OutputDifference["kind"], string>> = {
  missing: "",
  altered: ": it is not what the build wrote",
  outdated: ": the sources make another now",
  "left-over": ": the sources make it no more",
};

function asText({ printColors }: Terminal, comparison: Comparison): string {
  const { red, yellow } = printColors;
  const { folder, compiler, differences, inputs, history } = comparison;
  const lines = [
    ...differences.map(({ path, kind }) => [red(kind.padEnd(9)), `${join(folder, path)}${words[kind]}`]),
    ...inputs.map(({ path, kind }) => [yellow("input".padEnd(9)), `${path}: ${kind} since the build`]),
    ...history.map(({ environment, built, now }) => [
      yellow("history".padEnd(9)),
      `${environment}: the build had read ${built} entries of its ledger, which has ${now}`,
    ]),
    ...(compiler === version
      ? []
      : [[yellow("compiler".padEnd(9)), `built by immuc ${compiler}, compared by ${version}`]]),
  ];
  // Whoever wrote the manifest chose the names in it.
  return lines.map(([title = "", what = ""]) => `${title}  ${visibleLine(what)}\n`).join("");
}

function asJson({ folder, compiler, ...found }: Comparison): string {
  const ok = found.differences.length === 0;
  return `${JSON.stringify({ ok, folder, compiler: { built: compiler, compared: version }, ...found }, null, 2)}\n`;
}

import { version } from "../../../package.json";
import { plural } from "../../base/wording.ts";
import type { Artifact } from "../../emit/artifact.ts";
import type { OutputPlace } from "../../host/output/output-request.ts";
import { type OutputReport, writeOutput } from "../../host/output/write-output.ts";
import { milliseconds } from "../../host/timer.ts";
import { defineCommand, flag, textOption } from "../command.ts";
import { type CompiledProject, compileProject, exitCodeFor } from "../project/compile-project.ts";
import { emitOutput } from "../project/emit-output.ts";
import { shownPath } from "../project/locate-project.ts";
import { outputFolder } from "../project/output-folder.ts";
import { printFindings } from "../project/print-findings.ts";
import { projectArgument, projectOptions } from "../project/project-options.ts";
import { lookOf } from "../rebuild/rebuild.ts";
import { type InputWatch, watchInputs } from "../rebuild/watch-inputs.ts";
import { type Stages, watchStages } from "../stages.ts";
import type { Terminal } from "../terminal.ts";

export const command = defineCommand({
  summary: "write Packer templates, Terraform stacks and rollout steps",
  description:
    "Compiles a project and writes Packer templates, Terraform stacks and rollout steps into its output folder. " +
    "The folder holds exactly what this build says, beside files of your own, which stay as they are. " +
    "With --env it holds that environment alone.",
  arguments: { path: projectArgument },
  options: {
    ...projectOptions,
    out: textOption("-o, --out <folder>", "where to write (default: dist in the project)"),
    json: flag("--json", "print one JSON document"),
  },
  async run({ terminal, arguments: { path }, options }) {
    const start = milliseconds();
    const inputs = watchInputs();
    const stages = watchStages(terminal);
    const request = { ...options, files: inputs.files, stages };
    const project = await compileProject(terminal.folder, path, request).finally(stages.end);
    const folder = outputFolder(terminal.folder, options.out, project.place.root);
    const place = { folder, shownAs: shownPath(terminal.folder, folder) };
    const built = await emitAndWrite(project, place, terminal, stages).finally(stages.end);
    const tell = options.json ? tellDocument : tellSummary;
    await tell(terminal, { ...built, project, place, inputs, start });
    return exitCodeFor(project.compilation.diagnostics);
  },
});

/** A build that is over. */
interface Build extends Built {
  readonly project: CompiledProject;
  readonly place: OutputPlace;
  readonly inputs: InputWatch;
  /** When it began, as `milliseconds` counts. */
  readonly start: number;
}

async function tellDocument(terminal: Terminal, { project, place, inputs, output, artifacts }: Build): Promise<void> {
  const { buildDocument } = await import("../build-document.ts");
  const { plan, diagnostics, sources } = project.compilation;
  const documentOf = (report: OutputReport | null): string =>
    buildDocument({ plan, diagnostics, output: report, sources, folder: place.shownAs, version });
  terminal.print(documentOf(output));
  if (output === null) return;
  const unchanged = artifacts.map((artifact) => artifact.path);
  const text = documentOf({ written: [], unchanged, removed: [] });
  inputs.record(terminal, place.folder, artifacts, { kind: "document", text });
}

async function tellSummary(
  terminal: Terminal,
  { project, place, inputs, output, artifacts, start }: Build,
): Promise<void> {
  const { plan, diagnostics, sources } = project.compilation;
  const findings = await printFindings(terminal, diagnostics, sources, project.place.root);
  if (plan === null || output === null) return;
  const { buildSummary } = await import("../build-summary.ts");
  const { summaryText } = await import("../rebuild/summary-text.ts");
  const summary = buildSummary(plan);
  const counts = {
    written: output.written.length,
    unchanged: output.unchanged.length,
    removed: output.removed.length,
  };
  const folder = place.shownAs;
  const taken = milliseconds() - start;
  terminal.print(summaryText({ summary, output: counts, folder, milliseconds: taken }, terminal));
  const look = lookOf(terminal);
  inputs.record(terminal, place.folder, artifacts, { kind: "summary", findings, look, summary, folder });
}

interface Built {
  /** Null where errors kept anything from being written. */
  readonly output: OutputReport | null;
  /** Sorted by path, the manifest last; empty where nothing was written. */
  readonly artifacts: readonly Artifact[];
}

async function emitAndWrite(
  { compilation, params, ledger }: CompiledProject,
  place: OutputPlace,
  terminal: Terminal,
  stages: Stages,
): Promise<Built> {
  const { plan } = compilation;
  if (plan === null) return { output: null, artifacts: [] };
  await stages.next("making templates, stacks and rollouts");
  const { artifacts, manifest } = await emitOutput({ compilation, plan, params, ledger });
  await stages.next(`writing ${plural(artifacts.length + 1, "file")}`);
  const output = await writeOutput({
    ...place,
    artifacts,
    manifest,
    onWait: (holder, patience) => {
      stages.end();
      terminal.note(`waiting for ${holder}, for ${Math.round(patience / 1000)} s at most\n`);
    },
  });
  return { output, artifacts: [...artifacts, manifest] };
}

import { resolve } from "node:path";
import { version } from "../../../package.json";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.ts";
import { textArtifact } from "../../emit/artifact.ts";
import { manifestPath, manifestText } from "../../emit/output/manifest.ts";
import { sourceMapPath, sourceMapText } from "../../emit/output/source-map.ts";
import { type OutputReport, writeOutput } from "../../host/output/write-output.ts";
import type { Plan } from "../../plan/model.ts";

import { defineCommand, flag, textOption } from "../command.ts";
import { type CompiledProject, compileProject, exitCodeFor } from "../project/compile-project.ts";
import { shownPath } from "../project/locate-project.ts";
import { printFindings } from "../project/print-findings.ts";
import { projectArgument, projectOptions } from "../project/project-options.ts";
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
    const start = performance.now();
    const project = await compileProject(terminal.folder, path, options);
    const folder = resolve(terminal.folder, options.out ?? resolve(project.place.root, "dist"));
    const shownAs = shownPath(terminal.folder, folder);
    const built = await emitAndWrite(terminal, project, folder, shownAs);
    const { sources } = project.compilation;
    if (options.json) {
      const { buildDocument } = await import("../build-document.ts");
      terminal.print(buildDocument({ ...built, sources, folder: shownAs, version }));
    } else {
      await printFindings(terminal, built.diagnostics, sources, project.place.root);
      const milliseconds = performance.now() - start;
      if (built.output !== null) {
        const { buildSummary } = await import("../build-summary.ts");
        terminal.print(buildSummary({ ...built, output: built.output, folder: shownAs, milliseconds }, terminal));
      }
    }
    return exitCodeFor(built.diagnostics);
  },
});

interface Built {
  readonly plan: Plan | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Null where errors kept anything from being written. */
  readonly output: OutputReport | null;
}

async function emitAndWrite(
  terminal: Terminal,
  { compilation, params, ledger }: CompiledProject,
  folder: string,
  shownAs: string,
): Promise<Built> {
  const { plan, origins, sources, inputs } = compilation;
  if (plan === null) return { plan, diagnostics: compilation.diagnostics, output: null };
  const { emitAll } = await import("../../query/emit-all.ts");
  const emitted = await emitAll({ ...compilation, plan });
  const diagnostics = [...compilation.diagnostics, ...emitted.diagnostics];
  if (hasErrors(diagnostics)) return { plan, diagnostics, output: null };
  const artifacts = [...emitted.value, textArtifact(sourceMapPath, sourceMapText(emitted.value, origins, sources))];
  const manifest = textArtifact(
    manifestPath,
    manifestText({ compiler: version, plan, params, inputs, ledger, artifacts }),
  );
  const output = await writeOutput({
    folder,
    shownAs,
    artifacts,
    manifest,
    onWait: (holder, patience) =>
      terminal.note(`waiting for ${holder}, for ${Math.round(patience / 1000)} s at most\n`),
  });
  return { plan, diagnostics, output };
}

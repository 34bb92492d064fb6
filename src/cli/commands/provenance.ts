import { resolve } from "node:path";
import { version } from "../../../package.json";
import { sha256 } from "../../base/digest.ts";
import { prettyJson } from "../../base/json.ts";
import { plural } from "../../base/wording.ts";
import { writeDurably } from "../../host/durable.ts";
import { faultsNaming } from "../../host/fault.ts";
import { readCommit } from "../../host/release/commit.ts";
import { digestInputs } from "../../query/record-inputs.ts";
import { provenanceStatement } from "../../release/provenance/statement.ts";
import { defineCommand, textOption } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { compileProject, exitCodeFor } from "../project/compile-project.ts";
import { emitOutput } from "../project/emit-output.ts";
import { shownPath } from "../project/locate-project.ts";
import { printFindings } from "../project/print-findings.ts";
import { projectArgument, projectOptions } from "../project/project-options.ts";
import { UsageError } from "../usage-error.ts";

export const command = defineCommand({
  summary: "state what a build is made from (in-toto, SLSA)",
  description:
    "Prints an in-toto statement (v1) with SLSA provenance (v1) about what `immuc build` with the same options writes: " +
    "every file with its digest, and every input with its own. It holds no time and nothing of this machine, so that " +
    "equal builds have equal statements; it is not signed. It is no part of the output.",
  arguments: { path: projectArgument },
  options: {
    ...projectOptions,
    out: textOption("-o, --out <file>", "write it to a file (default: print it)"),
    builder: textOption("--builder <uri>", "who vouches for the build (default: urn:immuc:local)"),
    source: textOption("--source <uri>", "where the repository is, such as git+https://example.org/shop"),
    invocation: textOption("--invocation <id>", "what the builder calls this run"),
  },
  async run({ terminal, arguments: { path }, options }) {
    requireUri("--builder", options.builder);
    requireUri("--source", options.source);
    const project = await compileProject(terminal.folder, path, options);
    const { plan, diagnostics, sources, inputs } = project.compilation;
    await printFindings(terminal, diagnostics, sources, project.place.root);
    if (plan === null) return exitCodeFor(diagnostics);
    const output = await emitOutput({ ...project, plan });
    const commit = await readCommit(project.place.root);
    if (options.source !== undefined && commit === null)
      throw new UsageError("--source says where the repository is, and the project is in none");
    const statement = provenanceStatement({
      outputs: [...output.artifacts, output.manifest].map((file) => ({ path: file.path, sha256: sha256(file.bytes) })),
      inputs: digestInputs(inputs),
      compiler: version,
      entry: project.place.entry,
      params: Object.fromEntries(project.params),
      locked: options.locked,
      environment: options.environment ?? null,
      ledger: project.ledger,
      source: commit && {
        commit: commit.commit,
        uri: options.source ?? null,
        folder: commit.folder,
        uncommitted: commit.changed,
      },
      builder: options.builder ?? null,
      invocation: options.invocation ?? null,
    });
    if (options.out === undefined) terminal.print(prettyJson(statement));
    else {
      const file = resolve(terminal.folder, options.out);
      const shownAs = shownPath(terminal.folder, file);
      faultsNaming("write", shownAs, () => writeDurably(file, new TextEncoder().encode(prettyJson(statement))));
      terminal.print(`wrote ${shownAs}: ${plural(output.artifacts.length + 1, "subject")}\n`);
    }
    return exitCodes.fine;
  },
});

function requireUri(option: string, value: string | undefined): void {
  if (value !== undefined && !URL.canParse(value))
    throw new UsageError(`${option} ${value}: it is a URI, such as https://example.org/builders/1`);
}

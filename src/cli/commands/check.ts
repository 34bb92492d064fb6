import { version } from "../../../package.json";
import { assertNever } from "../../base/assert-never.ts";
import { plural } from "../../base/wording.ts";
import { parameterMissing } from "../../diagnostics/codes/parameter-missing.ts";
import { countLevels } from "../../diagnostics/render/summary.ts";
import type { Compilation } from "../../query/compile.ts";
import { choiceOption, defineCommand, flag } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { compileProject, exitCodeFor } from "../project/compile-project.ts";
import { printFindings } from "../project/print-findings.ts";
import { projectArgument, projectOptions } from "../project/project-options.ts";
import { watchStages } from "../stages.ts";
import type { Terminal } from "../terminal.ts";

export const command = defineCommand({
  summary: "report every mistake in a project, write nothing",
  description:
    "Reports every mistake in a project: syntax, names, types, policies, tests and rollouts. Writes nothing.",
  arguments: { path: projectArgument },
  options: {
    ...projectOptions,
    format: choiceOption("-f, --format <format>", "how to print findings", ["text", "json", "sarif"]),
    json: flag("--json", "the same as --format json"),
  },
  async run({ terminal, arguments: { path }, options }) {
    const stages = watchStages(terminal);
    const request = { ...options, purpose: "check", stages } as const;
    const { place, compilation } = await compileProject(terminal.folder, path, request).finally(stages.end);
    const format = options.json ? "json" : options.format;
    switch (format) {
      case "text":
        await printFindings(terminal, compilation.diagnostics, compilation.sources, place.root);
        if (exitCodeFor(compilation.diagnostics) === exitCodes.fine)
          terminal.print(`${okLine(compilation, terminal)}\n`);
        break;
      case "json":
        terminal.print(await asJson(compilation));
        break;
      case "sarif":
        terminal.print(await asSarif(compilation));
        break;
      default:
        assertNever(format);
    }
    return exitCodeFor(compilation.diagnostics);
  },
});

function okLine({ plan, diagnostics }: Compilation, { printColors }: Terminal): string {
  const ok = printColors.green("ok");
  if (diagnostics.some(({ code }) => code === parameterMissing.code))
    return `${ok}  no mistakes; what depends on a parameter without a value is not checked`;
  // A file of parts for others, or an empty one.
  if (plan === null) return `${ok}  no mistakes, and nothing that could be built as it stands`;
  const environments = Object.values(plan.environments);
  const fleets = new Set(environments.flatMap((environment) => Object.keys(environment.fleets)));
  const parts = [
    plural(Object.keys(plan.images).length, "image"),
    plural(fleets.size, "fleet"),
    plural(environments.length, "environment"),
  ];
  return `${ok}  ${plan.project.name}: ${parts.join(", ")}`;
}

async function asJson({ diagnostics, sources }: Compilation): Promise<string> {
  const { jsonDiagnostics } = await import("../../diagnostics/render/render-json.ts");
  const document = {
    ok: exitCodeFor(diagnostics) === exitCodes.fine,
    counts: countLevels(diagnostics),
    diagnostics: jsonDiagnostics(diagnostics, sources),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

async function asSarif({ diagnostics, sources }: Compilation): Promise<string> {
  const { sarifLog } = await import("../../diagnostics/render/render-sarif.ts");
  const { definitions } = await import("../../query/definitions.gen.ts");
  return `${JSON.stringify(sarifLog({ diagnostics, sources, definitions, version }), null, 2)}\n`;
}

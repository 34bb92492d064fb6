import type { Palette } from "../../diagnostics/render/palette.ts";
import { type PlannedRollout, plannedRollouts } from "../../rollout/planned-rollouts.ts";
import { renderOverview } from "../../rollout/render-overview.ts";
import { renderPath } from "../../rollout/render-path.ts";
import { defineCommand, flag } from "../command.ts";
import { compileProject, exitCodeFor } from "../project/compile-project.ts";
import { pathWord, withParams } from "../project/path-word.ts";
import { printFindings } from "../project/print-findings.ts";
import { projectArgument, projectOptions } from "../project/project-options.ts";

export const command = defineCommand({
  summary: "show how each fleet gets from what is live to what is wanted",
  description:
    "Shows the steps that take each fleet from what is live to what the source wants: the traffic and capacity at " +
    "each, how long it takes at worst, and where an abort leads. Several environments are a line a rollout, unless " +
    "--details is given. Writes nothing.",
  arguments: { path: projectArgument },
  options: {
    ...projectOptions,
    details: flag("--details", "every step, also of several environments"),
    json: flag("--json", "print one JSON document"),
  },
  async run({ terminal, arguments: { path }, options }) {
    const { place, compilation } = await compileProject(terminal.folder, path, options);
    const { plan, diagnostics, sources } = compilation;
    const planned = plan === null ? [] : plannedRollouts(plan);
    if (options.json) {
      const { rolloutDocument } = await import("../rollout-document.ts");
      const paths = planned.map(({ path }) => path);
      terminal.print(rolloutDocument(paths, diagnostics, sources));
    } else {
      await printFindings(terminal, diagnostics, sources, place.root);
      if (plan !== null) {
        const project = `${path === undefined ? "" : ` ${pathWord(path)}`}${withParams(options.params)}`;
        terminal.print(pathsText(planned, project, options.details, terminal.printColors));
      }
    }
    return exitCodeFor(diagnostics);
  },
});

// `project` is what the command line said of it.
function pathsText(planned: readonly PlannedRollout[], project: string, details: boolean, colors: Palette): string {
  if (planned.length === 0) return "There are no fleets, so nothing rolls out.\n";
  const style = {
    heading: colors.bold,
    faint: colors.dim,
    fresh: colors.green,
    old: colors.blue,
    warning: colors.yellow,
  };
  if (!details && new Set(planned.map(({ path }) => path.environment)).size > 1) {
    const [first] = planned;
    return `${renderOverview(planned, style)}\nEvery step: \`immuc plan${project} --details\`, or of one environment \`--env ${first?.path.environment}\`.\n`;
  }
  return planned
    .flatMap(({ path, later }) =>
      path.from === null
        ? [renderPath(path, style), `Every later release:\n\n${renderPath(later, style)}`]
        : [renderPath(path, style)],
    )
    .join("\n");
}

import type { RolloutPath } from "../../rollout/path.ts";
import { renderPath } from "../../rollout/render-path.ts";
import { rolloutPath } from "../../rollout/rollout-path.ts";
import { defineCommand, flag } from "../command.ts";
import { byName, inPromotionOrder } from "../plan-order.ts";
import { compileProject, exitCodeFor } from "../project/compile-project.ts";
import { printFindings } from "../project/print-findings.ts";
import { projectArgument, projectOptions } from "../project/project-options.ts";
import type { Colors } from "../terminal.ts";

export const command = defineCommand({
  summary: "show how each fleet gets from what is live to what is wanted",
  description:
    "Shows the steps that take each fleet from what is live to what the source wants: the traffic and capacity at " +
    "each, how long it takes at worst, and where an abort leads. Writes nothing.",
  arguments: { path: projectArgument },
  options: { ...projectOptions, json: flag("--json", "print one JSON document") },
  async run({ terminal, arguments: { path }, options }) {
    const { place, compilation } = await compileProject(terminal.folder, path, options);
    const { plan, diagnostics, sources } = compilation;
    const paths = inPromotionOrder(plan?.environments ?? {}).flatMap((environment) =>
      byName(environment.fleets).map((fleet) => rolloutPath(environment, fleet)),
    );
    if (options.json) {
      const { rolloutDocument } = await import("../rollout-document.ts");
      terminal.print(rolloutDocument(paths, diagnostics, sources));
    } else {
      await printFindings(terminal, diagnostics, sources, place.root);
      if (plan !== null) terminal.print(pathsText(paths, terminal.printColors));
    }
    return exitCodeFor(diagnostics);
  },
});

function pathsText(paths: readonly RolloutPath[], colors: Colors): string {
  if (paths.length === 0) return "There are no fleets, so nothing rolls out.\n";
  const style = {
    heading: colors.bold,
    faint: colors.dim,
    fresh: colors.green,
    old: colors.blue,
    warning: colors.yellow,
  };
  return paths.map((path) => renderPath(path, style)).join("\n");
}

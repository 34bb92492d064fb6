import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { compareCodePoints } from "../../base/order.ts";
import { hasErrors } from "../../diagnostics/diagnostic.ts";
import { countLevels } from "../../diagnostics/render/summary.ts";
import type { Artifact } from "../../emit/artifact.ts";
import { faultsNaming } from "../../host/fault.ts";
import type { Live } from "../../plan/live.ts";
import type { Plan } from "../../plan/model.ts";
import { driftContext } from "../../release/drift/context.ts";
import { findDrift } from "../../release/drift/find-drift.ts";
import { readTerraformPlan, type TerraformPlan } from "../../release/drift/read-plan.ts";
import { withoutIndex } from "../../release/resource-address.ts";
import { defineCommand, flag, textOption } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { compileProject, exitCodeFor } from "../project/compile-project.ts";
import { printFindings } from "../project/print-findings.ts";
import { projectArgument, projectOptions } from "../project/project-options.ts";
import { UsageError } from "../usage-error.ts";

export const command = defineCommand({
  summary: "find what was changed in AWS by hand, and where it is decided",
  description:
    "Reads a plan of Terraform (`terraform plan -out=x`, then `terraform show -json x`) and reports what AWS has that the " +
    "source does not say, at the lines that decide it: edits, deletions and firewall rules made by hand are errors (exit " +
    "code 3). What scaling or a rollout under way moves is told, and so is what waits for the next apply.",
  arguments: { path: projectArgument },
  options: {
    params: projectOptions.params,
    environment: textOption(
      "-e, --env <environment>",
      "the environment that the plan is of (default: the only one, or found out)",
    ),
    plan: textOption("--plan <file>", "what `terraform show -json` printed; - reads the standard input"),
    json: flag("--json", "print one JSON document"),
  },
  async run({ terminal, arguments: { path }, options }) {
    if (options.plan === undefined)
      throw new UsageError("--plan says which file `terraform show -json` printed; it is missing");
    const terraform = readPlan(terminal.folder, options.plan);
    let live: Live = {};
    const wish = { params: options.params, environment: options.environment, locked: false };
    const project = await compileProject(terminal.folder, path, wish, (history) => {
      live = history;
      return history;
    });
    const { plan, diagnostics, sources, origins } = project.compilation;
    if (plan === null) {
      await printFindings(terminal, diagnostics, sources, project.place.root);
      return exitCodeFor(diagnostics);
    }
    const { emitTerraform } = await import("../../emit/terraform/emit-terraform.ts");
    const { environment, stack } = stackOf(plan, emitTerraform(plan), terraform, options.plan);
    const text = new TextDecoder().decode(stack.bytes);
    const context = driftContext(environment, { text, addresses: stack.addresses ?? new Map() }, origins, live);
    const { sortDiagnostics } = await import("../../query/sort-diagnostics.ts");
    const found = sortDiagnostics(findDrift(terraform, context));
    const drifted = hasErrors(found);
    if (options.json) {
      const { jsonDiagnostics } = await import("../../diagnostics/render/render-json.ts");
      const counts = countLevels(found);
      const document = { ok: !drifted, environment, counts, diagnostics: jsonDiagnostics(found, sources) };
      terminal.print(`${JSON.stringify(document, null, 2)}\n`);
    } else {
      await printFindings(terminal, found, sources, project.place.root);
      const { green } = terminal.printColors;
      if (!drifted) terminal.print(`${green("ok")}  ${environment}: nothing was changed by hand\n`);
    }
    return drifted ? exitCodes.policy : exitCodes.fine;
  },
});

function readPlan(folder: string, file: string): TerraformPlan {
  const text = faultsNaming("read", file === "-" ? "the standard input" : file, () =>
    readFileSync(file === "-" ? 0 : resolve(folder, file), "utf8"),
  );
  const plan = readTerraformPlan(text);
  if (plan === null)
    throw new UsageError(
      `--plan ${file} is no plan that \`terraform show -json\` prints\n  Make one: terraform plan -out=step.plan && terraform show -json step.plan > plan.json`,
    );
  return plan;
}

/** The stack that a plan is of: that of the environment that knows the most of its addresses. */
function stackOf(plan: Plan, artifacts: readonly Artifact[], { drift, resources }: TerraformPlan, file: string) {
  const named = [...drift, ...resources].map(({ address }) => withoutIndex(address));
  const stacks = Object.keys(plan.environments)
    .sort(compareCodePoints)
    .flatMap((environment) => {
      const stack = artifacts.find(({ origin }) => origin === `environments/${environment}`);
      if (stack === undefined) return [];
      const known = named.filter((address) => stack.addresses?.has(address)).length;
      return [{ environment, stack, known }];
    });
  const most = Math.max(0, ...stacks.map(({ known }) => known));
  const likely = stacks.filter(({ known }) => known === most);
  const [only] = likely;
  if (only === undefined) throw new UsageError(`project ${plan.project.name} has no environment to compare with`);
  if (named.length > 0 && most === 0)
    throw new UsageError(`--plan ${file} is of another stack: it has none of the resources of ${plan.project.name}`);
  if (likely.length > 1)
    throw new UsageError(
      `--plan ${file} may be of ${likely.map(({ environment }) => environment).join(" or ")}\n  Say which with --env.`,
    );
  return only;
}

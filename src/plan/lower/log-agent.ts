import { logAgentMissing } from "../../diagnostics/codes/log-agent-missing.ts";
import { reportOnce } from "../evaluate/evaluation.ts";
import type { CopyStep, FileContent, ImagePlan, RunStep } from "../model.ts";
import type { Lowering } from "./lowering.ts";

const agent = "amazon-cloudwatch-agent";

// Canonical, Debian and Amazon: none of their images has the agent. What others publish may have it.
const publishers: readonly string[] = ["099720109477", "136693071363", "amazon"];

/** Warns of an image that has nothing to ship its instances' logs with: once, for the first fleet that runs it. */
export function checkLogAgent(lowering: Lowering, image: ImagePlan, fleet: string): void {
  const { base, packages, steps } = image.definition;
  if (!publishers.includes(base.owner)) return;
  if (packages.some((name) => name.startsWith(agent)) || steps.some((step) => mentionsAgent(lowering, step))) return;
  const span = lowering.origins.get(`images/${image.name}`);
  if (span)
    reportOnce(lowering.evaluation)(logAgentMissing, span, { image: image.name, fleet, installer: base.installer });
}

function mentionsAgent(lowering: Lowering, step: CopyStep | RunStep): boolean {
  if (step.kind === "copy") return step.to.includes(agent) || step.files.some((file) => file.path.includes(agent));
  const { commands, env, script } = step;
  return [...commands, ...Object.values(env), script === null ? "" : textOf(lowering, script)].some((text) =>
    text.includes(agent),
  );
}

function textOf(lowering: Lowering, file: FileContent): string {
  return new TextDecoder().decode(lowering.contents.get(file.sha256));
}

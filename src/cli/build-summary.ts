import { shortDigest } from "../base/digest.ts";
import { plural } from "../diagnostics/render/summary.ts";
import type { OutputReport } from "../host/output/write-output.ts";
import type { EnvironmentPlan, FleetPlan, Plan } from "../plan/model.ts";
import { rolloutPath } from "../rollout/rollout-path.ts";
import { byName, inPromotionOrder } from "./plan-order.ts";
import type { Terminal } from "./terminal.ts";

export interface BuildResult {
  readonly plan: Plan | null;
  readonly output: OutputReport;
  readonly folder: string;
  readonly milliseconds: number;
}

/** What `build` tells a person: images, fleets by environment, and what became of the files. */
export function buildSummary({ plan, output, folder, milliseconds }: BuildResult, { printColors }: Terminal): string {
  const images = byName(plan?.images ?? {});
  const environments = inPromotionOrder(plan?.environments ?? {});
  const names = [...images, ...environments.flatMap(({ fleets }) => byName(fleets))].map(({ name }) => name);
  const width = Math.max(0, ...names.map((name) => name.length));
  const row = (name: string, rest: string): string => `  ${name.padEnd(width)}  ${rest}`;
  const digest = (text: string): string => printColors.cyan(shortDigest(text));
  return [
    ...(images.length > 0 ? [printColors.bold("images")] : []),
    ...images.map((image) => row(image.name, `${digest(image.fingerprint)}  ${image.definition.arch}`)),
    ...environments.flatMap((environment) => [
      `${printColors.bold(environment.name)} ${printColors.dim(environment.region)}`,
      ...byName(environment.fleets).map((fleet) =>
        row(fleet.name, `${digest(fleet.wanted)}  ${rolloutText(environment, fleet)}`),
      ),
    ]),
    "",
    `${printColors.green("built")} ${folder}: ${filesText(output)} ${printColors.dim(`in ${timeText(milliseconds)}`)}`,
    "",
  ].join("\n");
}

function rolloutText(environment: EnvironmentPlan, fleet: FleetPlan): string {
  const path = rolloutPath(environment, fleet);
  if (path.steps.length === 0) return "live";
  return `${path.from === null ? "first release" : fleet.rollout.strategy} in ${plural(path.steps.length, "step")}`;
}

function filesText({ written, unchanged, removed }: OutputReport): string {
  const parts = [
    written.length > 0 && `${plural(written.length, "file")} written`,
    removed.length > 0 && `${removed.length} removed`,
    unchanged.length > 0 &&
      (written.length + removed.length === 0
        ? `all ${plural(unchanged.length, "file")} up to date`
        : `${unchanged.length} unchanged`),
  ];
  return parts.filter((part) => part !== false).join(", ");
}

function timeText(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

import { fleetVariableName } from "../../emit/terraform/variable.ts";
import { workspacePath } from "../../host/terraform/workspace.ts";
import type { FleetPlan, FleetState } from "../../plan/model.ts";
import { abortState } from "../../release/ledger/abort-state.ts";
import type { RolloutRecord } from "../../release/ledger/state.ts";
import { rolloutPath } from "../../rollout/rollout-path.ts";
import { durationText } from "../../rollout/text.ts";
import type { Release } from "./open-release.ts";
import { stateText } from "./progress.ts";

interface DryStep {
  readonly number: number;
  readonly name: string;
  readonly state: FleetState;
  readonly bake?: number | undefined;
  readonly keep?: number | undefined;
  readonly judgedBy?: readonly string[] | undefined;
}

/** The commands that bring what lies beside the generations of an environment to what the source says. */
export function dryEnvironmentText({ environment }: Release): string {
  return [`# ${environment.name}`, ...opened(environment.name), ...bringing, ""].join("\n");
}

/** Every command that a rollout would run, with its files and what it waits for. `under`: the rollout to go on with. */
export function dryRunText({ environment }: Release, fleet: FleetPlan, under: RolloutRecord | null): string {
  const path = under === null ? rolloutPath(environment, fleet) : null;
  const steps: readonly DryStep[] =
    under === null
      ? (path?.steps ?? [])
      : under.steps.map((step, index) => ({ ...step, number: index + 1 })).slice(under.passed);
  const abort = under === null ? (path?.abort ?? null) : abortState(under);
  const name = fleetVariableName(fleet.name);
  return [
    `# ${environment.name} / ${fleet.name}`,
    ...opened(environment.name),
    ...(under === null ? bringing : []),
    ...steps.flatMap((step) => stepLines(name, step)),
    ...(abort === null
      ? []
      : [`# at a failure before the promotion`, ...planAndApply(`${name}-abort.tfvars.json`, stateText(abort))]),
    "",
  ].join("\n");
}

function stepLines(
  fleet: string,
  { number, name, state, bake = 0, keep = 0, judgedBy = [] }: DryStep,
): readonly string[] {
  const file = `${fleet}-${String(number).padStart(2, "0")}-${name}.tfvars.json`;
  return [
    ...planAndApply(file, stateText(state)),
    ...(bake > 0 ? [`# watch for ${durationText(bake)}`] : []),
    ...(judgedBy.length > 0 ? [`# judge by ${judgedBy.join(", ")}`] : []),
    ...(keep > 0 ? [`# keep the way back open for ${durationText(keep)}`] : []),
  ];
}

function opened(environment: string): readonly string[] {
  return [`cd ${workspacePath(environment)}`, "terraform init -input=false"];
}

function planAndApply(file: string, what: string): readonly string[] {
  return [
    `# ${file}: ${what}`,
    `terraform plan -input=false -var-file=${file} -out=step.plan`,
    "terraform show -json step.plan",
    "terraform apply -input=false step.plan",
  ];
}

const bringing = planAndApply("environment.tfvars.json", "every fleet where the ledger left it");

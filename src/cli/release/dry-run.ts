import { fleetVariableName } from "../../emit/terraform/variable.ts";
import { workspacePath } from "../../host/terraform/workspace.ts";
import type { FleetPlan, FleetState } from "../../plan/model.ts";
import { abortState } from "../../release/ledger/abort-state.ts";
import type { RolloutRecord } from "../../release/ledger/state.ts";
import { plannedAhead } from "../../release/run/planned-ahead.ts";
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
    ...(under === null ? aheadLines(name, steps, fleet.wanted) : []),
    ...steps.flatMap((step, index) => stepLines(name, step, under === null && index === 0)),
    ...(abort === null
      ? []
      : [`# at a failure before the promotion`, ...planAndApply(`${name}-abort.tfvars.json`, stateText(abort))]),
    "",
  ].join("\n");
}

/** Steps that are planned before the first one, and not applied then. */
function aheadLines(fleet: string, steps: readonly DryStep[], generation: string): readonly string[] {
  return plannedAhead(steps, generation).flatMap((index) => {
    const step = steps[index];
    return index === 0 || step === undefined
      ? []
      : ["# looks up what the generation needs", ...planLines(fileOf(fleet, step), stateText(step.state))];
  });
}

/** `begins`: the ledger does not tell of the rollout until this step is planned. */
function stepLines(fleet: string, step: DryStep, begins: boolean): readonly string[] {
  const { state, bake = 0, keep = 0, judgedBy = [] } = step;
  return [
    ...planLines(fileOf(fleet, step), stateText(state)),
    ...(begins ? ["# records that the rollout begins; nothing is recorded where a plan before this fails"] : []),
    applyLine,
    ...(bake > 0 ? [`# watch for ${durationText(bake)}`] : []),
    ...(judgedBy.length > 0 ? [`# judge by ${judgedBy.join(", ")}`] : []),
    ...(keep > 0 ? [`# keep the way back open for ${durationText(keep)}`] : []),
  ];
}

function opened(environment: string): readonly string[] {
  return [`cd ${workspacePath(environment)}`, "terraform init -input=false"];
}

function fileOf(fleet: string, { number, name }: DryStep): string {
  return `${fleet}-${String(number).padStart(2, "0")}-${name}.tfvars.json`;
}

function planAndApply(file: string, what: string): readonly string[] {
  return [...planLines(file, what), applyLine];
}

function planLines(file: string, what: string): readonly string[] {
  return [
    `# ${file}: ${what}`,
    `terraform plan -input=false -var-file=${file} -out=step.plan`,
    "terraform show -json step.plan",
  ];
}

const applyLine = "terraform apply -input=false step.plan";

const bringing = planAndApply("environment.tfvars.json", "every fleet where the ledger left it");

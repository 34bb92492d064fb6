import type { JsonObject } from "../../base/json.ts";
import { withoutControls } from "../../base/wording.ts";
import { fleetVariableName, fleetVariables } from "../../emit/terraform/variable.ts";
import type { EnvironmentPlan, FleetPlan, FleetState } from "../../plan/model.ts";
import type { Ledger } from "../../release/ledger/ledger.ts";
import { fleetOf } from "../../release/ledger/state.ts";
import type { OwnerOf, PlannedChange } from "../../release/run/plan-changes.ts";
import { beyondStep, type GuardedStep } from "../../release/run/step-guard.ts";
import { TerraformFailure } from "../terraform/terraform.ts";
import type { Workspace } from "../terraform/workspace.ts";
import { type Apply, ReleaseRefused } from "./world.ts";

export interface ApplyOptions {
  readonly environment: EnvironmentPlan;
  readonly fleet: FleetPlan;
  readonly workspace: Workspace;
  readonly ownerOf: OwnerOf;
  /** Whether a step may bring along changes of what is not the fleet's: that was agreed to. */
  readonly agreed: boolean;
  /** What to do where a plan does more than its step, in a sentence or two. */
  readonly remedy: string;
  readonly note: (text: string) => void;
}

/** Where a fleet is to go. */
export interface Target {
  /** What to call it: `03-weight-25`. */
  readonly name: string;
  readonly state: FleetState;
  readonly direction: "onward" | "back";
}

/**
 * Plans a fleet's way into a state; what applies that plan. Refuses one that does more. Until it is applied, whoever else may
 * plan in the environment must be kept out: the plan that was made last is the one that is applied.
 */
export async function planState(
  options: ApplyOptions,
  ledger: Ledger,
  { name, state, direction }: Target,
): Promise<Apply> {
  const { environment, fleet, workspace, note } = options;
  const names = { name: fleet.name, identifier: fleetVariableName(fleet.name) };
  const file = `${names.identifier}-${name}.tfvars.json`;
  const variables = variablesOf(environment, ledger, { [fleet.name]: state });
  const { state: standing } = fleetOf(ledger.live, fleet.name);
  const plan = async (): Promise<boolean> => {
    const changes = await planAsItStands(workspace, file, variables, () => direction === "back");
    refuseBeyond(options, name, changes, { fleet: names, standing, state, direction });
    return changes.length > 0;
  };
  let changed = await plan();
  return async () => {
    for (let attempt = 1; changed; attempt++) {
      try {
        await workspace.apply();
        break;
      } catch (error) {
        if (!(error instanceof TerraformFailure)) throw error;
        const unhealthy = capacityFailure(error.output);
        if (unhealthy !== null) return { kind: "unhealthy", why: unhealthy };
        if (attempt > 1 || !/Saved plan is stale/.test(error.output)) throw error;
        note("Terraform's state changed between plan and apply; planning again\n");
        changed = await plan();
      }
    }
    return { kind: "applied", changed };
  };
}

/**
 * Plans with what a creation gone wrong has left, where `mayStay` says so, taken as it is: what did not get healthy would be
 * made again, and waited for again, before anything else happens.
 */
export async function planAsItStands(
  workspace: Workspace,
  name: string,
  variables: JsonObject,
  mayStay: (change: PlannedChange) => boolean,
): Promise<readonly PlannedChange[]> {
  const changes = await workspace.plan(name, variables);
  const staying = changes.filter((change) => change.tainted && mayStay(change));
  if (staying.length === 0) return changes;
  for (const { address } of staying) await workspace.untaint(address);
  return workspace.plan(name, variables);
}

/** Refuses a plan that does more than its step: nothing of it is applied. */
function refuseBeyond(
  { ownerOf, agreed, remedy }: ApplyOptions,
  name: string,
  changes: readonly PlannedChange[],
  step: GuardedStep,
): void {
  const { harmful, foreign } = beyondStep(changes, step, ownerOf);
  const refused = [...harmful, ...(agreed ? [] : foreign)];
  if (refused.length === 0) return;
  const yes = harmful.length > 0 ? "" : " Where that may change along with it, agree with --yes.";
  throw new ReleaseRefused(
    `Terraform's plan for ${name} of fleet ${step.fleet.name} does more than that step\n` +
      `${refused.map((line) => `  ${line}\n`).join("")}  Nothing was applied. ${remedy}${yes}`,
  );
}

/**
 * What Terraform says where a group's new instances were not launched, or did not become healthy in time; null where it is
 * something else. It gives up at the first launch that fails.
 */
function capacityFailure(output: string): string | null {
  const found = /waiting for Auto Scaling Group[^\n]*capacity satisfied[^\n]*/i.exec(
    output.replaceAll(/\n[│╵\s]*/g, " "),
  );
  if (found === null) return null;
  const [, failure] = /scaling activity \(\S*\): \w+: (.*)/.exec(found[0]) ?? [];
  // The same again, and the address of the group, follow on the line.
  const [words] = failure?.split(/scaling activity \(| with aws_/, 1) ?? [];
  if (words !== undefined) return `AWS did not launch its instances: ${withoutControls(words.trimEnd())}`;
  const [, want, have] = /want (?:exactly|at least) (\d+) healthy instance\(s\)[^']*, have (\d+)/i.exec(found[0]) ?? [];
  return `its instances did not become healthy in time${want === undefined ? "" : `: ${have} of ${want} did`}`;
}

/** The variables of all fleets of an environment: where the ledger left each, but for the one that moves. */
export function variablesOf(environment: EnvironmentPlan, ledger: Ledger, moved: Readonly<Record<string, FleetState>>) {
  const states = Object.keys(environment.fleets).map((name) => [name, fleetOf(ledger.live, name).state] as const);
  return fleetVariables({ ...Object.fromEntries(states), ...moved });
}

import { expect } from "vitest";
import { fleetVariables } from "../../../src/emit/terraform/variable.ts";
import type { FleetState } from "../../../src/plan/model.ts";
import { type MockAws, weightsOf } from "./mock-aws.ts";
import { withoutMockGaps } from "./mock-gaps.ts";
import { type TerraformFolder, type TerraformTool, terraformFolder } from "./terraform-tool.ts";

/** A stack in the mock AWS, and what a rollout does with it. */
export interface StackDriver {
  readonly folder: TerraformFolder;
  /** Puts what a later build emitted in the place of the stack. */
  replace(stack: string): void;
  /**
   * Applies states of fleets by name. Fails where the plan changes what never changes in place, or where a second plan
   * still finds something to do. Returns the changes of the plan: actions by address.
   */
  apply(states: Readonly<Record<string, FleetState>>): Promise<Readonly<Record<string, string>>>;
  /** The value of an output. */
  output(name: string): Promise<unknown>;
  /** Weights of a fleet's rule by target group; empty where it has no rule. */
  weights(fleet: string): Promise<Readonly<Record<string, number>>>;
}

/** What a generation is made of: created and destroyed, never changed. */
const immutableTypes: ReadonlySet<string> = new Set(["aws_instance", "aws_launch_template", "aws_lb_target_group"]);

/** Puts a stack, as emitted but for what the mock can't keep, into a folder of its own. */
export async function driveStack(tool: TerraformTool, mock: MockAws, stack: string): Promise<StackDriver> {
  const folder = await terraformFolder(tool, withoutMockGaps(stack), { variables: mock.environment });
  const must = async (...arguments_: readonly string[]) => {
    const { code, output } = await folder.run(...arguments_);
    if (code !== 0) throw new Error(`terraform ${arguments_.join(" ")}: ${output}`);
    return output;
  };
  const output = async (name: string): Promise<unknown> => JSON.parse(await must("output", "-json", name));
  return {
    folder,
    replace: (next) => folder.writeText("cdk.tf.json", withoutMockGaps(next)),
    output,
    apply: async (states) => {
      folder.writeText("step.tfvars.json", JSON.stringify(fleetVariables(states)));
      const settings = ["-input=false", "-no-color", "-var-file=step.tfvars.json"];
      // One process tells its plan and applies it: each reads the provider's schema, which is most of what it costs.
      const changes = changesOf(await must("apply", ...settings, "-auto-approve", "-json"));
      const { code, output: rest } = await folder.run("plan", ...settings, "-detailed-exitcode");
      expect(code, rest).toBe(0);
      return changes;
    },
    weights: async (fleet) => {
      const fleets = (await output("fleets")) as Record<string, { listener_rule?: string | null }>;
      const rule = fleets[fleet]?.listener_rule ?? null;
      return rule === null ? {} : weightsOf(mock, rule);
    },
  };
}

/** What the lines of `terraform apply -json` say of its plan: https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
function changesOf(log: string): Record<string, string> {
  const planned = log
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Message)
    .flatMap(({ type, change }) => (type === "planned_change" && change !== undefined ? [change] : []))
    .filter(({ resource }) => !resource.addr.startsWith("data."));
  for (const { resource, action } of planned) {
    if (immutableTypes.has(resource.resource_type)) expect(["create", "delete"], resource.addr).toContain(action);
  }
  return Object.fromEntries(planned.map(({ resource, action }) => [resource.addr, action]));
}

interface Message {
  readonly type: string;
  readonly change?: {
    readonly resource: { readonly addr: string; readonly resource_type: string };
    readonly action: string;
  };
}

import * as z from "zod/mini";
import { compareCodePoints } from "../../base/json.ts";
import { readJson } from "../../base/read-json.ts";
import { type TerraformAction, terraformAction } from "../terraform-action.ts";

/** What Terraform plans to do to one resource. */
export interface PlannedChange {
  readonly address: string;
  readonly type: string;
  readonly action: TerraformAction;
  /** Replaced for no other reason than that its creation went wrong: a group that did not get healthy in time. */
  readonly tainted: boolean;
}

/** Reads `terraform show -json` of a plan: its changes, sorted; null where the text is none. */
export function readPlanChanges(text: string): readonly PlannedChange[] | null {
  const plan = readJson(text, planSchema);
  if (plan === null) return null;
  return (plan.resource_changes ?? [])
    .flatMap(({ mode, address, type, change, action_reason }): PlannedChange[] => {
      const action = terraformAction(change.actions);
      if (mode !== "managed" || action === null) return [];
      return [{ address, type, action, tainted: action_reason === "replace_because_tainted" }];
    })
    .sort((left, right) => compareCodePoints(left.address, right.address));
}

export interface FleetNames {
  readonly name: string;
  /** What the names of its resources in a stack begin with. */
  readonly identifier: string;
}

/** The fleet that an address without its index belongs to, "" where it is the whole environment's; null where unknown. */
export type OwnerOf = (address: string) => string | null;

/**
 * What a plan must not do for a fleet, a sentence each: change in place (or make again) what a generation is made of,
 * which is created and destroyed whole; or touch what is not the fleet's.
 */
export function refusedChanges(
  changes: readonly PlannedChange[],
  fleet: FleetNames,
  ownerOf: OwnerOf,
): readonly string[] {
  return changes.flatMap((change) => {
    const refused = refusedInPlace(change);
    if (refused !== null) return [refused];
    return belongsTo(change.address, fleet, ownerOf)
      ? []
      : [`${change.action} ${change.address}: it is not fleet ${fleet.name}'s`];
  });
}

/** What of a generation would be changed in place or made again, in a sentence; null where nothing is. */
export function refusedInPlace({ address, type, action, tainted }: PlannedChange): string | null {
  if (!wholeTypes.has(type) || action === "create" || action === "delete" || tainted) return null;
  return `${action} ${address}: it belongs to a generation, which is never changed`;
}

/** Whether an address is a fleet's: as the build that made the stack says or, where that has forgotten it, by its name. */
export function belongsTo(address: string, fleet: FleetNames, ownerOf: OwnerOf): boolean {
  const plain = address.replace(/\[[^\]]*\]$/, "");
  const owner = ownerOf(plain);
  if (owner !== null) return owner === fleet.name;
  const name = plain.split(".").at(-1) ?? "";
  const own = fleet.identifier;
  return name.startsWith(own) && /^(_[0-9a-f]{12})?(--.*)?$/.test(name.slice(own.length));
}

/** What a generation is made of and what an image is: made whole, then left alone. */
const wholeTypes: ReadonlySet<string> = new Set([
  "aws_ami",
  "aws_ami_copy",
  "aws_instance",
  "aws_launch_configuration",
  "aws_launch_template",
  "aws_lb_target_group",
]);

const planSchema = z.looseObject({
  resource_changes: z.optional(
    z.array(
      z.looseObject({
        address: z.string(),
        mode: z.string(),
        type: z.string(),
        action_reason: z.optional(z.string()),
        change: z.looseObject({ actions: z.array(z.string()) }),
      }),
    ),
  ),
});

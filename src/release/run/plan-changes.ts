import * as z from "zod/mini";
import { byText } from "../../base/order.ts";
import { readJson } from "../../base/read-json.ts";
import { resourceName, withoutIndex } from "../resource-address.ts";
import { type TerraformAction, terraformAction } from "../terraform-action.ts";

/** What Terraform plans to do to one resource. */
export interface PlannedChange {
  readonly address: string;
  readonly type: string;
  readonly action: TerraformAction;
  /** Replaced for no other reason than that its creation went wrong: a group that did not get healthy in time. */
  readonly tainted: boolean;
  /** The fleet that its tags name: before the change or, where it is new, after it; null where they name none. */
  readonly fleet: string | null;
}

/** Reads `terraform show -json` of a plan: its changes, sorted; null where the text is none. */
export function readPlanChanges(text: string): readonly PlannedChange[] | null {
  const plan = readJson(text, planSchema);
  if (plan === null) return null;
  return (plan.resource_changes ?? [])
    .flatMap(({ mode, address, type, change, action_reason }): PlannedChange[] => {
      const action = terraformAction(change.actions);
      if (mode !== "managed" || action === null) return [];
      const fleet = fleetTag(change.before) ?? fleetTag(change.after);
      return [{ address, type, action, tainted: action_reason === "replace_because_tainted", fleet }];
    })
    .sort(byText(({ address }) => address));
}

export interface FleetNames {
  readonly name: string;
  /** What the names of its resources in a stack begin with. */
  readonly identifier: string;
}

/** The fleet that an address without its index belongs to, "" where it is the whole environment's; null where unknown. */
export type OwnerOf = (address: string) => string | null;

/**
 * Whether a change is of what is a fleet's: as the build that made the stack says or, where that has forgotten it, as the
 * tags say that it was made with. What has none (a policy) goes by its name.
 */
export function belongsTo(change: PlannedChange, fleet: FleetNames, ownerOf: OwnerOf): boolean {
  const owner = ownerOf(withoutIndex(change.address)) ?? change.fleet;
  if (owner !== null) return owner === fleet.name;
  return partOf(change, fleet) !== null;
}

/** What of a fleet something is, by its name: what stands behind the fleet's own (`_3fa9c1d2e4b5--errors`); null where nothing. */
export function partOf(change: PlannedChange, { identifier }: FleetNames): string | null {
  const name = resourceName(change.address);
  const part = name.slice(identifier.length);
  return name.startsWith(identifier) && /^(_[0-9a-f]{12})?(--.*)?$/.test(part) ? part : null;
}

/** The fleet that tags name, be they a map or, as those of a group, blocks. */
function fleetTag(values: z.infer<typeof tagged> | undefined): string | null {
  if (values === undefined || values === null) return null;
  return values.tags?.[fleetTagKey] ?? values.tag?.find(({ key }) => key === fleetTagKey)?.value ?? null;
}

const fleetTagKey = "immu:fleet";

// What is not known before the apply is null or left out.
const tagged = z.nullable(
  z.looseObject({
    tags: z.catch(z.nullish(z.record(z.string(), z.nullable(z.string()))), null),
    tag: z.catch(z.nullish(z.array(z.looseObject({ key: z.string(), value: z.nullable(z.string()) }))), null),
  }),
);

const planSchema = z.looseObject({
  resource_changes: z.optional(
    z.array(
      z.looseObject({
        address: z.string(),
        mode: z.string(),
        type: z.string(),
        action_reason: z.optional(z.string()),
        change: z.looseObject({
          actions: z.array(z.string()),
          before: z.optional(tagged),
          after: z.optional(tagged),
        }),
      }),
    ),
  ),
});

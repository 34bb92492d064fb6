import type { Span } from "../../base/span.ts";
import { diagnose, type Report } from "../../diagnostics/definition.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { type Origins, originOf } from "../../plan/origins.ts";
import { resourceName, withoutIndex } from "../resource-address.ts";
import { type AttributeChange, attributesText, changedAttributes, differs } from "./attributes.ts";
import { capacityMoved } from "./diagnostics/capacity-moved.ts";
import { notYetApplied } from "./diagnostics/not-yet-applied.ts";
import { planUnfinished } from "./diagnostics/plan-unfinished.ts";
import { resourceEdited } from "./diagnostics/resource-edited.ts";
import { resourceGone } from "./diagnostics/resource-gone.ts";
import { rolloutMoves } from "./diagnostics/rollout-moves.ts";
import { strayRule } from "./diagnostics/stray-rule.ts";
import { strayRules } from "./firewall.ts";
import { placeOf } from "./place.ts";
import type { PlanResource, TerraformPlan } from "./read-plan.ts";

/** What a build of the environment knows of its resources. */
export interface DriftContext {
  readonly environment: string;
  /** What caused each address of the stack, as `Origins` has it; an address is without its index. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly origins: Origins;
  /** The attributes that the source sets of an address and an apply leaves as they are (`ignore_changes`). */
  readonly ignored: (address: string) => ReadonlySet<string>;
  /** Fleets with a rollout under way, by name: the short digests of the generations that it moves. */
  readonly moving: ReadonlyMap<string, readonly string[]>;
}

/**
 * What of an environment in AWS is not as its source says, at the lines that say it. Errors are what somebody did
 * outside; what a load or a rollout moves is told, and so is what waits for the next apply.
 */
export function findDrift(plan: TerraformPlan, context: DriftContext): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  // Each is about a resource of its own, so that none is left out, however many one place of the source has made.
  const report: Report = (...finding) => void found.push(diagnose(...finding));
  const told = new Set<string>();
  const planned = new Map(plan.resources.map((resource) => [resource.address, resource]));
  for (const { address, why } of plan.unfinished) {
    const span = address === null ? originOf(context.origins, environmentOf(context)) : spanOf(context, address, null);
    report(planUnfinished, span, { why });
  }
  for (const rule of strayRules(plan.resources)) {
    report(strayRule, spanOf(context, rule.address, null), { address: rule.address, rule: rule.text });
  }
  for (const resource of plan.drift) {
    if (reportDrift(resource, planned.get(resource.address), context, report)) told.add(resource.address);
  }
  for (const resource of plan.resources) if (!told.has(resource.address)) reportPending(resource, context, report);
  return found;
}

/** Whether a resource differs from what was applied, by anything that is ours. `next`: what an apply makes of it. */
function reportDrift(
  resource: PlanResource,
  next: PlanResource | undefined,
  context: DriftContext,
  report: Report,
): boolean {
  const { address, action } = resource;
  // What a rollout destroys, Terraform does, which then knows of it: this was somebody else, also while one is under way.
  if (action === "delete") {
    report(resourceGone, spanOf(context, address, null), { address });
    return true;
  }
  const fleet = movingFleet(address, context);
  const changes = changesThatMatter(resource, next, context);
  const [first] = changes;
  if (first === undefined) return false;
  const span = spanOf(context, address, first.name);
  const what = attributesText(changes);
  if (isScaling(resource, changes, context)) report(capacityMoved, span, { address, what });
  else if (fleet !== null && isMovedByRollouts(resource, changes)) report(rolloutMoves, span, { address, fleet, what });
  else report(resourceEdited, span, { address, what, whole: isWhole(resource) });
  return true;
}

function reportPending(resource: PlanResource, context: DriftContext, report: Report): void {
  const { address, action } = resource;
  if (action === "none") return;
  const changes = changedAttributes(resource);
  const span = spanOf(context, address, changes[0]?.name ?? null);
  const fleet = movingFleet(address, context);
  const moved = action !== "update" ? isOfGeneration(address, context) : isMovedByRollouts(resource, changes);
  if (fleet !== null && moved) {
    const what = action === "update" ? attributesText(changes) : actionText[action];
    report(rolloutMoves, span, { address, fleet, what });
  } else if (isWhole(resource) && (action === "update" || action === "replace")) {
    // What a generation is made of is made once: a source that moves on makes another generation.
    report(resourceEdited, span, { address, what: attributesText(changes), whole: true });
  } else {
    const what = action === "update" ? `change ${attributesText(changes)} of` : verbs[action];
    report(notYetApplied, span, { address, what });
  }
}

const actionText = { create: "is to be made", delete: "is to go", replace: "is to be made again" } as const;
const verbs = { create: "make", delete: "destroy", replace: "make again" } as const;

/** The fleet with a rollout under way that an address belongs to; null where there is none. */
function movingFleet(address: string, { addresses, moving, environment }: DriftContext): string | null {
  const origin = addresses.get(withoutIndex(address));
  const prefix = `environments/${environment}/fleets/`;
  const fleet = origin?.startsWith(prefix)
    ? (origin.slice(prefix.length).split("/")[0] ?? "")
    : [...moving].find(([, generations]) =>
        generations.some((each) => resourceName(address).includes(`_${each}`)),
      )?.[0];
  return fleet !== undefined && moving.has(fleet) ? fleet : null;
}

/** Whether an address is a generation's, and that generation is one that a rollout moves. */
function isOfGeneration(address: string, { moving }: DriftContext): boolean {
  return [...moving.values()].some((ids) => ids.some((id) => resourceName(address).includes(`_${id}`)));
}

const scaled: ReadonlySet<string> = new Set(["desired_capacity", "predicted_capacity", "warm_pool_size"]);

/** Whether nothing but the load moved a group; one that does not scale itself has its capacity from the source. */
function isScaling(
  { type, address }: PlanResource,
  changes: readonly AttributeChange[],
  { ignored }: DriftContext,
): boolean {
  const left = ignored(withoutIndex(address));
  return type === "aws_autoscaling_group" && changes.every(({ name }) => scaled.has(name) && left.has(name));
}

/** What the steps of a rollout change, by type. */
const moved: Readonly<Record<string, ReadonlySet<string>>> = {
  aws_autoscaling_group: new Set([
    ...scaled,
    "instance_refresh",
    "max_size",
    "min_elb_capacity",
    "min_size",
    "mixed_instances_policy",
    "suspended_processes",
    "target_group_arns",
    "traffic_source",
  ]),
  aws_lb_listener_rule: new Set(["action"]),
};

function isMovedByRollouts({ type }: PlanResource, changes: readonly AttributeChange[]): boolean {
  const names = moved[type];
  return names !== undefined && changes.every(({ name }) => names.has(name));
}

const wholeTypes: ReadonlySet<string> = new Set(["aws_launch_template", "aws_lb_target_group"]);

function isWhole({ type }: PlanResource): boolean {
  return wholeTypes.has(type);
}

/**
 * The changes that mean something: what the next apply would put back, and what it is told to leave alone. AWS and the
 * provider fill in much else, and a refresh writes it down in another form than an apply did.
 */
function changesThatMatter(
  resource: PlanResource,
  next: PlanResource | undefined,
  { ignored }: DriftContext,
): readonly AttributeChange[] {
  const putBack = next === undefined ? [] : changedAttributes(next).filter(({ name }) => !next.unknown.has(name));
  // The union of a resource's tags and the provider's says nothing that its tags don't.
  const named = new Set(putBack.map(({ name }) => name).filter((name) => name !== "tags_all"));
  const left = ignored(withoutIndex(resource.address));
  return changedAttributes(resource).filter(
    ({ name }) => named.has(name) || (left.has(name) && differs(resource, name)),
  );
}

/** Where the source says what an attribute is; of what it has no more, where the environment stands. */
function spanOf({ addresses, origins, environment }: DriftContext, address: string, attribute: string | null): Span {
  const plain = withoutIndex(address);
  const origin = addresses.get(plain) ?? environmentOf({ environment });
  const place = attribute === null ? origin : placeOf(plain, origin, attribute);
  return origins.get(place) ?? originOf(origins, origin);
}

function environmentOf({ environment }: Pick<DriftContext, "environment">): string {
  return `environments/${environment}`;
}

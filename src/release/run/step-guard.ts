import { shortDigest } from "../../base/digest.ts";
import { generationsOf } from "../../plan/legacy.ts";
import type { FleetState } from "../../plan/model.ts";
import { belongsTo, type FleetNames, type OwnerOf, type PlannedChange, partOf } from "./plan-changes.ts";

/** A fleet on its way to a state. */
export interface GuardedStep {
  readonly fleet: FleetNames;
  /** Where the ledger has left it. */
  readonly standing: FleetState;
  /** Where it goes. */
  readonly state: FleetState;
  readonly direction: "onward" | "back";
}

/** What a plan would do beyond its step, a sentence each. */
export interface Excess {
  /** What no yes allows: to lose, or to change in place, what serves or is to serve. */
  readonly harmful: readonly string[];
  /** What is another's, or everybody's. */
  readonly foreign: readonly string[];
}

/**
 * What a plan would do beyond a step. Whatever source the stack was made from, a step takes away only parts of generations
 * that the state it leads to does not name, and changes nothing in place that a generation is made of.
 */
export function beyondStep(changes: readonly PlannedChange[], step: GuardedStep, ownerOf: OwnerOf): Excess {
  const harmful: string[] = [];
  const foreign: string[] = [];
  for (const change of changes) {
    const own = belongsTo(change, step.fleet, ownerOf);
    const why = refusedInPlace(change) ?? (own ? refusedLoss(change, step) : refusedTouch(change));
    if (why !== null) harmful.push(why);
    else if (!own) foreign.push(`${changeText(change)}: it is not fleet ${step.fleet.name}'s`);
  }
  return { harmful, foreign };
}

/** A change in words. */
export function changeText({ action, address }: PlannedChange): string {
  return `${action} ${address}`;
}

/** What of a generation would be changed in place or made again, in a sentence; null where nothing is. */
export function refusedInPlace(change: PlannedChange): string | null {
  const { type, action, tainted } = change;
  if (!wholeTypes.has(type) || action === "create" || action === "delete" || tainted) return null;
  return `${changeText(change)}: it belongs to a generation, which is never changed`;
}

/** Why a fleet's own may not be taken away, or made, in a sentence; null where it may. */
function refusedLoss(change: PlannedChange, { fleet, standing, state, direction }: GuardedStep): string | null {
  const { type, action, tainted } = change;
  const refused = (why: string): string => `${changeText(change)}: ${why}`;
  const part = partOf(change, fleet);
  const key = /^_([0-9a-f]{12})/.exec(part ?? "")?.[1] ?? null;
  if (action === "create")
    return type === "aws_launch_template" && key !== null && memberOf(standing, key) !== undefined
      ? refused(`the ledger says that generation ${key} is there, and Terraform's state does not know it`)
      : null;
  if (action === "update") return null;
  // What did not get healthy is made again, unless it has got traffic since.
  if (tainted) {
    const serves = key === null ? servesAny(standing) : (memberOf(standing, key)?.weight ?? 0) > 0;
    return serves ? refused("it has traffic") : null;
  }
  // Alarms judge steps onward, and scaling follows the traffic that they leave. On the way back nothing asks either.
  if (watchingTypes.has(type) && direction === "back") return null;
  if (key !== null)
    return memberOf(state, key) === undefined ? null : refused(`generation ${key} is to stay in this step`);
  if (type === "aws_lb_listener_rule")
    return Object.values(state).some(({ attached }) => attached) ? refused("traffic goes through it") : null;
  if (part?.startsWith("--rolling") === true)
    return servesAny(state) ? refused("all machines of the fleet are in it") : null;
  if (settingTypes.has(type))
    return generationsOf(state).length > 0 ? refused("machines of the fleet run with it") : null;
  return null;
}

/** Why what is not the fleet's may not be touched whatever was agreed to, in a sentence; null where it may. */
function refusedTouch(change: PlannedChange): string | null {
  return change.action !== "create" && servingTypes.has(change.type)
    ? `${changeText(change)}: another fleet serves with it`
    : null;
}

function memberOf(state: FleetState, key: string): FleetState[string] | undefined {
  const id = generationsOf(state).find((each) => shortDigest(each) === key);
  return id === undefined ? undefined : state[id];
}

function servesAny(state: FleetState): boolean {
  return generationsOf(state).some((id) => (state[id]?.weight ?? 0) > 0);
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

/** Where traffic goes, and the machines for it. */
const servingTypes: ReadonlySet<string> = new Set([...wholeTypes, "aws_autoscaling_group", "aws_lb_listener_rule"]);

/** What watches machines that are there. */
const watchingTypes: ReadonlySet<string> = new Set(["aws_autoscaling_policy", "aws_cloudwatch_metric_alarm"]);

/** What the machines of all generations of a fleet run with from their first second to their last. */
const settingTypes: ReadonlySet<string> = new Set(["aws_iam_instance_profile", "aws_iam_role", "aws_security_group"]);

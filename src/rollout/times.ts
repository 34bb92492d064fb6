import { generationsOf } from "../plan/legacy.ts";
import type { FleetState, HttpPlan } from "../plan/model.ts";
import type { PathFleet, PathGeneration } from "./path-fleet.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/**
 * The worst case of an apply that changes weights or bounds alone: refreshing the state of one environment and a few
 * calls. An assumption to plan with, on the safe side; nothing is cut off by it.
 */
export const APPLY_TIME = 2 * MINUTE;

/** How long the machines of a group take to end once it is deleted. An assumption likewise. */
const TERMINATION_TIME = 5 * MINUTE;

/** How late CloudWatch may show what happened: one-minute metrics of a balancer arrive up to two minutes later. */
export const METRIC_LAG = 2 * MINUTE;

/** The longest that a target group lets a leaving instance finish its requests (a limit of the ALB). */
export const LONGEST_DRAIN = 3600 * SECOND;

/** How long instances finish what they have: the longest request, or the time a visitor sticks to one. */
export function drainTime(http: HttpPlan | null): number {
  return http === null ? 0 : Math.min(LONGEST_DRAIN, Math.max(http.timeout, http.sticky ?? 0));
}

/**
 * How long a visitor is sent to the same target group, at the longest; 0 where none is sticky. One that is makes the whole
 * rule sticky, for a balancer takes it in no other.
 */
export function stickTime({ generations, legacy }: Pick<PathFleet, "generations" | "legacy">): number {
  return Math.max(legacy?.sticky ?? 0, ...Object.values(generations).map(({ http }) => http?.sticky ?? 0));
}

/** From launch until the balancer counts an instance as healthy. */
function launchTime(definition: PathGeneration): number {
  const probe = definition.http?.probe;
  return definition.boot + (probe ? probe.healthyAfter * probe.every : 0);
}

/**
 * How long an apply may take: Terraform waits for a new generation to be healthy, unless load decides how many machines it
 * has, and for an old one to be gone.
 */
export function applyTime(fleet: PathFleet, before: FleetState, after: FleetState): number {
  const destroyed = generationsOf(before).filter((id) => !(id in after));
  const launch = fleet.scale === null ? creationTime(fleet, before, after) : 0;
  return APPLY_TIME + Math.max(launch, destroyed.length > 0 ? TERMINATION_TIME : 0);
}

/**
 * How long to watch after an apply: a step's own bake, from when a new generation is there, and no less than what is there
 * already takes to grow.
 */
export function watchTime(fleet: PathFleet, before: FleetState, after: FleetState, bake: number): number {
  const launch = fleet.scale === null ? 0 : creationTime(fleet, before, after);
  return Math.max(launch + bake, growthTime(fleet, before, after));
}

/** How long until all that is new is healthy; 0 where it takes its place in a group that is there, which is a refresh. */
function creationTime(fleet: PathFleet, before: FleetState, after: FleetState): number {
  if (fleet.rollout.strategy === "rolling" && generationsOf(before).length > 0) return 0;
  const created = Object.keys(after).filter((id) => !(id in before));
  return Math.max(0, ...definitionsOf(fleet, created).map(launchTime));
}

/**
 * How long until generations that exist already have their new instances, or their place at the listener and are known to
 * be healthy there: Terraform waits for neither.
 */
function growthTime(fleet: PathFleet, before: FleetState, after: FleetState): number {
  const grown = Object.keys(after).filter((id) => {
    const was = before[id];
    const is = after[id];
    return was !== undefined && is !== undefined && (is.min > was.min || (is.attached && !was.attached));
  });
  return Math.max(0, ...definitionsOf(fleet, grown).map(launchTime));
}

/** How long an instance refresh of the largest fleet may take, without its pauses. */
export function refreshTime(fleet: PathFleet, to: string): number {
  const { minHealthy, maxHealthy } = fleet.rollout.refresh;
  const atOnce = Math.max(1, Math.floor((fleet.size.max * (maxHealthy - minHealthy)) / 100));
  const batches = Math.ceil(fleet.size.max / atOnce);
  const each = definitionsOf(fleet, [to]).map(
    (definition) => launchTime(definition) + fleet.rollout.warmup + drainTime(definition.http),
  );
  return batches * Math.max(0, ...each);
}

/** The longest drain of some generations. */
export function longestDrain(fleet: PathFleet, ids: readonly string[]): number {
  return Math.max(0, ...definitionsOf(fleet, ids).map(({ http }) => drainTime(http)));
}

/** The longest that a request to one of some generations may take. */
export function longestRequest(fleet: PathFleet, ids: readonly string[]): number {
  return Math.max(0, ...definitionsOf(fleet, ids).map(({ http }) => http?.timeout ?? 0));
}

function definitionsOf(fleet: PathFleet, ids: readonly string[]): readonly PathGeneration[] {
  return ids.flatMap((id) => fleet.generations[id] ?? []);
}

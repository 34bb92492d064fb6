import { distinctTexts } from "../base/order.ts";
import { sortedValues } from "../base/record.ts";
import { generationsOf } from "../plan/legacy.ts";
import type { EnvironmentPlan, FleetPlan, FleetState, RoutePlan } from "../plan/model.ts";
import { rolloutPath } from "./rollout-path.ts";

/** What rules ask of all fleets of an environment: gathered once, as asking every fleet about every other is quadratic. */
export interface EnvironmentFacts {
  /** Its fleets by name. */
  readonly fleets: readonly FleetPlan[];
  /** Instances of all fleets that each may have while another is rolled out: `instancesBeside`, added up. */
  readonly instances: number;
  /** By what is claimed of a balancer: the first fleet that claims it. */
  readonly claimants: ReadonlyMap<string, string>;
}

/** What a route claims of its balancer, which no other may: its requests, and its place in the order. */
export interface Claim {
  readonly key: string;
  /** For a message: `priority 7`. */
  readonly text: string;
}

/**
 * Gathers the facts of an environment. It works out the path of every fleet that stands on two generations, so ask it
 * once for all rules.
 */
export function environmentFacts(environment: EnvironmentPlan): EnvironmentFacts {
  const ordered = sortedValues(environment.fleets);
  const claimants = new Map<string, string>();
  for (const { name, route } of ordered) {
    for (const { key } of route === null ? [] : claimsOf(route)) {
      if (!claimants.has(key)) claimants.set(key, name);
    }
  }
  const instances = ordered.reduce((sum, fleet) => sum + instancesBeside(environment, fleet), 0);
  return { fleets: ordered, instances, claimants };
}

/**
 * The most instances that a fleet may have while another one is rolled out. One that is at rest stays so: releases follow
 * one another. One that stands on two generations has both, and has yet to come through the rest of its way.
 */
export function instancesBeside(environment: EnvironmentPlan, fleet: FleetPlan): number {
  if (generationsOf(fleet.steady).length <= 1) return Math.max(fleet.size.max, capacityOf(fleet.steady));
  const { steps } = rolloutPath(environment, fleet);
  return instancesOnTheWay(fleet, [fleet.steady, ...steps.map(({ state }) => state)]);
}

/** The most instances that a fleet may have in any of these states, and while one becomes the next. */
export function instancesOnTheWay({ size, rollout }: FleetPlan, states: readonly FleetState[]): number {
  const refreshed = rollout.strategy === "rolling" ? rollout.refresh.maxHealthy : 100;
  return Math.ceil((Math.max(size.max, ...states.map(capacityOf)) * refreshed) / 100);
}

function capacityOf(state: FleetState): number {
  return Object.values(state).reduce((sum, { max }) => sum + max, 0);
}

/** The claims of a route, the one that says more first. */
export function claimsOf({ balancer, hosts, paths, priority }: RoutePlan): readonly Claim[] {
  const [hostSet, pathSet] = [distinctTexts(hosts), distinctTexts(paths)];
  return [
    {
      key: JSON.stringify([balancer, hostSet, pathSet]),
      text: `${pathSet.join(", ")} on ${hostSet.length === 0 ? "every host" : hostSet.join(", ")}`,
    },
    { key: JSON.stringify([balancer, priority]), text: `priority ${priority}` },
  ];
}

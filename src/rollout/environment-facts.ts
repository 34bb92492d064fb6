import { compareCodePoints } from "../base/json.ts";
import type { EnvironmentPlan, FleetPlan, RoutePlan } from "../plan/model.ts";

/** What rules ask of all fleets of an environment: gathered once, as asking every fleet about every other is quadratic. */
export interface EnvironmentFacts {
  /** Its fleets by name. */
  readonly fleets: readonly FleetPlan[];
  /** Instances of all fleets at their largest. */
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

export function environmentFacts({ fleets }: EnvironmentPlan): EnvironmentFacts {
  const ordered = Object.values(fleets).sort((left, right) => compareCodePoints(left.name, right.name));
  const claimants = new Map<string, string>();
  for (const { name, route } of ordered) {
    for (const { key } of route === null ? [] : claimsOf(route)) {
      if (!claimants.has(key)) claimants.set(key, name);
    }
  }
  return { fleets: ordered, instances: ordered.reduce((sum, { size }) => sum + size.max, 0), claimants };
}

/** The claims of a route, the one that says more first. */
export function claimsOf({ balancer, hosts, paths, priority }: RoutePlan): readonly Claim[] {
  const [hostSet, pathSet] = [distinct(hosts), distinct(paths)];
  return [
    {
      key: JSON.stringify([balancer, hostSet, pathSet]),
      text: `${pathSet.join(", ")} on ${hostSet.length === 0 ? "every host" : hostSet.join(", ")}`,
    },
    { key: JSON.stringify([balancer, priority]), text: `priority ${priority}` },
  ];
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort(compareCodePoints);
}

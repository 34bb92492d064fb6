import { sha256 } from "../../base/digest.ts";
import { byText } from "../../base/order.ts";
import type { FleetPlan, RoutePlan } from "../model.ts";

/** Stands for a priority that its author left to us. */
export const derivedPriority = 0;

/**
 * Gives every route that left its priority open one of its own. The more a route asks for, the earlier it is tried;
 * within such a band a digest of the fleet's name spreads them, so that a new fleet hardly ever moves another's.
 */
export function derivePriorities(fleets: readonly FleetPlan[]): readonly FleetPlan[] {
  const taken = new Set<string>();
  const place = ({ balancer }: RoutePlan, priority: number): string => `${balancer} ${priority}`;
  for (const { route } of fleets)
    if (route && route.priority !== derivedPriority) taken.add(place(route, route.priority));
  const inOrder = fleets.toSorted(byText(({ name }) => name));
  return inOrder.map((fleet) => {
    const { route } = fleet;
    if (route?.priority !== derivedPriority) return fleet;
    const { first, size } = bandOf(route);
    let offset = Number.parseInt(sha256(fleet.name).slice(0, 8), 16) % size;
    for (let tried = 1; taken.has(place(route, first + offset)) && tried < size; tried++) offset = (offset + 1) % size;
    taken.add(place(route, first + offset));
    return { ...fleet, route: { ...route, priority: first + offset } };
  });
}

// A balancer takes priorities up to 50 000. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
function bandOf({ hosts, paths }: RoutePlan): { readonly first: number; readonly size: number } {
  const anyPath = paths.includes("/*");
  const band = hosts.length > 0 ? (anyPath ? 1 : 0) : anyPath ? 3 : 2;
  return { first: 10_000 * (band + 1), size: 10_000 };
}

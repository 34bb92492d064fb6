import type { GenerationState } from "../plan/model.ts";
import type { PathFleet } from "./path-fleet.ts";
import { atLeastShare } from "./share.ts";

/** How many instances a generation may have and is given. */
export type Capacity = Pick<GenerationState, "min" | "max" | "desired">;

export const NO_CAPACITY: Capacity = { min: 0, max: 0, desired: 0 };

/** The instances that the fleet needs at its peak: all of its largest size, unless the source states a smaller share. */
export function peakInstances(fleet: PathFleet): number {
  return Math.max(fleet.size.min, atLeastShare(fleet.load?.peak ?? 100, fleet.size.max));
}

/**
 * The capacity of a fleet at rest. One that scales itself moves between its bounds; one that does not is given what its
 * peak needs, as nothing would give it more when the peak comes.
 */
export function restingCapacity(fleet: PathFleet): Capacity {
  const desired = fleet.scale === null ? peakInstances(fleet) : fleet.size.min;
  return { min: fleet.size.min, max: fleet.size.max, desired };
}

/**
 * The capacity that a generation is held at while traffic may come to it from one moment to the next: enough for the
 * peak, and never fewer than it has. Held by `min`, as a group that scales itself shrinks when its traffic goes.
 */
export function heldCapacity(fleet: PathFleet, generation: string): Capacity {
  const now = fleet.steady[generation] ?? NO_CAPACITY;
  const least = Math.max(peakInstances(fleet), now.min, now.desired);
  return { min: least, max: Math.max(fleet.size.max, now.max, least), desired: least };
}

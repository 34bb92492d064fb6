import { type InEnvironment, perFleet } from "./per-fleet.ts";

/** The path of an environment in the Plan, as `Origins` has it. */
export function environmentOrigin({ environment }: InEnvironment): string {
  return `environments/${environment.name}`;
}

/** The path of a fleet in the Plan. */
export const fleetOrigin = perFleet<InEnvironment, string>(
  (place, fleet) => `${environmentOrigin(place)}/fleets/${fleet.name}`,
);

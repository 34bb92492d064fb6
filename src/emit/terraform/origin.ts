import type { EnvironmentPlan, FleetPlan } from "../../plan/model.ts";

/** The environment that something is for: a scope, or what a check looks at. */
interface InEnvironment {
  readonly environment: EnvironmentPlan;
}

/** The path of an environment in the Plan, as `Origins` has it. */
export function environmentOrigin({ environment }: InEnvironment): string {
  return `environments/${environment.name}`;
}

/** The path of a fleet in the Plan. */
export function fleetOrigin(place: InEnvironment, fleet: FleetPlan): string {
  return `${environmentOrigin(place)}/fleets/${fleet.name}`;
}

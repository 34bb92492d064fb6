import type { EnvironmentPlan, FleetPlan } from "../../plan/model.ts";

/** The environment that something is for: a scope, or what a check looks at. */
export interface InEnvironment {
  readonly environment: EnvironmentPlan;
}

/** Finds out once what nearly every resource of a fleet asks for. */
export function perFleet<Place extends InEnvironment, T>(
  find: (place: Place, fleet: FleetPlan) => T,
): (place: Place, fleet: FleetPlan) => T {
  const found = new WeakMap<FleetPlan, { readonly environment: EnvironmentPlan; readonly value: T }>();
  return (place, fleet) => {
    const known = found.get(fleet);
    if (known?.environment === place.environment) return known.value;
    const value = find(place, fleet);
    found.set(fleet, { environment: place.environment, value });
    return value;
  };
}

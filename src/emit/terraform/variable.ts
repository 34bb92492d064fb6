import { shortDigest } from "../../base/digest.ts";
import type { JsonObject } from "../../base/json.ts";
import { sortedEntries } from "../../base/record.ts";
import type { FleetState } from "../../plan/model.ts";
import { identifier } from "./names.ts";

/**
 * What a `.tfvars.json` file says to put fleets into states: one variable a fleet, keyed by the first 12 hex digits of
 * each generation. Nothing here is a template: Terraform reads variable files literally.
 */
export function fleetVariables(states: Readonly<Record<string, FleetState>>): JsonObject {
  return Object.fromEntries(
    sortedEntries(states).map(([fleet, state]) => [fleetVariableName(fleet), fleetVariableValue(state)]),
  );
}

/** The name of a fleet's Terraform variable: the fleet's own, unless Terraform can't have it. */
export function fleetVariableName(fleet: string): string {
  return identifier(fleet);
}

/** The value of a fleet's variable for a state keyed by full digests. */
export function fleetVariableValue(state: FleetState): JsonObject {
  return Object.fromEntries(
    sortedEntries(state).map(([digest, { attached, weight, min, max, desired }]) => [
      shortDigest(digest),
      { attached, weight, min, max, desired },
    ]),
  );
}

import { shortDigest } from "../../base/digest.ts";
import type { FleetPlan, GenerationDefinition } from "../../plan/model.ts";
import { numeric, text, texts } from "./expression.ts";
import { awsName, identifier } from "./names.ts";
import { perFleet } from "./per-fleet.ts";
import { digestOf, readableOf, type Scope } from "./scope.ts";
import { fleetVariableName } from "./variable.ts";

/** One generation of a fleet, and how expressions speak of it. */
export interface Generation {
  readonly digest: string;
  /** The first 12 hex digits: its key in the fleet's variable. */
  readonly key: string;
  readonly definition: GenerationDefinition;
  /** The logical id of what belongs to it: `web_3fa9c1d2e4b5`. */
  readonly id: string;
  /** An expression: its entry of the fleet's variable. Only where `exists` holds. */
  readonly state: string;
  /** An expression: whether the fleet's variable has it. */
  readonly exists: string;
}

export function generationOf(fleet: FleetPlan, digest: string, definition: GenerationDefinition): Generation {
  const key = shortDigest(digest);
  const variable = `var.${fleetVariableName(fleet.name)}`;
  return {
    digest,
    key,
    definition,
    id: `${identifier(fleet.name)}_${key}`,
    state: `${variable}["${key}"]`,
    exists: `contains(keys(${variable}), "${key}")`,
  };
}

/** Tags of what belongs to a fleet. None that begins with `immu:` is an author's. */
export function fleetTags(fleet: FleetPlan): Record<string, string> {
  const known = tagsOfFleets.get(fleet) ?? { "immu:fleet": text(fleet.name), ...texts(fleet.tags) };
  tagsOfFleets.set(fleet, known);
  return known;
}

// Nearly every resource of a fleet has them.
const tagsOfFleets = new WeakMap<FleetPlan, Record<string, string>>();

/** What names in AWS of a fleet's parts have behind them. */
export const fleetDigest = perFleet((scope: Scope, fleet) => digestOf(scope, "fleet", fleet.name));

/** A name in AWS of at most `limit` characters, for a part of a fleet; what is there once a generation has a `tail`. */
export function fleetPartName(scope: Scope, fleet: FleetPlan, limit: number, tail?: string): string {
  return awsName(limit, readableOf(scope, fleet.name), fleetDigest(scope, fleet), tail);
}

/** Tags of what belongs to a generation. */
export function generationTags(fleet: FleetPlan, generation: Generation): Record<string, string> {
  return {
    "immu:generation": generation.key,
    "immu:image": generation.definition.image.fingerprint.slice(0, 12),
    ...fleetTags(fleet),
  };
}

/** Something that exists while a condition holds: an expression for `count`. */
export function countWhile(condition: string): number {
  return numeric(`${condition} ? 1 : 0`);
}

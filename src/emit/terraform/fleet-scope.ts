import { shortDigest } from "../../base/digest.ts";
import { sortedEntries } from "../../base/record.ts";
import type { FleetPlan, GenerationDefinition, RoutePlan } from "../../plan/model.ts";
import type { Balancer } from "./balancer.ts";
import { numeric, text, texts } from "./expression.ts";
import { awsName, identifier } from "./names.ts";
import type { Network } from "./network.ts";
import { fleetOrigin } from "./origin.ts";
import { digestOf, readableOf, type Scope } from "./scope.ts";
import { fleetVariableName } from "./variable.ts";

/** One fleet of a stack under construction, and what nearly every part of it has. */
export interface FleetScope extends Scope {
  readonly network: Network;
  readonly fleet: FleetPlan;
  /** Null where no traffic of a balancer comes. */
  readonly front: Front | null;
  /** By their digests. */
  readonly generations: readonly Generation[];
  /** The logical id of what belongs to no generation alone. */
  readonly id: string;
  /** The fleet's path in the Plan. */
  readonly origin: string;
  /** An expression: the fleet's variable. */
  readonly variable: string;
  /** Tags of what belongs to the fleet. None that begins with `immu:` is an author's. */
  readonly tags: Record<string, string>;
  /** What names in AWS of the fleet's parts have behind them. */
  readonly digest: string;
}

/** The balancer in front of a fleet, and what it sends there. */
export interface Front {
  readonly balancer: Balancer;
  readonly route: RoutePlan;
}

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

/** A fleet in the stack of its environment, of which `balancers` are all, by name. */
export function fleetScope(
  scope: Scope,
  network: Network,
  fleet: FleetPlan,
  balancers: ReadonlyMap<string, Balancer>,
): FleetScope {
  const { stack, project, environment, addresses, put } = scope;
  const balancer = fleet.route === null ? undefined : balancers.get(fleet.route.balancer);
  const id = identifier(fleet.name);
  const variable = `var.${fleetVariableName(fleet.name)}`;
  return {
    stack,
    project,
    environment,
    addresses,
    put,
    network,
    fleet,
    front: fleet.route === null || balancer === undefined ? null : { balancer, route: fleet.route },
    generations: sortedEntries(fleet.generations).map(([digest, definition]) => {
      const key = shortDigest(digest);
      return {
        digest,
        key,
        definition,
        id: `${id}_${key}`,
        state: `${variable}["${key}"]`,
        exists: `contains(keys(${variable}), "${key}")`,
      };
    }),
    id,
    origin: fleetOrigin(scope, fleet),
    variable,
    tags: { "immu:fleet": text(fleet.name), ...texts(fleet.tags) },
    digest: digestOf(scope, "fleet", fleet.name),
  };
}

/** A name in AWS of at most `limit` characters, for a part of a fleet; what is there once a generation has a `tail`. */
export function fleetPartName(scope: FleetScope, limit: number, tail?: string): string {
  return awsName(limit, readableOf(scope, scope.fleet.name), scope.digest, tail);
}

/** Tags of what belongs to a generation. */
export function generationTags({ tags }: FleetScope, generation: Generation): Record<string, string> {
  return {
    "immu:generation": generation.key,
    "immu:image": generation.definition.image.fingerprint.slice(0, 12),
    ...tags,
  };
}

/** Something that exists while a condition holds: an expression for `count`. */
export function countWhile(condition: string): number {
  return numeric(`${condition} ? 1 : 0`);
}

import { compareCodePoints } from "../base/json.ts";
import type { Live, LiveFleet } from "../plan/live.ts";
import type { GenerationDefinition } from "../plan/model.ts";
import type { FleetRecord, LiveEnvironment } from "./ledger/state.ts";

/** Definitions of generations by digest. */
export type Definitions = ReadonlyMap<string, GenerationDefinition>;

export interface LiveReading {
  readonly live: Live;
  /** Digests of generations that are live but whose definitions were not found, sorted. Their fleets are left out. */
  readonly missing: readonly string[];
}

/** What the compiler reads of the histories of all environments. */
export function toLive(environments: readonly LiveEnvironment[], definitions: Definitions): LiveReading {
  const missing = new Set<string>();
  const live: Record<string, Record<string, LiveFleet>> = {};
  for (const environment of environments) {
    const fleets: Record<string, LiveFleet> = {};
    for (const fleet of Object.values(environment.fleets)) {
      const lacking = Object.keys(fleet.state).filter((generation) => !definitions.has(generation));
      for (const generation of lacking) missing.add(generation);
      if (lacking.length === 0) fleets[fleet.name] = liveFleet(fleet, definitions);
    }
    live[environment.environment] = fleets;
  }
  return { live, missing: [...missing].sort(compareCodePoints) };
}

/** Digests of every generation that `toLive` needs the definition of, sorted. */
export function neededDefinitions(environments: readonly LiveEnvironment[]): readonly string[] {
  const needed = environments.flatMap(({ fleets }) => Object.values(fleets).flatMap(({ state }) => Object.keys(state)));
  return [...new Set(needed)].sort(compareCodePoints);
}

function liveFleet(fleet: FleetRecord, definitions: Definitions): LiveFleet {
  const generations = Object.keys(fleet.state).flatMap((generation) => {
    const definition = definitions.get(generation);
    return definition === undefined ? [] : [[generation, definition] as const];
  });
  const failed = Object.values(fleet.generations).filter((generation) => generation.failed);
  return {
    stable: fleet.stable,
    state: fleet.state,
    generations: Object.fromEntries(generations),
    failed: failed.map(({ generation }) => generation).sort(compareCodePoints),
  };
}

import { compareCodePoints, distinctTexts } from "../base/order.ts";
import { generationsOf, LEGACY, legacyShare } from "../plan/legacy.ts";
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
      const lacking = liveGenerations(fleet).filter((generation) => !definitions.has(generation));
      for (const generation of lacking) missing.add(generation);
      if (lacking.length === 0) fleets[fleet.name] = liveFleet(fleet, definitions);
    }
    live[environment.environment] = fleets;
  }
  return { live, missing: [...missing].sort(compareCodePoints) };
}

/** Digests of every generation that `toLive` needs the definition of, sorted. */
export function neededDefinitions(environments: readonly LiveEnvironment[]): readonly string[] {
  const needed = environments.flatMap(({ fleets }) => Object.values(fleets).flatMap(liveGenerations));
  return distinctTexts(needed);
}

/** What a fleet's state names, and the candidate of a rollout under way: until its first step has passed no state does. */
function liveGenerations({ state, rollout }: FleetRecord): readonly string[] {
  return [...new Set([...generationsOf(state), ...(rollout === null ? [] : [rollout.generation])])];
}

function liveFleet(fleet: FleetRecord, definitions: Definitions): LiveFleet {
  const generations = liveGenerations(fleet).flatMap((generation) => {
    const definition = definitions.get(generation);
    return definition === undefined ? [] : [[generation, definition] as const];
  });
  return {
    stable: fleet.stable,
    state: fleet.state,
    ...legacyKept(fleet),
    generations: Object.fromEntries(generations),
    ...(fleet.rollout === null ? {} : { rollout: { generation: fleet.rollout.generation } }),
  };
}

/** What an abort of the rollout under way gives back to the legacy side. */
function legacyKept({ rollout }: FleetRecord): Pick<LiveFleet, "legacyKept"> {
  const abort = rollout?.phase === "active" ? rollout.abort : null;
  const share = abort !== null && LEGACY in abort ? legacyShare(abort) : null;
  return share === null ? {} : { legacyKept: share };
}

import type { FleetState } from "./model.ts";

/** The member of a fleet's state that stands for its legacy target group. No generation's digest reads like it. */
export const LEGACY = "legacy";

/** The generations that a state names: all of it but the legacy side. */
export function generationsOf(state: FleetState): readonly string[] {
  return Object.keys(state).filter((id) => id !== LEGACY);
}

/** Share (percent) of the traffic that the legacy side has in a state; null where nothing has any. */
export function legacyShare(state: FleetState): number | null {
  const total = Object.values(state).reduce((sum, { weight }) => sum + weight, 0);
  return total === 0 ? null : ((state[LEGACY]?.weight ?? 0) * 100) / total;
}

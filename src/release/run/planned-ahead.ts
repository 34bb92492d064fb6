import type { FleetState } from "../../plan/model.ts";

/**
 * The steps of a path, by their indexes, that are planned before the rollout begins: the first one, last, as its plan is what
 * is applied then. Where that only takes away what earlier rollouts have left, it looks up nothing that the generation needs:
 * so the one that makes the generation comes before it.
 */
export function plannedAhead(steps: readonly { readonly state: FleetState }[], generation: string): readonly number[] {
  const making = steps.findIndex(({ state }) => Object.hasOwn(state, generation));
  return making > 0 ? [making, 0] : [0];
}

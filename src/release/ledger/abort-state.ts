import type { FleetState } from "../../plan/model.ts";
import type { RolloutRecord } from "./state.ts";

/**
 * The state that an abort of a rollout goes to; null where there is nothing to go back to. While what earlier rollouts left
 * is being taken away, nothing has begun yet: an abort then stays with what the step at hand leaves. The one of the whole
 * path would make the generation that is given up, and take the rest away all at once.
 */
export function abortState({ abort, steps, passed }: RolloutRecord): FleetState | null {
  const next = steps[passed];
  return abort === null || next?.phase !== "prepare" || hasSameMembers(next.state, abort) ? abort : next.state;
}

function hasSameMembers(left: FleetState, right: FleetState): boolean {
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => Object.hasOwn(right, name));
}

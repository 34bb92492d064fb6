import { shortDigest } from "../../base/digest.ts";
import { type GenerationRecord, type LiveEnvironment, revocationOf } from "../../release/ledger/state.ts";

/**
 * What to do about a generation that was given up and serves all the same, in a sentence. `source`: the project, and its
 * parameters where they are known, as options of a command.
 */
export function wayToProve(live: LiveEnvironment, fleet: string, unproven: GenerationRecord, source: string): string {
  const name = shortDigest(unproven.generation);
  const run = `immuc rollout run ${fleet} --env ${live.environment}${source}`;
  return revocationOf(live, unproven) === null
    ? `Prove ${name} where it stands, or release another: ${run}${unproven.failed ? ` --retry ${name}` : ""}`
    : `Release another than ${name}: ${run}`;
}

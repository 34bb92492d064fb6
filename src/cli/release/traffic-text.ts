import { shortDigest } from "../../base/digest.ts";
import { LEGACY, legacyShare } from "../../plan/legacy.ts";
import { type FleetRecord, unprovenGeneration } from "../../release/ledger/state.ts";
import { shareText } from "../../rollout/text.ts";

/** What has the traffic of a fleet, in a clause; of a worker, which has none, what runs. */
export function trafficText(fleet: FleetRecord): string {
  const legacy = legacyShare(fleet.state);
  if (legacy === 100) return `the ${LEGACY} side has all traffic`;
  if (fleet.stable === null) {
    const unproven = unprovenGeneration(fleet);
    return unproven === null
      ? "no generation is stable"
      : `generation ${shortDigest(unproven.generation)} keeps the traffic, as there is none to go back to`;
  }
  const stable = `generation ${shortDigest(fleet.stable)}`;
  if (legacy === null || fleet.state[fleet.stable]?.attached === false) return `${stable} runs`;
  if (legacy === 0) return `${stable} has the traffic`;
  return `${stable} has ${shareText(100 - legacy, 100)} of the traffic, and the ${LEGACY} side ${shareText(legacy, 100)}`;
}

import type { Ledger } from "../ledger/ledger.ts";
import type { FleetRecord } from "../ledger/state.ts";

/** When the latest step of the rollout under way passed, in milliseconds since 1970; null where none has. */
export function passedAt({ entries }: Ledger, { name, rollout }: FleetRecord): number | null {
  if (rollout === null || rollout.passed === 0) return null;
  const last = entries.findLast(
    ({ event }) => event.kind === "step_passed" && event.fleet === name && event.plan === rollout.plan,
  );
  return last === undefined ? null : Date.parse(last.event.at);
}

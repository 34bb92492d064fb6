import { lookup } from "../../base/record.ts";
import type { LedgerEntry, LedgerEvent } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { fleetOf, type GenerationRecord } from "../ledger/state.ts";

/**
 * Everything that happened to a fleet, the earliest first: its own entries, and those about images that it ran or was
 * to run.
 */
export function history(ledger: Ledger, fleetName: string): readonly LedgerEntry[] {
  const fleet = fleetOf(ledger.live, fleetName);
  const fingerprints = new Set(Object.values(fleet.generations).map(({ fingerprint }) => fingerprint));
  return ledger.entries.filter(({ event }) => concerns(event, fleetName, fingerprints));
}

/** Why a generation is, or was, what a fleet runs. */
export interface Explanation {
  readonly generation: GenerationRecord;
  /** The generation that it took over from; null for the first. */
  readonly before: string | null;
  /** The entries about it, the earliest first: its bake, its rollouts and what became of it. */
  readonly entries: readonly LedgerEntry[];
}

/** Explains a generation of a fleet; null where the fleet never had it. */
export function explainGeneration(ledger: Ledger, fleetName: string, digest: string): Explanation | null {
  const generation = lookup(fleetOf(ledger.live, fleetName).generations, digest);
  if (generation === undefined) return null;
  const own = new Set(generation.entries);
  const entries = ledger.entries.filter(
    ({ sequence, event }) => own.has(sequence) || fingerprintOf(event) === generation.fingerprint,
  );
  // A rollout to itself moves a share of what is not ours: it took over nothing of another generation.
  const starts = entries.flatMap(({ event }) =>
    event.kind === "started" && event.fleet === fleetName && event.generation === digest && event.from !== digest
      ? [event]
      : [],
  );
  return { generation, before: starts.at(-1)?.from ?? null, entries };
}

function concerns(event: LedgerEvent, fleet: string, fingerprints: ReadonlySet<string>): boolean {
  if ("fleet" in event) return event.fleet === fleet;
  if (event.kind === "revoked" && event.subject.kind === "generation") return event.subject.fleet === fleet;
  const fingerprint = fingerprintOf(event);
  return fingerprint !== null && fingerprints.has(fingerprint);
}

/** The image that an event is about; null for events about fleets. */
function fingerprintOf(event: LedgerEvent): string | null {
  if (event.kind === "baked" || event.kind === "pruned") return event.fingerprint;
  return event.kind === "revoked" && event.subject.kind === "image" ? event.subject.fingerprint : null;
}

import { digestJson } from "../../base/digest.ts";
import { canonicalJson } from "../../base/json.ts";
import { applyEvent, applyInto, draftOf } from "./apply.ts";
import { entryVersion, type LedgerEntry, type LedgerEvent } from "./entry.ts";
import { judge } from "./laws/judge.ts";
import type { Refusal } from "./laws/judgement.ts";
import { emptyEnvironment, type LiveEnvironment } from "./state.ts";

/** The history of one environment, and what it adds up to. */
export interface Ledger {
  readonly entries: readonly LedgerEntry[];
  readonly live: LiveEnvironment;
}

export type Appended =
  /** `line` is what to write, with its newline; `ledger` is the ledger once it is written. */
  | { readonly kind: "appended"; readonly entry: LedgerEntry; readonly line: string; readonly ledger: Ledger }
  | { readonly kind: "already" }
  | Refusal;

/** The ledger of an environment that nothing has happened in. */
export function emptyLedger(environment: string): Ledger {
  return { entries: [], live: emptyEnvironment(environment) };
}

/** Makes the entry for an event, or says which law it would break. What was written before never changes. */
export function appendEntry(ledger: Ledger, event: LedgerEvent): Appended {
  const judgement = judge(ledger.live, event);
  if (judgement.kind !== "lawful") return judgement;
  const last = ledger.entries.at(-1);
  const entry = sealEntry({
    version: entryVersion,
    environment: ledger.live.environment,
    sequence: (last?.sequence ?? 0) + 1,
    previous: last?.digest ?? null,
    event,
  });
  return {
    kind: "appended",
    entry,
    line: renderEntry(entry),
    ledger: { entries: [...ledger.entries, entry], live: applyEvent(ledger.live, event, entry.sequence) },
  };
}

/** What entries add up to. They must have been verified or appended: an unlawful one is not noticed here. */
export function foldLedger(environment: string, entries: readonly LedgerEntry[]): LiveEnvironment {
  const draft = draftOf(emptyEnvironment(environment));
  for (const { event, sequence } of entries) applyInto(draft, event, sequence);
  return draft;
}

/** The line of an entry: canonical JSON and a newline. */
export function renderEntry(entry: LedgerEntry): string {
  return `${canonicalJson(entry)}\n`;
}

/** The digest that an entry must carry. */
function digestEntry(entry: Omit<LedgerEntry, "digest">): string {
  const { version, environment, sequence, previous, event } = entry;
  return digestJson({ version, environment, sequence, previous, event });
}

/** An entry with its digest. */
export function sealEntry(entry: Omit<LedgerEntry, "digest">): LedgerEntry {
  return { ...entry, digest: digestEntry(entry) };
}

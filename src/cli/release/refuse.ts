import { type Draft, ReleaseRefused } from "../../host/release/world.ts";
import { appendEntry, type Ledger } from "../../release/ledger/ledger.ts";

/** Refuses before anything moves what the ledger would refuse when it has. */
export function refuseUnlawful(ledger: Ledger, event: Draft): void {
  const at = "2000-01-01T00:00:00.000Z";
  const judged = appendEntry(ledger, { ...event, at, actor: "nobody", commit: null, reason: event.reason ?? null });
  if (judged.kind === "refused") throw new ReleaseRefused(judged.message);
}

/** Refuses to act on a ledger that another process has written to since it was read. */
export function refuseMoved(before: Ledger, now: Ledger): void {
  if (before.entries.length !== now.entries.length)
    throw new ReleaseRefused("the ledger was written to meanwhile; look at it, and ask again");
}

import type { EventOf } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";

/** A release: the entry of a ledger that started it. */
export interface RecordedRelease {
  readonly environment: string;
  readonly sequence: number;
  readonly event: EventOf<"started">;
}

/** The name of a release: `prod:12`, its environment and the number of its entry, as `immuc log` shows it. */
export function releaseName({ environment, sequence }: Pick<RecordedRelease, "environment" | "sequence">): string {
  return `${environment}:${sequence}`;
}

/**
 * The releases that a word means: `prod:12` names one; the beginning of a digest names all whose generation, or whose
 * manifest, begins so, the earliest first.
 */
export function findReleases(ledgers: readonly Ledger[], word: string): readonly RecordedRelease[] {
  const releases = ledgers.flatMap(releasesOf);
  const named = releases.filter((release) => releaseName(release) === word);
  if (named.length > 0) return named;
  const prefix = word.toLowerCase();
  if (!/^[0-9a-f]{4,64}$/.test(prefix)) return [];
  return releases.filter(
    ({ event }) => event.generation.startsWith(prefix) || (event.build?.manifest.startsWith(prefix) ?? false),
  );
}

/** What an environment was built from last: a release, or what was brought to it beside the generations alone. */
export interface AppliedBuild {
  readonly environment: string;
  readonly sequence: number;
  readonly event: EventOf<"started" | "brought">;
}

/** The build that an environment was brought to last, which is what AWS has; null where nothing was released in it yet. */
export function latestBuild({ entries }: Ledger): AppliedBuild | null {
  for (const { environment, sequence, event } of entries.toReversed())
    if (event.kind === "started" || event.kind === "brought") return { environment, sequence, event };
  return null;
}

/** Every release that a ledger tells of, the earliest first. */
export function releasesOf({ entries }: Ledger): readonly RecordedRelease[] {
  return entries.flatMap(({ environment, sequence, event }) =>
    event.kind === "started" ? [{ environment, sequence, event }] : [],
  );
}

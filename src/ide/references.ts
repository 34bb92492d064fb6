import type { Span } from "../base/span.ts";
import type { Snapshot } from "../query/snapshot.ts";
import { type Occurrence, occurrenceAt, occurrencesIn } from "./occurrences.ts";
import { type Target, targetKey } from "./target.ts";

/** What the name at an offset stands for. */
export function targetsAt(snapshot: Snapshot, uri: string, offset: number): readonly Target[] {
  return occurrenceAt(snapshot, uri, offset)?.targets ?? [];
}

/** Every place in one source that names one of the targets. */
export function referencesIn(snapshot: Snapshot, uri: string, targets: readonly Target[]): readonly Occurrence[] {
  const wanted = new Set(targets.map(targetKey));
  return occurrencesIn(snapshot, uri).filter((each) => each.targets.some((target) => wanted.has(targetKey(target))));
}

export interface Highlight {
  readonly span: Span;
  readonly kind: "declaration" | "use";
}

/** The places in one source that name what the name at an offset stands for. */
export function highlightsAt(snapshot: Snapshot, uri: string, offset: number): readonly Highlight[] {
  const targets = targetsAt(snapshot, uri, offset);
  return referencesIn(snapshot, uri, targets).map(({ span, role }) => ({
    span,
    kind: role === "declaration" ? "declaration" : "use",
  }));
}

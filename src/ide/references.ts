import type { Span } from "../base/span.ts";
import type { Snapshot } from "../query/snapshot.ts";
import { type Occurrence, occurrenceAt, occurrencesIn } from "./occurrences.ts";
import { type Target, targetKey } from "./target.ts";

/** Every place in a project that names what the name at an offset stands for, in the order of files and places. */
export function referencesAt(
  snapshot: Snapshot,
  uri: string,
  offset: number,
  includeDeclaration: boolean,
): readonly Occurrence[] {
  const occurrence = occurrenceAt(snapshot, uri, offset);
  if (!occurrence) return [];
  const found = referencesTo(snapshot, occurrence.targets);
  return includeDeclaration ? found : found.filter((each) => each.role !== "declaration");
}

/** Every place in a project that names one of the targets. */
export function referencesTo(snapshot: Snapshot, targets: readonly Target[]): readonly Occurrence[] {
  const wanted = new Set(targets.map(targetKey));
  return [...snapshot.analyze().value.all.keys()].flatMap((uri) => inSource(snapshot, uri, wanted));
}

export interface Highlight {
  readonly span: Span;
  readonly kind: "declaration" | "use";
}

/** The places in one source that name what the name at an offset stands for. */
export function highlightsAt(snapshot: Snapshot, uri: string, offset: number): readonly Highlight[] {
  const occurrence = occurrenceAt(snapshot, uri, offset);
  if (!occurrence) return [];
  const wanted = new Set(occurrence.targets.map(targetKey));
  return inSource(snapshot, uri, wanted).map(({ span, role }) => ({
    span,
    kind: role === "declaration" ? "declaration" : "use",
  }));
}

function inSource(snapshot: Snapshot, uri: string, wanted: ReadonlySet<string>): readonly Occurrence[] {
  return occurrencesIn(snapshot, uri).filter((each) => each.targets.some((target) => wanted.has(targetKey(target))));
}

import type { Span } from "../base/span.ts";
import type { Snapshot } from "../query/snapshot.ts";
import { occurrenceAt, occurrencesIn } from "./occurrences.ts";
import { targetKey, targetSpan } from "./target.ts";

/** The places to edit together with the name at an offset: those of a name that no other source can see. */
export function linkedSpansAt(snapshot: Snapshot, uri: string, offset: number): readonly Span[] {
  const occurrence = occurrenceAt(snapshot, uri, offset);
  const [target] = occurrence?.targets ?? [];
  if (!occurrence || !target || occurrence.targets.length > 1 || targetSpan(target).uri !== uri) return [];
  const hidden =
    target.kind === "local" ||
    target.kind === "parameter" ||
    target.kind === "type-parameter" ||
    (target.kind === "symbol" && target.symbol.private);
  if (!hidden) return [];
  const key = targetKey(target);
  const spans = occurrencesIn(snapshot, uri)
    .filter(({ targets, text }) => text === occurrence.text && targets.some((each) => targetKey(each) === key))
    .map(({ span }) => span);
  return spans.length > 1 ? spans : [];
}

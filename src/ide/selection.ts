import { holds, type Span, spanOf } from "../base/span.ts";
import type { Snapshot } from "../query/snapshot.ts";
import { insideQuotes } from "./links.ts";
import { occurrenceAt } from "./occurrences.ts";
import { pathTo } from "./tree.ts";

/** What to select around an offset: from the name or literal there outwards to the whole source, each within the next. */
export function selectionsAt(snapshot: Snapshot, uri: string, offset: number): readonly Span[] {
  const analysis = snapshot.analyze().value;
  const file = analysis.all.get(uri)?.file;
  const text = analysis.sources.get(uri)?.text ?? "";
  if (!file) return [{ uri, start: offset, end: offset }];
  const spans: Span[] = [{ uri, start: 0, end: text.length }];
  for (const node of pathTo(file, offset)) {
    spans.push(spanOf(node));
    const bracketed = node.kind === "Body" || node.kind === "ListExpression" || node.kind === "MapExpression";
    if (bracketed && node.end - node.start >= 2) spans.push({ uri, start: node.start + 1, end: node.end - 1 });
    if (node.kind === "StringLiteral") spans.push(insideQuotes(node, text));
  }
  const name = occurrenceAt(snapshot, uri, offset);
  if (name) spans.push(name.span);
  const nested: Span[] = [];
  for (const span of spans) {
    const outer = nested.at(-1);
    const within = !outer || (outer.start <= span.start && span.end <= outer.end);
    const smaller = !outer || span.end - span.start < outer.end - outer.start;
    if (within && smaller && holds(span, offset)) nested.push(span);
  }
  return nested.toReversed();
}

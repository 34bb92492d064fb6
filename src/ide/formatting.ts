import { type Span, spanOf } from "../base/span.ts";
import { hasErrors, type TextEdit } from "../diagnostics/diagnostic.ts";
import { format } from "../format/format.ts";
import type { Snapshot } from "../query/snapshot.ts";
import { pathTo } from "./tree.ts";

/** The edits that lay a source out canonically, each as small as can be; none where it has syntax errors. */
export function formattingEdits(snapshot: Snapshot, uri: string): readonly TextEdit[] {
  const source = snapshot.analyze().value.sources.get(uri);
  if (!source || uri.startsWith("std/")) return [];
  const { value, diagnostics } = snapshot.parse(source);
  if (hasErrors(diagnostics)) return [];
  return layoutEdits(uri, source.text, format(value, source.text));
}

/** Of these edits, those inside a range. Each changes white space alone, so any choice of them is sound. */
export function rangeFormattingEdits(snapshot: Snapshot, uri: string, range: Omit<Span, "uri">): readonly TextEdit[] {
  return formattingEdits(snapshot, uri).filter(({ span }) => range.start <= span.start && span.end <= range.end);
}

/** The edits for the item, block or list that the text just typed before an offset has completed. */
export function onTypeFormattingEdits(snapshot: Snapshot, uri: string, offset: number): readonly TextEdit[] {
  const file = snapshot.analyze().value.all.get(uri)?.file;
  const text = snapshot.analyze().value.sources.get(uri)?.text ?? "";
  if (!file || !/[}\])]/.test(text.charAt(offset - 1))) return [];
  const closed = pathTo(file, offset).findLast(({ start, end }) => end === offset && start < offset - 1);
  return closed ? rangeFormattingEdits(snapshot, uri, spanOf(closed)) : [];
}

/**
 * The differences between a text and its canonical layout. Both have the same characters but for white space and
 * trailing commas, so they are walked side by side, and every edit lies between two tokens.
 */
export function layoutEdits(uri: string, before: string, after: string): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let left = 0;
  let right = 0;
  while (left < before.length || right < after.length) {
    const leftEnd = gapEnd(before, left);
    const rightEnd = gapEnd(after, right);
    const [from, to] = alignCommas(before, after, leftEnd, rightEnd);
    const old = before.slice(left, from);
    const text = after.slice(right, to);
    if (old !== text) edits.push({ span: { uri, start: left, end: from }, text });
    left = from;
    right = to;
    if (left >= before.length && right >= after.length) break;
    if (before[left] !== after[right]) {
      // Not merely another layout: one edit for all of it is right whatever the difference is.
      return [{ span: { uri, start: 0, end: before.length }, text: after }];
    }
    left += 1;
    right += 1;
  }
  return edits;
}

// Where one side has a comma that the other lacks, the gap goes on behind it.
function alignCommas(before: string, after: string, left: number, right: number): readonly [number, number] {
  if (before[left] === after[right]) return [left, right];
  if (before[left] === ",") return [gapEnd(before, left + 1), right];
  if (after[right] === ",") return [left, gapEnd(after, right + 1)];
  return [left, right];
}

function gapEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && /\s/.test(text.charAt(end))) end += 1;
  return end;
}

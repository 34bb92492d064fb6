import type { TextEdit } from "../diagnostics/diagnostic.ts";
import type { Snapshot } from "../query/snapshot.ts";

/** The project with edits applied, which must not overlap. */
export function applyEdits(snapshot: Snapshot, edits: readonly TextEdit[]): Snapshot {
  let after = snapshot;
  for (const uri of new Set(edits.map(({ span }) => span.uri))) {
    const text = snapshot.analyze().value.sources.get(uri)?.text;
    if (text !== undefined)
      after = after.with(
        uri,
        editText(
          text,
          edits.filter(({ span }) => span.uri === uri),
        ),
      );
  }
  return after;
}

/** Whether the text, its names or its types have more errors after a change than before. */
export function reportsMore(before: Snapshot, after: Snapshot): boolean {
  return errorCount(after) > errorCount(before);
}

function errorCount(snapshot: Snapshot): number {
  return snapshot.analyze().diagnostics.filter(({ level }) => level === "error").length;
}

/** A text with edits applied, which must not overlap. */
export function editText(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let at = 0;
  for (const edit of edits.toSorted(
    (left, right) => left.span.start - right.span.start || left.span.end - right.span.end,
  )) {
    result += text.slice(at, edit.span.start) + edit.text;
    at = edit.span.end;
  }
  return result + text.slice(at);
}

/** Whether two edits touch the same text. */
export function overlap(left: TextEdit, right: TextEdit): boolean {
  if (left.span.uri !== right.span.uri) return false;
  return left.span.start < right.span.end && right.span.start < left.span.end;
}

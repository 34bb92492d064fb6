import { compareCodePoints } from "../base/json.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** Diagnostics by place, then code; exact repeats said once. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const sorted = diagnostics.toSorted(
    (left, right) =>
      compareCodePoints(left.span.uri, right.span.uri) ||
      left.span.start - right.span.start ||
      left.span.end - right.span.end ||
      compareCodePoints(left.code, right.code) ||
      compareCodePoints(left.message, right.message),
  );
  return sorted.filter((diagnostic, index) => {
    const previous = sorted[index - 1];
    return !previous || !samePlace(previous, diagnostic) || previous.message !== diagnostic.message;
  });
}

function samePlace(left: Diagnostic, right: Diagnostic): boolean {
  return (
    left.code === right.code &&
    left.span.uri === right.span.uri &&
    left.span.start === right.span.start &&
    left.span.end === right.span.end
  );
}

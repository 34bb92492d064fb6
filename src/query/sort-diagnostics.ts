import { compareCodePoints } from "../base/order.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/**
 * Diagnostics by place, then code; exact repeats said once. `files`: the order in which files are read, what is imported
 * before what imports it, so that a cause comes before its effects; other files come first, by name.
 */
export function sortDiagnostics(
  diagnostics: readonly Diagnostic[],
  files: readonly string[] = [],
): readonly Diagnostic[] {
  const order = new Map(files.map((uri, index) => [uri, index]));
  const placeOf = ({ span }: Diagnostic): number => order.get(span.uri) ?? -1;
  const sorted = diagnostics.toSorted(
    (left, right) =>
      placeOf(left) - placeOf(right) ||
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

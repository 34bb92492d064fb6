import { groupBy } from "../../../base/group-by.ts";
import type { Diagnostic } from "../../diagnostic.ts";

/** A finding to show whole, and those that are only counted below it. */
export interface Folded {
  readonly diagnostic: Diagnostic;
  readonly more: readonly Diagnostic[];
}

/**
 * Folds what one cause repeats, as where forty fleets extend one that nothing scales: many findings of a code at one place,
 * and many warnings or notes of a code wherever they are. The first three are shown, the third with the rest. Errors at
 * places of their own are never folded, as each has to be mended.
 */
export function foldRepeats(diagnostics: readonly Diagnostic[]): readonly Folded[] {
  const alike = groupBy(diagnostics, keyOf);
  return diagnostics.flatMap((diagnostic) => {
    const all = alike.get(keyOf(diagnostic)) ?? [];
    if (all.length <= most) return [{ diagnostic, more: [] }];
    const place = all.slice(0, shown).indexOf(diagnostic);
    return place === -1 ? [] : [{ diagnostic, more: place === shown - 1 ? all.slice(shown) : [] }];
  });
}

const shown = 3;
// Two more are read faster than folded.
const most = shown + 2;

function keyOf({ code, level, span }: Diagnostic): string {
  return level === "error" ? `${code} ${span.uri} ${span.start} ${span.end}` : code;
}

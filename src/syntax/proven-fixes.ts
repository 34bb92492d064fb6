import type { Diagnostic, Fix } from "../diagnostics/diagnostic.ts";

/** A stretch of a source, and what is wrong with it. */
interface Stretch {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Findings about a stretch of a source without the fixes that would leave as much wrong with it as there was: those are
 * guesses that turned out wrong. `count`: how many findings there are about such a text. Of a long stretch, or one with many
 * findings, which is no source yet, all fixes stay: to try them would take longer than reading it.
 */
export function provenFixes(
  diagnostics: readonly Diagnostic[],
  { text, start, end }: Stretch,
  count: (text: string) => number,
): readonly Diagnostic[] {
  const fixable = diagnostics.filter(({ fixes }) => fixes.length > 0);
  if (fixable.length === 0 || fixable.length > mostTried || end - start > longest) return diagnostics;
  const mends = ({ edits }: Fix): boolean => {
    if (edits.some(({ span }) => span.start < start || span.end > end)) return true;
    let mended = "";
    let at = start;
    for (const edit of edits.toSorted((left, right) => left.span.start - right.span.start)) {
      mended += text.slice(at, edit.span.start) + edit.text;
      at = edit.span.end;
    }
    return count(mended + text.slice(at, end)) < diagnostics.length;
  };
  return diagnostics.map((each) => (each.fixes.length === 0 ? each : { ...each, fixes: each.fixes.filter(mends) }));
}

const mostTried = 4;
const longest = 4000;

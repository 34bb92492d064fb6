import type { Span } from "../base/span.ts";
import { type Difference, difference } from "../base/text-difference.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** Findings of stages that take long, and the texts that they were found in. */
export interface Carried {
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
}

/** Keeps findings for later: their places are copied, as those of a tree move with it. */
export function keep(diagnostics: readonly Diagnostic[], texts: ReadonlyMap<string, string>): Carried {
  const copied = diagnostics.map((each) => ({
    ...each,
    span: { ...each.span },
    related: each.related.map((one) => ({ ...one, span: { ...one.span } })),
    // A fix is only right for the text that it was made for.
    fixes: [],
  }));
  return { diagnostics: copied, texts };
}

/**
 * The findings as they most likely still are, once texts have changed: moved with the text around them, those in the
 * changed part itself left out. They stand in until the stages that found them have run again.
 */
export function carriedInto(carried: Carried, texts: ReadonlyMap<string, string>): readonly Diagnostic[] {
  const differences = new Map<string, Difference | null>();
  const moved = (span: Span): Span | null => {
    let known = differences.get(span.uri);
    if (known === undefined) {
      known = differenceIn(carried.texts.get(span.uri), texts.get(span.uri));
      differences.set(span.uri, known);
    }
    return known && movedBy(known, span);
  };
  return carried.diagnostics.flatMap((diagnostic) => {
    const span = moved(diagnostic.span);
    if (!span) return [];
    const related = diagnostic.related.flatMap((each) => {
      const place = moved(each.span);
      return place ? [{ ...each, span: place }] : [];
    });
    return [{ ...diagnostic, span, related }];
  });
}

function movedBy({ start, end, shift }: Difference, span: Span): Span | null {
  if (span.end <= start) return span;
  return span.start >= end ? { ...span, start: span.start + shift, end: span.end + shift } : null;
}

// Null where there is no such text any more.
function differenceIn(old: string | undefined, text: string | undefined): Difference | null {
  if (text === undefined) return null;
  if (old === undefined || old === text) return { start: text.length, end: text.length, shift: 0 };
  return difference(old, text);
}

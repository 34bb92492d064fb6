import type { Span } from "../base/span.ts";
import { plural } from "../base/wording.ts";
import type { RelatedSpan } from "./diagnostic.ts";

/** The places that use what a finding is about, to be shown beside it: the first few, with how many more there are. */
export function usedHere(uses: readonly Span[]): readonly RelatedSpan[] {
  const left = uses.length - mostShown;
  return uses.slice(0, mostShown).map((span, index) => {
    const isLast = left > 0 && index === mostShown - 1;
    return { span, message: isLast ? `used here, and in ${plural(left, "more place")}` : "used here" };
  });
}

const mostShown = 5;

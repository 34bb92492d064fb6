/** A half-open range of UTF-16 code units in one source: `start` is inside, `end` is not. */
export interface Span {
  /** Which source: a root-relative path with forward slashes (`main.immu`, `infra/web.immu`), or `std/<module>`. */
  readonly uri: string;
  readonly start: number;
  readonly end: number;
}

/** The smallest span that covers both; both must lie in the same source. */
export function joinSpans(first: Span, last: Span): Span {
  return { uri: first.uri, start: Math.min(first.start, last.start), end: Math.max(first.end, last.end) };
}

/** A half-open range of UTF-16 code units in one source: `start` is inside, `end` is not. */
export interface Span {
  /** Which source: a root-relative path with forward slashes (`main.immu`, `infra/web.immu`), or `std/<module>`. */
  readonly uri: string;
  readonly start: number;
  readonly end: number;
}

/** The place of what has one, such as a node, by itself. */
export function spanOf({ uri, start, end }: Span): Span {
  return { uri, start, end };
}

/** What tells the beginnings of places apart, for what is to be said once of each. */
export function placeKey({ uri, start }: Span): string {
  return `${uri}:${start}`;
}

/** Whether a stretch of a text holds an offset: at its end as well, where a cursor touches it. */
export function holds({ start, end }: Pick<Span, "start" | "end">, offset: number): boolean {
  return start <= offset && offset <= end;
}

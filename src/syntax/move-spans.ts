/** The nodes of one kind; names, which have none, are those of "". */
export interface SpansOfKind {
  readonly kind: string;
  readonly spans: readonly MutableSpan[];
}

interface MutableSpan {
  start: number;
  end: number;
}

/** Everything in a tree that has a place. */
export function spansByKind(tree: unknown): readonly SpansOfKind[] {
  const byKind = new Map<string, MutableSpan[]>();
  collectSpans(tree, byKind);
  return [...byKind].map(([kind, spans]) => ({ kind, spans }));
}

function collectSpans(value: unknown, spans: Map<string, MutableSpan[]>): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) collectSpans(item, spans);
    return;
  }
  if (isSpan(value)) {
    const kind = "kind" in value ? String(value.kind) : "";
    const known = spans.get(kind);
    if (known) known.push(value);
    else spans.set(kind, [value]);
  }
  for (const key in value) collectSpans((value as Record<string, unknown>)[key], spans);
}

function isSpan(value: object): value is MutableSpan {
  return "start" in value && "uri" in value;
}

/**
 * Moves nodes of one kind. The kinds that most nodes are of have a loop each, though all say the same: V8 then knows where a
 * node has its place. One loop for nodes of all shapes takes twice the time, which every key of a large source waits for.
 */
export function moveSpans({ kind, spans }: SpansOfKind, by: number): void {
  switch (kind) {
    case "":
      for (const span of spans) {
        span.start += by;
        span.end += by;
      }
      return;
    case "StringLiteral":
      for (const span of spans) {
        span.start += by;
        span.end += by;
      }
      return;
    case "NumberLiteral":
      for (const span of spans) {
        span.start += by;
        span.end += by;
      }
      return;
    case "Reference":
      for (const span of spans) {
        span.start += by;
        span.end += by;
      }
      return;
    case "MapEntry":
      for (const span of spans) {
        span.start += by;
        span.end += by;
      }
      return;
    case "Argument":
      for (const span of spans) {
        span.start += by;
        span.end += by;
      }
      return;
    case "Call":
      for (const span of spans) {
        span.start += by;
        span.end += by;
      }
      return;
    case "Binary":
      for (const span of spans) {
        span.start += by;
        span.end += by;
      }
      return;
    case "Interpolation":
      for (const span of spans) {
        span.start += by;
        span.end += by;
      }
      return;
    case "ListExpression":
      for (const span of spans) {
        span.start += by;
        span.end += by;
      }
      return;
    case "MapExpression":
      for (const span of spans) {
        span.start += by;
        span.end += by;
      }
      return;
    case "Member":
      for (const span of spans) {
        span.start += by;
        span.end += by;
      }
      return;
    case "NamedType":
      for (const span of spans) {
        span.start += by;
        span.end += by;
      }
      return;
    default:
      for (const span of spans) {
        span.start += by;
        span.end += by;
      }
  }
}

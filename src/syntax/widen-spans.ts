import type { Span } from "../base/span.ts";
import type { Item } from "./ast.ts";

/**
 * Makes every span of a broken tree hold those of what is inside. What is missing at the start of a node lies behind the
 * token before it, and so outside of what was read for the node.
 */
export function widenSpans(items: readonly Item[]): void {
  for (const item of items) widen(item);
}

interface Bounds {
  readonly start: number;
  readonly end: number;
}

interface MutableNode {
  span: Span;
}

function widen(value: unknown): Bounds | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  let bounds: Bounds | undefined;
  for (const [key, part] of Object.entries(value)) {
    if (key === "span") continue;
    bounds = union(bounds, widen(part));
  }
  if (!isNode(value)) return bounds;
  const { span } = value;
  const whole = union(bounds, span) ?? span;
  if (whole.start < span.start || whole.end > span.end)
    value.span = { uri: span.uri, start: whole.start, end: whole.end };
  return value.span;
}

function union(left: Bounds | undefined, right: Bounds | undefined): Bounds | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return { start: Math.min(left.start, right.start), end: Math.max(left.end, right.end) };
}

function isNode(value: object): value is MutableNode {
  return "span" in value;
}

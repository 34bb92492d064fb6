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

interface MutableSpan {
  start: number;
  end: number;
}

function widen(value: unknown): Bounds | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  let bounds: Bounds | undefined;
  for (const part of Object.values(value)) bounds = union(bounds, widen(part));
  if (!isNode(value)) return bounds;
  if (bounds !== undefined) {
    value.start = Math.min(value.start, bounds.start);
    value.end = Math.max(value.end, bounds.end);
  }
  return value;
}

function union(left: Bounds | undefined, right: Bounds | undefined): Bounds | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return { start: Math.min(left.start, right.start), end: Math.max(left.end, right.end) };
}

function isNode(value: object): value is MutableSpan {
  return "start" in value;
}

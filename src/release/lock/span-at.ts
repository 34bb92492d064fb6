import { type AnyNode, parse, type ValueNode } from "@humanwhocodes/momoa";
import type { Source } from "../../base/source.ts";
import type { Span } from "../../base/span.ts";

/** The span of a value in JSON, or of the nearest one around it. */
export function spanAt(source: Source, path: readonly (string | number)[]): Span {
  let node: ValueNode = parse(source.text, { ranges: true }).body;
  for (const step of path) {
    const inner = childOf(node, step);
    if (inner === undefined) break;
    node = inner;
  }
  const [start, end] = rangeOf(node) ?? [0, source.text.length];
  return { uri: source.uri, start, end };
}

function childOf(node: ValueNode, step: string | number): ValueNode | undefined {
  if (node.type === "Array" && typeof step === "number") return node.elements[step]?.value;
  if (node.type !== "Object") return undefined;
  // Of two members with one name, the last one is what JSON means.
  return node.members.findLast(({ name }) => name.type === "String" && name.value === step)?.value;
}

function rangeOf(node: AnyNode): readonly [number, number] | undefined {
  return node.range === undefined ? undefined : [node.range[0], node.range[1]];
}

import { holds, spanOf } from "../base/span.ts";
import type * as ast from "../syntax/ast.ts";

/** Any node of a tree. Names are no nodes: they belong to theirs. */
export type AnyNode =
  | ast.SourceFile
  | ast.Item
  | ast.ImportedName
  | ast.FnParameter
  | ast.KindMember
  | ast.Body
  | ast.BodyItem
  | ast.Requirement
  | ast.Assertion
  | ast.Expression
  | ast.Interpolation
  | ast.Argument
  | ast.MapEntry
  | ast.Spread
  | ast.ForClause
  | ast.MatchArm
  | ast.TypeNode
  | ast.RecordField;

/** The nodes directly inside a node. Comments are not among them. */
export function childrenOf(node: AnyNode): readonly AnyNode[] {
  const children: AnyNode[] = [];
  for (const key in node) {
    if (key === "comments") continue;
    const value: unknown = node[key as keyof AnyNode];
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) children.push(item);
    } else if (isNode(value)) {
      children.push(value);
    }
  }
  return children;
}

// Of all that a node holds, nodes alone have a `kind`; names, spans and plain values have none.
function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && "kind" in value;
}

/** The nodes that hold an offset, from the file inwards. A node holds the offset at its end as well. */
export function pathTo(file: ast.SourceFile, offset: number): readonly AnyNode[] {
  const path: AnyNode[] = [file];
  for (let at: AnyNode | undefined = file; at; ) {
    const holding: readonly AnyNode[] = childrenOf(at).filter((child) => holds(spanOf(child), offset));
    // Of two that meet at the offset, the one that begins there is meant; but an empty one is only where nothing else is.
    at = holding.findLast((child) => child.end > child.start) ?? holding.at(-1);
    if (at) path.push(at);
  }
  return path;
}

/** Visits a node and everything inside it, outermost first; a visit that returns false goes no deeper. */
export function walk(node: AnyNode, visit: (node: AnyNode) => boolean | undefined): void {
  if (visit(node) === false) return;
  for (const child of childrenOf(node)) walk(child, visit);
}

/** The innermost node of a kind on a path. */
export function innermost<K extends AnyNode["kind"]>(
  path: readonly AnyNode[],
  kind: K,
): Extract<AnyNode, { readonly kind: K }> | null {
  const found = path.findLast((node) => node.kind === kind);
  return (found as Extract<AnyNode, { readonly kind: K }> | undefined) ?? null;
}

import type * as ast from "../../syntax/ast.ts";
import { literalText } from "../literal-text.ts";
import { required, type Type } from "../types.ts";
import type { CheckContext, Scope } from "./context.ts";

/** The text of a path of names (`f.http.port`), by which narrowing knows it; null for anything else. */
export function pathText(node: ast.Expression): string | null {
  if (node.kind === "Reference") return node.name.text;
  if (node.kind === "Parenthesized") return pathText(node.expression);
  if (node.kind === "Index") return indexText(node);
  if (node.kind !== "Member") return null;
  const object = pathText(node.object);
  return object === null ? null : `${object}.${node.name.text}`;
}

// list[0] and map["key"] name one item, as a member does; what is computed may name another each time.
function indexText({ object, index }: ast.Index): string | null {
  const path = pathText(object);
  if (path === null) return null;
  if (index.kind === "NumberLiteral" && index.unit === undefined) return `${path}[${index.digits}]`;
  const key = index.kind === "StringLiteral" ? literalText(index) : null;
  return key === null ? null : `${path}[${JSON.stringify(key)}]`;
}

/** The scope in which a condition is known to hold (or not to): paths compared with `null` lose their `null`. */
export function narrow(context: CheckContext, scope: Scope, condition: ast.Expression, holds: boolean): Scope {
  const found = new Map<string, Type>();
  collect(context, condition, holds, found);
  return found.size === 0 ? scope : { ...scope, narrowed: new Map([...scope.narrowed, ...found]) };
}

function collect(context: CheckContext, node: ast.Expression, holds: boolean, present: Map<string, Type>): void {
  switch (node.kind) {
    case "Parenthesized":
      collect(context, node.expression, holds, present);
      return;
    case "Unary":
      if (node.operator === "not") collect(context, node.operand, !holds, present);
      return;
    case "Binary":
      if (node.operator === (holds ? "and" : "or")) {
        collect(context, node.left, holds, present);
        collect(context, node.right, holds, present);
      } else if (node.operator === (holds ? "!=" : "==")) {
        const subject =
          node.right.kind === "NullLiteral" ? node.left : node.left.kind === "NullLiteral" ? node.right : null;
        const path = subject && pathText(subject);
        const type = subject && context.types.get(subject);
        if (path && type) present.set(path, required(type));
      }
      return;
    default:
      return;
  }
}

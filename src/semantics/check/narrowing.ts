import type * as ast from "../../syntax/ast.ts";
import { literalText } from "../literal-text.ts";
import { required } from "../types.ts";
import type { CheckContext, Scope } from "./context.ts";

/** The text of a path of names (`f.http.port`), by which narrowing knows it; null for anything else. */
export function pathText(node: ast.Expression): string | null {
  if (node.kind === "Reference") return node.text;
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
  switch (condition.kind) {
    case "Parenthesized":
      return narrow(context, scope, condition.expression, holds);
    case "Unary":
      return condition.operator === "not" ? narrow(context, scope, condition.operand, !holds) : scope;
    case "Binary":
      if (condition.operator === (holds ? "and" : "or"))
        return narrow(context, narrow(context, scope, condition.left, holds), condition.right, holds);
      return condition.operator === (holds ? "!=" : "==") ? withPresent(context, scope, condition) : scope;
    default:
      return scope;
  }
}

function withPresent(context: CheckContext, scope: Scope, { left, right }: ast.Binary): Scope {
  const subject = right.kind === "NullLiteral" ? left : left.kind === "NullLiteral" ? right : null;
  const path = subject && pathText(subject);
  const type = subject && context.compared.get(subject);
  return path && type ? { ...scope, narrowed: new Map(scope.narrowed).set(path, required(type)) } : scope;
}

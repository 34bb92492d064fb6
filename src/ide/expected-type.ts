import type { Snapshot } from "../query/snapshot.ts";
import { pairArguments } from "../semantics/check/call.ts";
import { literalText } from "../semantics/literal-text.ts";
import { resolveType } from "../semantics/resolve-type.ts";
import { required, scalar, type Type, unrefined } from "../semantics/types.ts";
import type * as ast from "../syntax/ast.ts";
import { bodyAt } from "./member-at.ts";
import type { AnyNode } from "./tree.ts";

/** The type that the place at the end of a path wants; null where it takes any. */
export function expectedType(snapshot: Snapshot, path: readonly AnyNode[]): Type | null {
  let wanted: Type | null = null;
  for (const [index, node] of path.entries()) {
    const child = path[index + 1];
    if (child) wanted = wantedOf(snapshot, path.slice(0, index + 1), node, child, wanted);
  }
  return wanted;
}

function wantedOf(
  snapshot: Snapshot,
  path: readonly AnyNode[],
  node: AnyNode,
  child: AnyNode,
  wanted: Type | null,
): Type | null {
  const target = wanted && unrefined(required(wanted));
  switch (node.kind) {
    case "Attribute": {
      const member = bodyAt(snapshot, path)?.members.get(node.name.text);
      return member?.kind === "field" ? member.type : null;
    }
    case "Param":
    case "FieldMember":
    case "FnParameter":
      return child === node.default ? typeOf(snapshot, node.type) : null;
    case "Fn":
      return child === node.body ? typeOf(snapshot, node.result) : null;
    case "Requirement":
    case "Assertion":
      return scalar(child === node.condition ? "bool" : "string");
    case "Parenthesized":
    case "Spread":
      return wanted;
    case "Conditional":
      return child === node.condition ? scalar("bool") : wanted;
    case "Match":
      return child === node.subject ? null : wanted;
    case "MatchArm": {
      const match = path.at(-2);
      if (child === node.value || match?.kind !== "Match") return wanted;
      return snapshot.analyze().value.typeOf(match.subject) ?? null;
    }
    case "ListExpression":
      if (target?.kind !== "list") return null;
      return child.kind === "Spread" ? target : child.kind === "ForClause" ? null : target.element;
    case "MapExpression":
      return child.kind === "ForClause" ? null : wanted;
    case "MapEntry":
      return child === node.value ? entryType(target, node.key) : null;
    case "ForClause":
      return child === node.condition ? scalar("bool") : null;
    case "Call":
      return child.kind === "Argument" ? argumentType(snapshot, node, child) : null;
    case "Argument":
      return wanted;
    case "Unary":
      return node.operator === "not" ? scalar("bool") : wanted;
    case "Binary":
      return operandType(snapshot, node, child, wanted);
    default:
      return null;
  }
}

function entryType(target: Type | null, key: ast.StringLiteral): Type | null {
  if (target?.kind === "map") return target.value;
  return target?.kind === "record" ? (target.fields.get(literalText(key) ?? "")?.type ?? null) : null;
}

function argumentType(snapshot: Snapshot, call: ast.Call, argument: ast.Argument): Type | null {
  const symbol = snapshot.analyze().value.resolutions.get(call.callee);
  if (symbol?.kind !== "fn") return null;
  const parameter = symbol.node.parameters[pairArguments(symbol.node, call).given.indexOf(argument)];
  return parameter ? typeOf(snapshot, parameter.type) : null;
}

function operandType(snapshot: Snapshot, node: ast.Binary, child: AnyNode, wanted: Type | null): Type | null {
  const other = child === node.left ? node.right : node.left;
  switch (node.operator) {
    case "and":
    case "or":
      return scalar("bool");
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return snapshot.analyze().value.typeOf(other) ?? null;
    case "..": {
      const target = wanted && unrefined(required(wanted));
      return target?.kind === "range" ? target.element : null;
    }
    case "in":
      return null;
    default:
      return wanted;
  }
}

function typeOf(snapshot: Snapshot, node: ast.TypeNode): Type {
  const kindNames = new Set(snapshot.analyze().value.kinds.keys());
  return resolveType(node, { report: () => {}, kindNames });
}

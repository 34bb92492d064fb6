import { type Span, spanOf } from "../../base/span.ts";
import { matchNotExhaustive } from "../../diagnostics/codes/match-not-exhaustive.ts";
import { unreachableArm } from "../../diagnostics/codes/unreachable-arm.ts";
import type * as ast from "../../syntax/ast.ts";
import { overlaps } from "../assignable.ts";
import { join } from "../join.ts";
import { literalText } from "../literal-text.ts";
import { typeText } from "../type-text.ts";
import { isOptional, required, type Type, unrefined } from "../types.ts";
import { type CheckContext, fail, type Scope } from "./context.ts";
import { check, infer } from "./expression.ts";
import { pathText } from "./narrowing.ts";
import { anyText } from "./operator.ts";

/** The type of a `match`: that of its arms. Every value of the subject must have an arm, and every arm a value. */
export function inferMatch(
  context: CheckContext,
  scope: Scope,
  node: ast.Match,
  wanted: Type | null,
  what: string | null,
): Type {
  const whole = infer(context, scope, node.subject);
  const subject = anyText(node.subject, unrefined(whole));
  const cases = casesOf(subject);
  const seen = new Set<string>();
  let open = true;
  for (const arm of node.arms) {
    if (arm.patterns.length === 0) {
      if (!open || cases?.every((each) => seen.has(each)))
        unreachable(context, arm, "else", "every value has an arm before it");
      open = false;
    }
    for (const pattern of arm.patterns) {
      const type = infer(context, scope, pattern);
      const text = patternText(pattern);
      if (!open) unreachable(context, pattern, text, "`else` comes before it");
      else if (seen.has(text)) unreachable(context, pattern, text, "an arm before it takes that value");
      else if (!overlaps(type, subject)) unreachable(context, pattern, text, `the subject is ${typeText(subject)}`);
      seen.add(text);
    }
  }
  if (open && subject.kind !== "any") {
    const missing = cases ? cases.filter((each) => !seen.has(each)) : ["the other values"];
    if (missing.length > 0) fail(context, node, matchNotExhaustive, { missing }, { span: spanOf(node.subject) });
  }
  if (wanted) {
    for (const [index, arm] of node.arms.entries())
      check(context, inArm(scope, node, whole, index), arm.value, wanted, what);
    return wanted;
  }
  return join(node.arms.map((arm, index) => infer(context, inArm(scope, node, whole, index), arm.value)));
}

// An arm after one for `null`, or one that takes no `null`, knows its subject to be there.
function inArm(scope: Scope, node: ast.Match, type: Type, index: number): Scope {
  const path = pathText(node.subject);
  const arm = node.arms[index];
  if (path === null || !arm || !isOptional(type)) return scope;
  const isNull = (pattern: ast.Expression): boolean => pattern.kind === "NullLiteral";
  const present =
    arm.patterns.length > 0
      ? !arm.patterns.some(isNull)
      : node.arms.slice(0, index).some((before) => before.patterns.some(isNull));
  return present ? { ...scope, narrowed: new Map(scope.narrowed).set(path, required(type)) } : scope;
}

function unreachable(context: CheckContext, at: Span, pattern: string, reason: string): void {
  context.report(unreachableArm, at, { pattern, reason });
}

// The texts of all patterns that a type's values need; null where there is no end to them.
function casesOf(type: Type): readonly string[] | null {
  switch (type.kind) {
    case "literal":
      return [JSON.stringify(type.value)];
    case "bool":
      return ["true", "false"];
    case "null":
      return ["null"];
    case "union": {
      const parts = type.members.map((member) => casesOf(unrefined(member)));
      return parts.every((part) => part !== null) ? parts.flat() : null;
    }
    default:
      return null;
  }
}

function patternText(pattern: ast.Expression): string {
  switch (pattern.kind) {
    case "StringLiteral":
      return JSON.stringify(literalText(pattern) ?? "");
    case "BoolLiteral":
      return String(pattern.value);
    case "NumberLiteral":
      return `${pattern.digits}${pattern.unit ?? ""}`;
    case "Unary":
      return `-${patternText(pattern.operand)}`;
    default:
      return "null";
  }
}

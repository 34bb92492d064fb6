import { spanOf } from "../../base/span.ts";
import { needlessFallback } from "../../diagnostics/codes/needless-fallback.ts";
import { neverEqual } from "../../diagnostics/codes/never-equal.ts";
import { operatorMismatch } from "../../diagnostics/codes/operator-mismatch.ts";
import { secretExposed } from "../../diagnostics/codes/secret-exposed.ts";
import type * as ast from "../../syntax/ast.ts";
import { isAssignable, overlaps } from "../assignable.ts";
import { join } from "../join.ts";
import { typeText } from "../type-text.ts";
import { any, holdsSecret, isOptional, never, required, scalar, type Type, unrefined, widened } from "../types.ts";
import { type CheckContext, fail, type Scope } from "./context.ts";
import { check, expectType, infer, inferPresent } from "./expression.ts";
import { narrow, pathText } from "./narrowing.ts";

/** The type of `not` or `-` before an operand. What the operator does not take is reported, and `any`. */
export function inferUnary(context: CheckContext, scope: Scope, node: ast.Unary): Type {
  if (node.operator === "not") {
    check(context, scope, node.operand, scalar("bool"), "not");
    return scalar("bool");
  }
  const operand = unrefined(inferPresent(context, scope, node.operand));
  if (operand.kind === "any" || operand.kind === "never" || isQuantity(operand)) return operand;
  return fail(context, node, operatorMismatch, { operator: "-", left: typeText(operand), right: null, hint: null });
}

/** The type of an operator between two operands. What the operator does not take is reported, and `any`. */
export function inferBinary(context: CheckContext, scope: Scope, node: ast.Binary): Type {
  switch (node.operator) {
    case "and":
      check(context, scope, node.left, scalar("bool"), "and");
      check(context, narrow(context, scope, node.left, true), node.right, scalar("bool"), "and");
      return scalar("bool");
    case "or":
      return inferEither(context, scope, node);
    case "??":
      return inferFallback(context, scope, node);
    case "==":
    case "!=":
      return inferEquality(context, scope, node);
    case "in":
      return inferMembership(context, scope, node);
    default:
      return inferArithmetic(context, scope, node);
  }
}

function inferEither(context: CheckContext, scope: Scope, node: ast.Binary): Type {
  const left = infer(context, scope, node.left);
  // `name or "none"`: in other languages the first that is something.
  if (!["bool", "any", "null"].includes(unrefined(required(left)).kind)) {
    const right = typeText(infer(context, scope, node.right));
    const values = {
      operator: "or",
      left: typeText(left),
      right,
      hint: "a fallback for what may be absent is `a ?? b`",
    };
    const fixes = isOptional(left) ? [{ title: "Write `??`", edits: [{ span: node.operatorSpan, text: "??" }] }] : [];
    context.report(operatorMismatch, node.operatorSpan, values, { fixes });
    context.poisoned.add(node);
    return any;
  }
  expectType(context, node.left, left, scalar("bool"), "or");
  check(context, narrow(context, scope, node.left, false), node.right, scalar("bool"), "or");
  return scalar("bool");
}

function inferFallback(context: CheckContext, scope: Scope, node: ast.Binary): Type {
  const left = infer(context, scope, node.left);
  const right = infer(context, scope, node.right);
  if (left.kind !== "any" && !isOptional(left)) {
    const edits = [{ span: { ...spanOf(node), start: node.left.end }, text: "" }];
    context.report(
      needlessFallback,
      node.operatorSpan,
      { text: pathText(node.left) },
      { fixes: [{ title: "remove the fallback", edits }] },
    );
  }
  return join([required(left), right]);
}

function inferEquality(context: CheckContext, scope: Scope, node: ast.Binary): Type {
  const left = inferCompared(context, scope, node.left, node.right);
  const right = inferCompared(context, scope, node.right, node.left);
  const withNull = left.kind === "null" || right.kind === "null";
  if (!withNull && (holdsSecret(left) || holdsSecret(right))) {
    fail(context, node, secretExposed, { where: "compared" });
  } else if (!overlaps(left, right)) {
    fail(context, node, neverEqual, { left: typeText(left), right: typeText(right) });
  }
  return scalar("bool");
}

// What a condition says of its being `null` is known of it behind.
function inferCompared(context: CheckContext, scope: Scope, node: ast.Expression, other: ast.Expression): Type {
  const type = infer(context, scope, node);
  if (other.kind === "NullLiteral") context.compared.set(node, type);
  return anyText(node, type);
}

/** A name that happens to stand for one text is compared as any text is: another day it stands for another. */
export function anyText(node: ast.Expression, type: Type): Type {
  return type.kind === "literal" && node.kind !== "StringLiteral" ? scalar("string") : type;
}

function inferMembership(context: CheckContext, scope: Scope, node: ast.Binary): Type {
  const left = anyText(node.left, unrefined(inferPresent(context, scope, node.left)));
  const right = unrefined(inferPresent(context, scope, node.right));
  const item =
    right.kind === "list" || right.kind === "range"
      ? right.element
      : right.kind === "map" || right.kind === "record"
        ? scalar("string")
        : null;
  if (left.kind === "any" || right.kind === "any" || right.kind === "never") return scalar("bool");
  if (holdsSecret(left)) return fail(context, node, secretExposed, { where: "compared" });
  if (item === null) {
    const hint = "`in` asks whether a list has an item, a map a key, or a range a value";
    return fail(context, node, operatorMismatch, {
      operator: "in",
      left: typeText(left),
      right: typeText(right),
      hint,
    });
  }
  if (!overlaps(left, item)) return fail(context, node, neverEqual, { left: typeText(left), right: typeText(item) });
  return scalar("bool");
}

function inferArithmetic(context: CheckContext, scope: Scope, node: ast.Binary): Type {
  const left = widened(unrefined(inferPresent(context, scope, node.left)));
  const right = widened(unrefined(inferPresent(context, scope, node.right)));
  if (left.kind === "any" || right.kind === "any") return any;
  // The items of an empty list: there are none to go wrong with.
  if (left.kind === "never" || right.kind === "never") return isOrder(node.operator) ? scalar("bool") : never;
  const result = arithmeticType(node.operator, left, right);
  if (result) return result;
  const values = {
    operator: node.operator,
    left: typeText(left),
    right: typeText(right),
    hint: hintFor(node.operator, left, right),
  };
  return fail(context, node, operatorMismatch, values);
}

function isOrder(operator: ast.BinaryOperator): boolean {
  return operator === "<" || operator === "<=" || operator === ">" || operator === ">=";
}

/** The type of `left operator right`; null where the operator does not work between them. */
function arithmeticType(operator: ast.BinaryOperator, left: Type, right: Type): Type | null {
  const common = commonQuantity(left, right);
  switch (operator) {
    case "<":
    case "<=":
    case ">":
    case ">=":
      return common ? scalar("bool") : null;
    case "..":
      return common ? { kind: "range", element: common } : null;
    case "+":
    case "-":
      return common;
    case "*":
      if (isNumber(left) && isNumber(right)) return common;
      if (isNumber(right)) return isMeasure(left) ? left : null;
      if (isNumber(left)) return isMeasure(right) ? right : null;
      if (left.kind === "percent") return isMeasure(right) ? right : null;
      return right.kind === "percent" && isMeasure(left) ? left : null;
    case "/":
      if (isNumber(right)) return isNumber(left) ? scalar("decimal") : isMeasure(left) ? left : null;
      return common ? scalar("decimal") : null;
    case "%":
      return left.kind === "int" && right.kind === "int" ? left : null;
    default:
      return null;
  }
}

// The type that both sides can be taken as; within a generic function, a type parameter stands for one such type.
function commonQuantity(left: Type, right: Type): Type | null {
  if (left.kind === "parameter") return isAssignable(right, left) ? left : null;
  if (!isQuantity(left) || !isQuantity(right)) return null;
  if (isNumber(left) && isNumber(right)) return left.kind === "decimal" ? left : right;
  return left.kind === right.kind ? left : null;
}

function isNumber(type: Type): boolean {
  return type.kind === "int" || type.kind === "decimal";
}

function isMeasure(type: Type): boolean {
  return type.kind === "duration" || type.kind === "bytes" || type.kind === "percent";
}

function isQuantity(type: Type): boolean {
  return isNumber(type) || isMeasure(type);
}

function hintFor(operator: ast.BinaryOperator, left: Type, right: Type): string | null {
  const texts = left.kind === "string" || right.kind === "string";
  if (isOrder(operator) && texts) return "texts have no order; compare them with `==`";
  const ranges = left.kind === "range" || right.kind === "range";
  if (isOrder(operator) && ranges) return "a range has no order; compare its `min` or its `max`";
  if (operator === "+" && texts) return 'put texts together with "${a}${b}"';
  if (operator === "+" && left.kind === "list") return "put lists together with [...a, ...b]";
  if (operator === "+" && (left.kind === "map" || left.kind === "record"))
    return "put maps together with { ...a, ...b }";
  if (isMeasure(left) && isNumber(right)) return `give the number a unit, as the other side is a ${left.kind}`;
  if (isMeasure(right) && isNumber(left)) return `give the number a unit, as the other side is a ${right.kind}`;
  return null;
}

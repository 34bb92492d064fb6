import { spanOf } from "../../base/span.ts";
import { duplicateKey } from "../../diagnostics/codes/duplicate-key.ts";
import { notIterable } from "../../diagnostics/codes/not-iterable.ts";
import { notSpreadable } from "../../diagnostics/codes/not-spreadable.ts";
import { typeMismatch } from "../../diagnostics/codes/type-mismatch.ts";
import { unknownMember } from "../../diagnostics/codes/unknown-member.ts";
import type * as ast from "../../syntax/ast.ts";
import { itemTypes, nameTypes, valuesType } from "../item-types.ts";
import { join } from "../join.ts";
import { literalText } from "../literal-text.ts";
import { suggest } from "../suggest.ts";
import type { LocalSymbol } from "../symbols.ts";
import { typeText } from "../type-text.ts";
import { any, required, scalar, type Type, unrefined } from "../types.ts";
import { type CheckContext, fail, type Scope, withLocals } from "./context.ts";
import { check, infer, inferPresent } from "./expression.ts";
import { narrow } from "./narrowing.ts";

/** Checks a list against a wanted type, item by item; false where no list is wanted. */
export function checkList(
  context: CheckContext,
  scope: Scope,
  node: ast.ListExpression,
  wanted: Type,
  what: string | null,
): boolean {
  const target = unrefined(required(wanted));
  if (target.kind !== "list") return false;
  const inner = node.comprehension ? inferFor(context, scope, node.comprehension) : scope;
  for (const element of node.elements) {
    if (element.kind === "Spread")
      check(context, inner, element.value, { kind: "list", element: target.element }, what);
    else check(context, inner, element, target.element, what);
  }
  return true;
}

/** Checks a map or record against a wanted type, entry by entry; false where neither is wanted. */
export function checkMap(
  context: CheckContext,
  scope: Scope,
  node: ast.MapExpression,
  wanted: Type,
  what: string | null,
): boolean {
  const target = unrefined(required(wanted));
  if (target.kind !== "map" && target.kind !== "record") return false;
  if (target.kind === "record" && (node.comprehension || node.entries.some((entry) => entry.kind === "Spread")))
    return false;
  const inner = node.comprehension ? inferFor(context, scope, node.comprehension) : scope;
  const given = new Set<string>();
  for (const entry of node.entries) {
    if (entry.kind === "Spread") {
      check(context, inner, entry.value, target, what);
      continue;
    }
    const key = literalText(entry.key);
    if (key === null) infer(context, inner, entry.key);
    else if (given.has(key)) reportRepeatedKey(context, node, entry.key, key);
    else given.add(key);
    if (target.kind === "map") {
      check(context, inner, entry.value, target.value, what === null ? key : `${what}.${key ?? "…"}`);
      continue;
    }
    const field = target.fields.get(key ?? "");
    if (field) {
      check(context, inner, entry.value, field.type, key);
      continue;
    }
    const known = [...target.fields.keys()];
    const values = { name: key ?? "…", owner: typeText(target), suggestion: suggest(key ?? "", known), known };
    fail(context, node, unknownMember, values, { span: spanOf(entry.key) });
    infer(context, inner, entry.value);
  }
  if (target.kind === "record") reportMissingFields(context, node, target, given, what);
  return true;
}

function reportMissingFields(
  context: CheckContext,
  node: ast.MapExpression,
  target: Type & { kind: "record" },
  given: ReadonlySet<string>,
  what: string | null,
): void {
  const missing = [...target.fields]
    .filter(([name, field]) => !field.optional && !given.has(name))
    .map(([name]) => name);
  if (missing.length === 0 || context.poisoned.has(node)) return;
  const actual = `a record without ${missing.map((name) => `\`${name}\``).join(", ")}`;
  fail(context, node, typeMismatch, { expected: typeText(target), actual, what, hint: null });
}

/**
 * The type of a list expression, spreads and comprehension included: a list of what all elements are, or of `never`
 * where it is empty.
 */
export function inferList(context: CheckContext, scope: Scope, node: ast.ListExpression): Type {
  const inner = node.comprehension ? inferFor(context, scope, node.comprehension) : scope;
  const elements = node.elements.map((element) => {
    if (element.kind !== "Spread") return infer(context, inner, element);
    const type = unrefined(inferPresent(context, inner, element.value));
    if (type.kind === "list") return type.element;
    if (type.kind === "never") return type;
    if (type.kind !== "any") fail(context, element.value, notSpreadable, { into: "list", type: typeText(type) });
    return any;
  });
  return { kind: "list", element: join(elements) };
}

/** Without spreads or comprehension, a map expression is a record of its keys; else a map. */
export function inferMap(context: CheckContext, scope: Scope, node: ast.MapExpression): Type {
  const inner = node.comprehension ? inferFor(context, scope, node.comprehension) : scope;
  const fields = new Map<string, { type: Type; optional: boolean }>();
  const values: Type[] = [];
  let closed = node.comprehension === undefined;
  for (const entry of node.entries) {
    if (entry.kind === "Spread") {
      closed = false;
      const type = unrefined(inferPresent(context, inner, entry.value));
      if (type.kind === "map") values.push(type.value);
      else if (type.kind === "record") values.push(valuesType(type));
      else if (type.kind !== "any" && type.kind !== "never")
        fail(context, entry.value, notSpreadable, { into: "map", type: typeText(type) });
      continue;
    }
    const key = literalText(entry.key);
    if (key === null) infer(context, inner, entry.key);
    else if (fields.has(key)) reportRepeatedKey(context, node, entry.key, key);
    const type = infer(context, inner, entry.value);
    values.push(type);
    if (key === null) closed = false;
    else fields.set(key, { type, optional: false });
  }
  return closed ? { kind: "record", fields } : { kind: "map", value: join(values) };
}

function reportRepeatedKey(context: CheckContext, node: ast.MapExpression, at: ast.StringLiteral, key: string): void {
  for (const entry of node.entries) {
    if (entry.kind === "Spread" || literalText(entry.key) !== key) continue;
    const related = [{ span: spanOf(entry.key), message: "given here first" }];
    context.report(duplicateKey, at, { key }, { related });
    return;
  }
}

/** The scope inside a comprehension: its names, with its condition known to hold. */
function inferFor(context: CheckContext, scope: Scope, node: ast.ForClause): Scope {
  const type = unrefined(inferPresent(context, scope, node.iterable));
  const types = itemTypes(type);
  if (types === null) fail(context, node.iterable, notIterable, { type: typeText(type) });
  const inner = withLocals(scope, localsOf(node, types ?? [any, any]));
  if (!node.condition) return inner;
  check(context, inner, node.condition, scalar("bool"), null);
  return narrow(context, inner, node.condition, true);
}

function localsOf({ names }: ast.ForClause, both: readonly [Type, Type]): readonly LocalSymbol[] {
  const types = nameTypes(names.length, both);
  return names.map((name, index) => {
    return { kind: "local", name: name.text, nameSpan: spanOf(name), type: types[index] ?? any };
  });
}

import { spanOf } from "../../base/span.ts";
import { maybeNull } from "../../diagnostics/codes/maybe-null.ts";
import { operatorMismatch } from "../../diagnostics/codes/operator-mismatch.ts";
import { unknownDeclaration } from "../../diagnostics/codes/unknown-declaration.ts";
import { unknownMember } from "../../diagnostics/codes/unknown-member.ts";
import type * as ast from "../../syntax/ast.ts";
import { valuesType } from "../item-types.ts";
import { declarationMemberNames, declarationMemberType } from "../kinds.ts";
import { literalText } from "../literal-text.ts";
import { suggest } from "../suggest.ts";
import type { ModuleSymbol } from "../symbols.ts";
import { typeText } from "../type-text.ts";
import { any, isOptional, optional, scalar, type Type, unrefined } from "../types.ts";
import { type CheckContext, fail, markUsed, type Scope } from "./context.ts";
import { check, infer, inferPresent } from "./expression.ts";
import { pathText } from "./narrowing.ts";
import { findElsewhere, inferReference } from "./reference.ts";

/** The type of `object.name`: a declaration of a kind, a field, a record's or map's entry, an end of a range. */
export function inferMember(context: CheckContext, scope: Scope, node: ast.Member): Type {
  const object = inferObject(context, scope, node.object);
  const name = node.name.text;
  if (object.kind === "any" || name === "") {
    context.poisoned.add(node);
    return any;
  }
  if (isOptional(object)) {
    return fail(
      context,
      node,
      maybeNull,
      { text: pathText(node.object), type: typeText(object) },
      { span: spanOf(node.object) },
    );
  }
  return narrowedType(scope, node) ?? memberOf(context, scope, node, object, name);
}

function narrowedType(scope: Scope, node: ast.Member | ast.Index): Type | undefined {
  if (scope.narrowed.size === 0) return undefined;
  const path = pathText(node);
  return path === null ? undefined : scope.narrowed.get(path);
}

// Kinds and views are not values, but what stands before a dot may be one.
function inferObject(context: CheckContext, scope: Scope, node: ast.Expression): Type {
  if (node.kind !== "Reference" && node.kind !== "Member") return infer(context, scope, node);
  const type = node.kind === "Reference" ? inferReference(context, scope, node) : inferMember(context, scope, node);
  context.recordType(node, type);
  return type;
}

function memberOf(context: CheckContext, scope: Scope, node: ast.Member, object: Type, name: string): Type {
  const type = unrefined(object);
  switch (type.kind) {
    case "never":
      return type;
    case "namespace":
      return inferDeclaration(context, scope, node, type.kindName);
    case "view":
      return inferViewed(context, node, type.kindName);
    case "reference": {
      if (
        type.kindName === "environment" &&
        context.kinds.has(name) &&
        !context.kinds.get("environment")?.members.has(name)
      ) {
        context.views.add(node);
        return { kind: "view", kindName: name };
      }
      const member = declarationMemberType(context.kinds, type.kindName, name);
      return member ?? unknown(context, node, object, declarationMemberNames(context.kinds, type.kindName));
    }
    case "record":
      return type.fields.get(name)?.type ?? unknown(context, node, object, [...type.fields.keys()]);
    case "map":
      return optional(type.value);
    case "range":
      return name === "min" || name === "max" ? type.element : unknown(context, node, object, ["min", "max"]);
    default:
      return unknown(context, node, object, []);
  }
}

function unknown(context: CheckContext, node: ast.Member, owner: Type, known: readonly string[]): Type {
  const suggestion = suggest(node.name.text, known);
  const fixes = suggestion
    ? [{ title: `use \`${suggestion}\``, edits: [{ span: spanOf(node.name), text: suggestion }] }]
    : [];
  const functions = context.modules.get("std/prelude")?.declared;
  const fn = known.length === 0 && functions?.has(node.name.text) ? node.name.text : null;
  const values = { name: node.name.text, owner: ownerText(node, owner), suggestion, known, fn };
  return fail(context, node, unknownMember, values, { span: spanOf(node.name), fixes });
}

function ownerText(node: ast.Member, owner: Type): string {
  const path = pathText(node.object);
  return path ? `\`${path}\` (${typeText(owner)})` : typeText(owner);
}

// fleet.web: of this file, or imported.
function inferDeclaration(context: CheckContext, scope: Scope, node: ast.Member, kindName: string): Type {
  const name = node.name.text;
  const ofKind = (symbol: ModuleSymbol): boolean => "kindName" in symbol && symbol.kindName === kindName;
  const own = scope.module.declared.get(name)?.find(ofKind);
  const symbol = own ?? scope.module.imported.get(name)?.find(ofKind);
  if (symbol) {
    context.resolutions.set(node, symbol);
    markUsed(context, scope, symbol);
    return { kind: "reference", kindName };
  }
  if (scope.module.imported.get(name)?.length === 0 || isOfUnknownKind(context, scope, name)) {
    context.poisoned.add(node);
    return any;
  }
  const names = [...scope.module.declared, ...scope.module.imported]
    .filter(([, symbols]) => symbols.some(ofKind))
    .map(([key]) => key);
  const suggestion = suggest(name, names);
  const declaredIn = suggestion ? null : findElsewhere(context, scope, name, ofKind);
  const fixes = suggestion
    ? [{ title: `use \`${suggestion}\``, edits: [{ span: spanOf(node.name), text: suggestion }] }]
    : [];
  return fail(
    context,
    node,
    unknownDeclaration,
    { kindName, name, suggestion, declaredIn },
    { span: spanOf(node.name), fixes },
  );
}

// A declaration whose kind is misspelt is reported there, and may be the one that is meant.
function isOfUnknownKind(context: CheckContext, scope: Scope, name: string): boolean {
  const symbols = scope.module.declared.get(name) ?? [];
  return symbols.some((symbol) => symbol.kind === "declaration" && !context.kinds.has(symbol.kindName));
}

// environment.prod.fleet.web: any declaration of the project, as that environment has it.
function inferViewed(context: CheckContext, node: ast.Member, kindName: string): Type {
  const name = node.name.text;
  const names: string[] = [];
  for (const module of context.modules.values()) {
    if (module.std) continue;
    for (const [declared, symbols] of module.declared) {
      const symbol = symbols.find((each) => each.kind === "declaration" && each.kindName === kindName);
      if (!symbol) continue;
      names.push(declared);
      if (declared !== name) continue;
      context.resolutions.set(node, symbol);
      return { kind: "reference", kindName };
    }
  }
  // What a file wants to import and can't is reported there.
  if ([...context.modules.values()].some(({ imported }) => imported.get(name)?.length === 0)) {
    context.poisoned.add(node);
    return any;
  }
  const suggestion = suggest(name, names);
  return fail(
    context,
    node,
    unknownDeclaration,
    { kindName, name, suggestion, declaredIn: null },
    { span: spanOf(node.name) },
  );
}

/** The type of `list[0]` or `map["key"]`: optional, as the item may not be there. */
export function inferIndex(context: CheckContext, scope: Scope, node: ast.Index): Type {
  const narrowed = narrowedType(scope, node);
  const object = unrefined(inferPresent(context, scope, node.object));
  if (narrowed) {
    infer(context, scope, node.index);
    return narrowed;
  }
  switch (object.kind) {
    case "any":
    case "never":
      infer(context, scope, node.index);
      return object;
    case "list":
      check(context, scope, node.index, scalar("int"), null);
      return optional(object.element);
    case "map":
      check(context, scope, node.index, scalar("string"), null);
      return optional(object.value);
    case "record":
      return inferRecordIndex(context, scope, node, object);
    default:
      infer(context, scope, node.index);
      return fail(context, node, operatorMismatch, {
        operator: "[…]",
        left: typeText(object),
        right: null,
        hint: "lists and maps have items",
      });
  }
}

// A written key is a field; a computed one may be any of them, or none.
function inferRecordIndex(
  context: CheckContext,
  scope: Scope,
  node: ast.Index,
  record: Type & { readonly kind: "record" },
): Type {
  const key = node.index.kind === "StringLiteral" ? literalText(node.index) : null;
  check(context, scope, node.index, scalar("string"), null);
  if (key === null) return optional(valuesType(record));
  const field = record.fields.get(key);
  if (field) return field.type;
  const known = [...record.fields.keys()];
  const values = { name: key, owner: typeText(record), suggestion: suggest(key, known), known };
  return fail(context, node, unknownMember, values, { span: spanOf(node.index) });
}

import { plural } from "../../base/wording.ts";
import { notCallable } from "../../diagnostics/codes/not-callable.ts";
import { wrongArguments } from "../../diagnostics/codes/wrong-arguments.ts";
import type * as ast from "../../syntax/ast.ts";
import { isAssignable } from "../assignable.ts";
import { valuesType } from "../item-types.ts";
import { join } from "../join.ts";
import { resolveType } from "../resolve-type.ts";
import type { FnSymbol } from "../symbols.ts";
import { typeText } from "../type-text.ts";
import { any, isOptional, never, required, type Type, union, unrefined, widened } from "../types.ts";
import { type CheckContext, fail, type Scope } from "./context.ts";
import { check, expectType, infer, inferPresent } from "./expression.ts";
import { pathText } from "./narrowing.ts";
import { inferReference } from "./reference.ts";
import { signatureOf } from "./signature.ts";

/** The type of a call: the function's result, with its type parameters found from the arguments. */
export function inferCall(context: CheckContext, scope: Scope, node: ast.Call): Type {
  const fn = callee(context, scope, node);
  if (fn === null) {
    for (const argument of node.arguments) infer(context, scope, argument.value);
    context.poisoned.add(node);
    return any;
  }
  const { parameters, result } = signatureOf(fn, context.kinds);
  const bindings = new Map<string, Type>();
  const given = matchArguments(context, node, fn);
  for (const argument of node.arguments) {
    const parameter = parameters[given.indexOf(argument)];
    if (!parameter) continue;
    const { type: wanted, generic, name } = parameter;
    if (generic) {
      const actual = isOptional(wanted)
        ? infer(context, scope, argument.value)
        : inferPresent(context, scope, argument.value);
      bind(wanted, actual, bindings);
      expectType(context, argument.value, actual, substitute(wanted, bindings), name);
    } else {
      check(context, scope, argument.value, wanted, name);
    }
  }
  return result.generic ? substitute(result.type, bindings) : result.type;
}

function callee(context: CheckContext, scope: Scope, node: ast.Call): FnSymbol | null {
  if (node.callee.kind === "Reference") {
    const type = inferReference(context, scope, node.callee, true);
    context.recordType(node.callee, type);
    const symbol = context.resolutions.get(node.callee);
    if (symbol?.kind === "fn") return symbol;
    if (type.kind !== "any") fail(context, node.callee, notCallable, { text: node.callee.text, type: typeText(type) });
    return null;
  }
  const type = infer(context, scope, node.callee);
  if (type.kind !== "any")
    fail(context, node.callee, notCallable, { text: pathText(node.callee), type: typeText(type) });
  return null;
}

/** For each parameter the argument that is for it. Shared with the evaluator. */
export function pairArguments(
  fn: ast.Fn,
  call: ast.Call,
): { readonly given: readonly (ast.Argument | undefined)[]; readonly problem: string | null } {
  if (isInOrder(fn, call)) return { given: call.arguments, problem: null };
  const given = fn.parameters.map((): ast.Argument | undefined => undefined);
  let problem: string | null = null;
  let named = false;
  for (const [index, argument] of call.arguments.entries()) {
    const { name } = argument;
    if (name) named = true;
    else if (named) problem ??= "arguments without a name come before those with one";
    const place = name ? fn.parameters.findIndex((each) => each.name.text === name.text) : index;
    const parameter = fn.parameters[place];
    if (!parameter) {
      const count = plural(fn.parameters.length, "argument");
      problem ??= name
        ? `\`${fn.name.text}\` has no parameter \`${name.text}\``
        : `\`${fn.name.text}\` takes ${count}, but ${call.arguments.length} are given`;
    } else if (given[place]) {
      problem ??= `\`${parameter.name.text}\` is given twice`;
    } else {
      given[place] = argument;
    }
  }
  const missing = fn.parameters.filter((parameter, place) => !parameter.default && !given[place]);
  if (missing.length > 0) {
    problem ??= `\`${fn.name.text}\` needs ${missing.map((parameter) => `\`${parameter.name.text}\``).join(", ")}`;
  }
  return { given, problem };
}

// Arguments without names, and none too few or too many.
function isInOrder({ parameters }: ast.Fn, { arguments: given }: ast.Call): boolean {
  return (
    given.length <= parameters.length &&
    given.every((argument) => !argument.name) &&
    parameters.every((parameter, place) => place < given.length || parameter.default)
  );
}

function matchArguments(context: CheckContext, node: ast.Call, fn: FnSymbol): readonly (ast.Argument | undefined)[] {
  const { given, problem } = pairArguments(fn.node, node);
  if (problem) fail(context, node, wrongArguments, { signature: signatureText(fn.node), problem });
  return given;
}

/** `min<T>(left: T, right: T): T` */
export function signatureText(fn: ast.Fn): string {
  const types = {
    report: () => {},
    kindNames: new Set<string>(),
    typeParameters: new Set(fn.typeParameters.map((name) => name.text)),
  };
  const text = (node: ast.TypeNode): string =>
    node.kind === "NamedType" && node.arguments.length === 0 ? node.name.text : typeText(resolveType(node, types));
  const generics = fn.typeParameters.length > 0 ? `<${fn.typeParameters.map((name) => name.text).join(", ")}>` : "";
  const parameters = fn.parameters.map((each) => `${each.name.text}: ${text(each.type)}${each.default ? " = …" : ""}`);
  return `${fn.name.text}${generics}(${parameters.join(", ")}): ${text(fn.result)}`;
}

function bind(wanted: Type, actual: Type, bindings: Map<string, Type>): void {
  const given = unrefined(actual);
  if (wanted.kind === "parameter") {
    const known = bindings.get(wanted.name);
    const type = widened(given);
    // Numbers meet in `decimal`, an empty list fits any; values of two types have no parameter in common, unless one of
    // the types is the other and more.
    const both = known ? join([known, type]) : type;
    if (!known || both.kind !== "union" || isAssignable(known, type)) bindings.set(wanted.name, both);
  } else if (wanted.kind === "list" && given.kind === "list") {
    bind(wanted.element, given.element, bindings);
  } else if (wanted.kind === "map" && given.kind === "map") {
    bind(wanted.value, given.value, bindings);
  } else if (wanted.kind === "map" && given.kind === "record") {
    bind(wanted.value, valuesType(given), bindings);
  } else if (wanted.kind === "record" && given.kind === "record") {
    for (const [name, field] of wanted.fields) {
      const found = given.fields.get(name);
      if (found) bind(field.type, found.type, bindings);
    }
  } else if (wanted.kind === "range" && given.kind === "range") {
    bind(wanted.element, given.element, bindings);
  } else if (wanted.kind === "union") {
    // `T?`: the parameter stands for what is there.
    const [only, ...others] = wanted.members.filter((member) => member.kind !== "null");
    if (only && others.length === 0) bind(only, required(given), bindings);
  } else if (wanted.kind === "refined") {
    bind(wanted.base, given, bindings);
  }
}

function substitute(type: Type, bindings: ReadonlyMap<string, Type>): Type {
  switch (type.kind) {
    case "parameter":
      // No argument says what it is, so no value of it can come back.
      return bindings.get(type.name) ?? never;
    case "list":
    case "range":
      return { kind: type.kind, element: substitute(type.element, bindings) };
    case "map":
      return { kind: "map", value: substitute(type.value, bindings) };
    case "record": {
      const fields = [...type.fields].map(([name, { type: inner, optional }]) => {
        return [name, { type: substitute(inner, bindings), optional }] as const;
      });
      return { kind: "record", fields: new Map(fields) };
    }
    case "refined":
      return { ...type, base: substitute(type.base, bindings) };
    case "union":
      return union(type.members.map((member) => substitute(member, bindings)));
    default:
      return type;
  }
}

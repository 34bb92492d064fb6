import Big from "big.js";
import { assertNever } from "../../base/assert-never.ts";
import { spanOf } from "../../base/span.ts";
import { expansionTooLarge } from "../../diagnostics/codes/expansion-too-large.ts";
import { maybeNull } from "../../diagnostics/codes/maybe-null.ts";
import { nestingTooDeep } from "../../diagnostics/codes/nesting-too-deep.ts";
import { notAValue } from "../../diagnostics/codes/not-a-value.ts";
import { typeMismatch } from "../../diagnostics/codes/type-mismatch.ts";
import { unknownUnit } from "../../diagnostics/codes/unknown-unit.ts";
import type * as ast from "../../syntax/ast.ts";
import { unitMeant } from "../../syntax/unit-words.ts";
import { units } from "../../syntax/units.ts";
import { isAssignable } from "../assignable.ts";
import { join } from "../join.ts";
import { nearText, takesTextOf } from "../near-text.ts";
import { numberKind } from "../number.ts";
import { suggest } from "../suggest.ts";
import { extentOf, typeLimits } from "../type-extent.ts";
import { typeText } from "../type-text.ts";
import { any, holdsSecret, isOptional, required, scalar, type Type, unrefined } from "../types.ts";
import { valueSource } from "../value-source.ts";
import { inferCall } from "./call.ts";
import { checkList, checkMap, inferList, inferMap } from "./collection.ts";
import { type CheckContext, fail, type Scope } from "./context.ts";
import { inferMatch } from "./match.ts";
import { inferIndex, inferMember } from "./member.ts";
import { narrow, pathText } from "./narrowing.ts";
import { inferBinary, inferUnary } from "./operator.ts";
import { inferReference, reportUnquoted } from "./reference.ts";
import { inferString } from "./string.ts";

/** The type of an expression where nothing is expected of it. Reports what is wrong inside. */
export function infer(context: CheckContext, scope: Scope, node: ast.Expression): Type {
  if (context.depth.now >= deepest) return fail(context, node, expansionTooLarge, tooDeep);
  context.depth.now += 1;
  const type = bounded(context, node, inferNode(context, scope, node));
  context.depth.now -= 1;
  context.recordType(node, type);
  return type;
}

// Definitions that lead through each other are inferred inside each other; this many fit on any stack.
const deepest = 1000;
const tooDeep = { what: "definitions that lead through each other", limit: deepest };

function bounded(context: CheckContext, node: ast.Expression, type: Type): Type {
  const { depth, size } = extentOf(type, context.extents);
  if (depth > typeLimits.depth) return fail(context, node, nestingTooDeep, { what: "values", limit: typeLimits.depth });
  if (size > typeLimits.size)
    return fail(context, node, expansionTooLarge, { what: "parts in one type", limit: typeLimits.size });
  return type;
}

/**
 * Checks an expression against the type that its place wants. Lists, maps and branches are checked part by part, so
 * that a mismatch is reported at the part that is wrong. `what` names the place, for the message.
 */
export function check(
  context: CheckContext,
  scope: Scope,
  node: ast.Expression,
  wanted: Type,
  what: string | null,
): void {
  if (checkInParts(context, scope, node, wanted, what)) {
    context.recordType(node, wanted);
    return;
  }
  if (isPath(node) && reportUnquoted(context, scope, node, wanted)) return;
  const alone = aloneInText(node);
  if (alone !== null && !isAssignable(scalar("string"), wanted)) {
    const meant = infer(context, scope, alone);
    if (meant.kind === "any") return;
    if (isAssignable(meant, wanted)) reportQuoted(context, node, alone, { expected: typeText(wanted), what });
    else expectType(context, alone, meant, wanted, what);
    return;
  }
  const actual = infer(context, scope, node);
  expectType(context, node, actual, wanted, what);
}

/** What `"${…}"` puts in, where it is nothing but that. */
function aloneInText(node: ast.Expression): ast.Expression | null {
  if (node.kind !== "StringLiteral" || typeof node.content === "string") return null;
  const [part, ...others] = node.content;
  return part === undefined || typeof part === "string" || others.length > 0 ? null : part.expression;
}

// `"${image.web}"`, as Terraform had it: right but for what is around it.
function reportQuoted(
  context: CheckContext,
  node: ast.Expression,
  inner: ast.Expression,
  place: { readonly expected: string; readonly what: string | null },
): void {
  const edits = [
    { span: { ...spanOf(node), end: inner.start }, text: "" },
    { span: { ...spanOf(node), start: inner.end }, text: "" },
  ];
  const text = pathText(inner);
  const hint = text === null ? "leave out the quotes, `${` and `}`" : `did you mean \`${text}\`?`;
  const fixes = [{ title: text === null ? "write it without quotes" : `write \`${text}\``, edits }];
  fail(context, node, typeMismatch, { ...place, actual: "string", hint }, { fixes });
}

function isPath(node: ast.Expression): node is ast.Reference | ast.Member {
  return node.kind === "Reference" || node.kind === "Member";
}

// Whether an expression has parts that stand where it does: each is then checked by itself.
function checkInParts(
  context: CheckContext,
  scope: Scope,
  node: ast.Expression,
  wanted: Type,
  what: string | null,
): boolean {
  switch (node.kind) {
    case "Parenthesized":
      check(context, scope, node.expression, wanted, what);
      return true;
    case "Conditional":
      check(context, scope, node.condition, scalar("bool"), "if");
      check(context, narrow(context, scope, node.condition, true), node.then, wanted, what);
      check(context, narrow(context, scope, node.condition, false), node.else, wanted, what);
      return true;
    case "Match":
      inferMatch(context, scope, node, wanted, what);
      return true;
    case "ListExpression":
      return checkList(context, scope, node, wanted, what);
    case "MapExpression":
      return checkMap(context, scope, node, wanted, what);
    default:
      return false;
  }
}

/** Infers an expression that must be a value, present and fit for an operator. */
export function inferPresent(context: CheckContext, scope: Scope, node: ast.Expression): Type {
  const type = infer(context, scope, node);
  if (type.kind === "null" || !isOptional(type)) return type;
  const text = pathText(node);
  return fail(context, node, maybeNull, { text, type: typeText(type) });
}

function inferNode(context: CheckContext, scope: Scope, node: ast.Expression): Type {
  switch (node.kind) {
    case "BoolLiteral":
      return scalar("bool");
    case "NullLiteral":
      return scalar("null");
    case "NumberLiteral":
      return inferNumber(context, node);
    case "StringLiteral":
      return inferString(context, scope, node);
    case "Reference":
      return asValue(context, node, inferReference(context, scope, node));
    case "Member":
      return asValue(context, node, inferMember(context, scope, node));
    case "Index":
      return inferIndex(context, scope, node);
    case "Call":
      return inferCall(context, scope, node);
    case "ListExpression":
      return inferList(context, scope, node);
    case "MapExpression":
      return inferMap(context, scope, node);
    case "Unary":
      return inferUnary(context, scope, node);
    case "Binary":
      return inferBinary(context, scope, node);
    case "Conditional": {
      check(context, scope, node.condition, scalar("bool"), "if");
      const then = infer(context, narrow(context, scope, node.condition, true), node.then);
      const otherwise = infer(context, narrow(context, scope, node.condition, false), node.else);
      return join([then, otherwise]);
    }
    case "Match":
      return inferMatch(context, scope, node, null, null);
    case "Parenthesized":
      return infer(context, scope, node.expression);
    case "Missing":
      context.poisoned.add(node);
      return any;
    default:
      return assertNever(node);
  }
}

// Functions and kinds have names, but only a call or a declaration of theirs is a value. What an environment has of a kind
// is a map of it by name.
function asValue(context: CheckContext, node: ast.Reference | ast.Member, type: Type): Type {
  if (type.kind === "view") return { kind: "map", value: { kind: "reference", kindName: type.kindName } };
  if (type.kind !== "function" && type.kind !== "namespace") return type;
  const text = node.kind === "Reference" ? node.text : (pathText(node) ?? node.name.text);
  return type.kind === "function"
    ? fail(context, node, notAValue, { text, what: "a function", hint: `call it: \`${text}(…)\`` })
    : fail(context, node, notAValue, {
        text,
        what: "a kind",
        hint: `name one of its declarations, \`${text}.<name>\`, or all that an environment has: \`environment.<name>.${text}\``,
      });
}

function inferNumber(context: CheckContext, node: ast.NumberLiteral): Type {
  const known = numberKind(node);
  if (known) return scalar(known);
  const unit = node.unit ?? "";
  const suggestion = unitMeant(unit) ?? suggest(unit, Object.keys(units));
  const text = suggestion && `${node.digits}${suggestion}`;
  const fixes = text ? [{ title: `write \`${text}\``, edits: [{ span: spanOf(node), text }] }] : [];
  return fail(context, node, unknownUnit, { unit, suggestion: text }, { fixes });
}

/** Reports an expression whose type does not fit its place. */
export function expectType(
  context: CheckContext,
  node: ast.Expression,
  actual: Type,
  wanted: Type,
  what: string | null,
): void {
  if (isAssignable(actual, wanted)) {
    const source = isPath(node) ? valueSource(context.resolutions, node) : null;
    if (source !== null) context.fitting.add(source);
    return;
  }
  if (actual.kind !== "null" && isOptional(actual) && isAssignable(required(actual), wanted)) {
    fail(context, node, maybeNull, { text: pathText(node), type: typeText(actual) });
    return;
  }
  const report = (): void => reportMismatch(context, node, actual, wanted, what);
  const source = context.misfits === null ? null : valueSource(context.resolutions, node);
  context.poisoned.add(node);
  if (source === null) report();
  else context.misfits?.push({ source, use: node, wanted, what, report });
}

function reportMismatch(
  context: CheckContext,
  node: ast.Expression,
  actual: Type,
  wanted: Type,
  what: string | null,
): void {
  const replacement = mend(node, unrefined(actual), wanted);
  const fixes = replacement
    ? [{ title: `write \`${replacement}\``, edits: [{ span: spanOf(node), text: replacement }] }]
    : [];
  const hint = replacement
    ? `did you mean \`${replacement}\`?`
    : (conditionHint(actual, wanted) ?? conversionHint(node, unrefined(actual), unrefined(required(wanted))));
  const expected = typeText(wanted);
  fail(context, node, typeMismatch, { expected, actual: actualText(actual, wanted), what, hint }, { fixes });
}

function actualText(type: Type, wanted: Type): string {
  // A literal's type is the literal, and where a secret belongs that may be one: messages go where sources do not.
  if (type.kind === "literal") return holdsSecret(wanted) ? "string" : JSON.stringify(type.value);
  return type.kind === "reference"
    ? `a reference to ${/^[aeiou]/.test(type.kindName) ? "an" : "a"} ${type.kindName}`
    : typeText(type);
}

// What a literal of the wrong type was most likely meant to be.
function mend(node: ast.Expression, actual: Type, wanted: Type): string | null {
  const target = unrefined(required(wanted));
  if (actual.kind === "literal") return mendText(actual.value, target);
  if (target.kind === "range" && node.kind !== "NumberLiteral") return rangeMeant(node);
  if (target.kind === "string" && node.kind === "BoolLiteral") return quotedMeant(String(node.value), wanted);
  if (node.kind !== "NumberLiteral" || node.unit !== undefined) return null;
  const { digits } = node;
  switch (target.kind) {
    case "duration":
      return `${digits}s`;
    case "bytes":
      return digits.includes(".") ? null : `${digits}GiB`;
    case "percent":
      // 0.05 of the whole is 5 %.
      return `${(digits.startsWith("0.") ? new Big(digits).times(100) : new Big(digits)).toFixed()}%`;
    case "range":
      return unrefined(target.element).kind === "int" && !digits.includes(".") ? `${digits}..${digits}` : null;
    case "string":
      return quotedMeant(digits, wanted);
    default:
      return null;
  }
}

// `755` and `true` for texts, as far as the place takes such a text.
function quotedMeant(written: string, wanted: Type): string | null {
  const text = nearText(written, (each) => takesTextOf(required(wanted), each));
  return text === null ? null : JSON.stringify(text);
}

// `[2, 8]` and `2 - 8` for `2..8`.
function rangeMeant(node: ast.Expression): string | null {
  const isDash = node.kind === "Binary" && node.operator === "-";
  const bounds = isDash ? [node.left, node.right] : node.kind === "ListExpression" ? node.elements : [];
  const digits = bounds.flatMap((bound) =>
    bound.kind === "NumberLiteral" && bound.unit === undefined && /^\d+$/.test(bound.digits) ? [bound.digits] : [],
  );
  return bounds.length === 2 && digits.length === 2 ? digits.join("..") : null;
}

function mendText(text: string, target: Type): string | null {
  const choices = (target.kind === "union" ? target.members : [target]).flatMap((each) =>
    each.kind === "literal" ? [each.value] : [],
  );
  const near = suggest(text, choices) ?? choiceMeant(text, choices);
  if (near) return JSON.stringify(near);
  if (target.kind === "reference") return referenceMeant(text, target.kindName);
  if (target.kind === "list" && isAssignable({ kind: "literal", value: text }, target.element))
    return `[${JSON.stringify(text)}]`;
  return literalForms[target.kind]?.test(text) ? text.replace(/^(\d+)-(\d+)$/, "$1..$2") : null;
}

// `"web"` and `"image.web"` for `image.web`.
function referenceMeant(text: string, kindName: string): string | null {
  const name = text.startsWith(`${kindName}.`) ? text.slice(kindName.length + 1) : text;
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return null;
  return kindName === "policy" ? name : `${kindName}.${name}`;
}

// The one that begins as the text does, or is what it is called elsewhere.
function choiceMeant(text: string, choices: readonly string[]): string | null {
  const synonym = choiceSynonyms.get(text.toLowerCase());
  if (synonym !== undefined && choices.includes(synonym)) return synonym;
  const [only, ...others] = text.length < 3 ? [] : choices.filter((choice) => choice.startsWith(text));
  return only !== undefined && others.length === 0 ? only : null;
}

const choiceSynonyms: ReadonlyMap<string, string> = new Map([
  ["aarch64", "arm64"],
  ["amd64", "x86_64"],
  ["x64", "x86_64"],
]);

// Texts that are literals of a type but for their quotes.
const literalForms: Readonly<Partial<Record<Type["kind"], RegExp>>> = {
  int: /^\d+$/,
  decimal: /^\d+(\.\d+)?$/,
  duration: /^\d+(ms|s|m|h|d)$/,
  bytes: /^\d+(KiB|MiB|GiB|TiB)$/,
  percent: /^\d+(\.\d+)?%$/,
  range: /^\d+(-|\.\.)\d+$/,
  bool: /^(true|false)$/,
};

// What is nothing, empty or zero is not false by itself.
function conditionHint(actual: Type, wanted: Type): string | null {
  if (unrefined(wanted).kind !== "bool") return null;
  if (isOptional(actual)) return "ask whether it is there: `… != null`";
  const { kind } = unrefined(actual);
  if (kind === "string" || kind === "literal") return 'ask what it is: `… != ""`';
  if (kind === "list" || kind === "map") return "ask what it holds: `count(…) > 0`";
  return kind === "int" || kind === "decimal" ? "ask what it is: `… != 0`" : null;
}

// What would do as a text is offered as one.
function isPlainLiteral(node: ast.Expression): boolean {
  return node.kind === "BoolLiteral" || (node.kind === "NumberLiteral" && node.unit === undefined);
}

function conversionHint(node: ast.Expression, actual: Type, wanted: Type): string | null {
  if (
    wanted.kind === "string" &&
    !isPlainLiteral(node) &&
    actual.kind !== "secret" &&
    ["int", "decimal", "duration", "bytes", "percent", "bool"].includes(actual.kind)
  ) {
    return 'put it into a text: "${…}"';
  }
  if (wanted.kind === "int" && actual.kind === "decimal")
    return "use `round`, `floor` or `ceil` to make a whole number of it";
  if (actual.kind === "secret") return "a secret goes only where one is taken, such as an entry of a fleet's `secrets`";
  if (actual.kind === "list" && actual.element.kind !== "never" && isAssignable(actual.element, wanted))
    return node.kind === "ListExpression"
      ? "it takes one: write that without brackets"
      : "one is wanted here; in a list, `...name` puts all of its items in";
  if (wanted.kind === "list" && isAssignable(actual, wanted.element)) return "put it into a list: `[…]`";
  if (wanted.kind === "reference")
    return wanted.kindName === "policy" ? "name a policy, without quotes" : `name one: \`${wanted.kindName}.<name>\``;
  if (wanted.kind === "secret") return 'give its address: `secret("ssm:/path")`';
  if (wanted.kind === "range") return "write the bounds with two dots: `2..20`";
  return null;
}

import { assertNever } from "../../base/assert-never.ts";
import { duplicateKey } from "../../diagnostics/codes/duplicate-key.ts";
import { valueRefused } from "../../diagnostics/codes/value-refused.ts";
import { literalText } from "../../semantics/literal-text.ts";
import { readNumber } from "../../semantics/number.ts";
import { resolveType } from "../../semantics/resolve-type.ts";
import type { AnySymbol, DeclarationSymbol, ParamSymbol } from "../../semantics/symbols.ts";
import { wholeNumber } from "../../semantics/whole-number.ts";
import type * as ast from "../../syntax/ast.ts";
import { projectDeclarations } from "../declarations.ts";
import { evaluateCall } from "./call.ts";
import { coerce } from "./coerce.ts";
import { sameValue } from "./compare.ts";
import {
  type Evaluation,
  enter,
  type Frame,
  limits,
  noLocals,
  reportOnce,
  settled,
  spend,
  spendItems,
  spendText,
  tooLarge,
} from "./evaluation.ts";
import { entriesOf, instanceOf, readMember } from "./instance.ts";
import { evaluateBinary, evaluateUnary } from "./operator.ts";
import { smallInteger } from "./small-integer.ts";
import { boolValue, nothing, stringValue, textOf, unknown, type Value } from "./value.ts";
import { interpolatedText } from "./value-text.ts";

/** The value of an expression. Unknown where it has none, for a reason that is reported. */
export function evaluate(evaluation: Evaluation, frame: Frame, node: ast.Expression): Value {
  const { poisoned } = evaluation.analysis;
  if (!spend(evaluation, node) || (poisoned.size > 0 && poisoned.has(node))) return unknown;
  if (evaluation.budget.depth >= limits.depth)
    return tooLarge(evaluation, node, "definitions that lead through each other", limits.depth);
  evaluation.budget.depth += 1;
  const value = evaluateNode(evaluation, frame, node);
  evaluation.budget.depth -= 1;
  return value;
}

function evaluateNode(evaluation: Evaluation, frame: Frame, node: ast.Expression): Value {
  switch (node.kind) {
    case "BoolLiteral":
      return boolValue(node.value);
    case "NullLiteral":
      return nothing;
    case "NumberLiteral":
      return evaluateNumber(evaluation, node) ?? unknown;
    case "StringLiteral":
      return evaluateString(evaluation, frame, node);
    case "Reference":
      return evaluateReference(evaluation, frame, node);
    case "Member":
      return evaluateMember(evaluation, frame, node);
    case "Index":
      return evaluateIndex(evaluation, frame, node);
    case "Call":
      return evaluateCall(evaluation, frame, node);
    case "ListExpression":
      return evaluateList(evaluation, frame, node);
    case "MapExpression":
      return evaluateMap(evaluation, frame, node);
    case "Unary":
      return evaluateUnary(evaluation, frame, node);
    case "Binary":
      return evaluateBinary(evaluation, frame, node);
    case "Conditional": {
      const condition = evaluate(evaluation, frame, node.condition);
      if (condition.kind !== "bool") return unknown;
      return evaluate(evaluation, frame, condition.value ? node.then : node.else);
    }
    case "Match":
      return evaluateMatch(evaluation, frame, node);
    case "Parenthesized":
      return evaluate(evaluation, frame, node.expression);
    case "Missing":
      return unknown;
    default:
      return assertNever(node);
  }
}

// Times are whole milliseconds and sizes whole bytes: nothing finer reaches a tool.
function evaluateNumber(evaluation: Evaluation, node: ast.NumberLiteral): Value {
  const number = readNumber(node);
  if (!number) return unknown;
  if (node.digits.length > limits.digits) return tooLarge(evaluation, node, "digits", limits.digits);
  const smallest = number.kind === "duration" ? "milliseconds" : number.kind === "bytes" ? "bytes" : null;
  if (smallest === null || number.value.round(0, 0).eq(number.value)) return number;
  const value = `${node.digits}${node.unit ?? ""}`;
  const rule = `be a whole number of ${smallest}`;
  reportOnce(evaluation)(valueRefused, node, { what: null, value, rule, pattern: null, doc: null, meant: null });
  return unknown;
}

function evaluateString(evaluation: Evaluation, frame: Frame, node: ast.StringLiteral): Value {
  const { content } = node;
  if (typeof content === "string") return spendText(evaluation, node, content.length) ? stringValue(content) : unknown;
  let text = "";
  for (const part of content) {
    if (typeof part === "string") {
      text += part;
      continue;
    }
    const piece = interpolatedText(evaluate(evaluation, frame, part.expression));
    if (piece === null) return unknown;
    text += piece;
    if (text.length > limits.text) return tooLarge(evaluation, node, "characters of text", limits.text);
  }
  return spendText(evaluation, node, text.length) ? stringValue(text) : unknown;
}

function evaluateReference(evaluation: Evaluation, frame: Frame, node: ast.Reference): Value {
  // Before what it resolves to is looked up among all names of the project.
  const local = frame.locals.get(node.text);
  if (local !== undefined) return settled(evaluation, local, node);
  const symbol = evaluation.analysis.resolutions.get(node);
  if (!symbol) return unknown;
  return settled(evaluation, valueOfSymbol(evaluation, frame, symbol), node);
}

/** The value of what a name means, as an environment sees it. */
export function valueOfSymbol(evaluation: Evaluation, frame: Frame, symbol: AnySymbol): Value {
  switch (symbol.kind) {
    case "local":
      return frame.locals.get(symbol.name) ?? unknown;
    case "let":
      return valueOfLet(evaluation, frame.environment, symbol);
    case "param":
      return evaluation.params.get(symbol) ?? defaultOfParam(evaluation, symbol);
    case "declaration":
      return referenceTo(evaluation, symbol, frame.environment);
    case "policy":
      return { kind: "reference", symbol, instance: null };
    case "fn":
    case "kind":
      return unknown;
    default:
      return assertNever(symbol);
  }
}

/** A reference to a declaration as an environment resolves it. */
export function referenceTo(
  evaluation: Evaluation,
  symbol: DeclarationSymbol,
  environment: DeclarationSymbol | null,
): Value {
  return { kind: "reference", symbol, instance: instanceOf(evaluation, symbol, environment) };
}

/** The value of a parameter's default, found when it is first read, as it may need others; unknown without one. */
export function defaultOfParam(evaluation: Evaluation, symbol: ParamSymbol): Value {
  const { node } = symbol;
  const written = node.default;
  if (!written) {
    evaluation.unset.add(symbol);
    return unknown;
  }
  const type = resolveType(node.type, {
    report: () => {},
    kindNames: evaluation.analysis.kinds,
  });
  const frame = { module: symbol.module, environment: null, locals: noLocals };
  return enter(
    evaluation,
    () => symbol.name,
    evaluation.params,
    symbol,
    () =>
      coerce(evaluation, evaluate(evaluation, frame, written), type, written, symbol.module, {
        name: symbol.name,
        doc: node.doc,
      }),
  );
}

function valueOfLet(
  evaluation: Evaluation,
  environment: DeclarationSymbol | null,
  symbol: AnySymbol & { kind: "let" },
): Value {
  let known = evaluation.lets.get(environment);
  if (!known) {
    known = new Map();
    evaluation.lets.set(environment, known);
  }
  const value = known.get(symbol);
  if (value) return value;
  return enter(
    evaluation,
    () => symbol.name,
    known,
    symbol,
    () => evaluate(evaluation, { module: symbol.module, environment, locals: noLocals }, symbol.node.value),
  );
}

function evaluateMember(evaluation: Evaluation, frame: Frame, node: ast.Member): Value {
  const { resolutions, views } = evaluation.analysis;
  const symbol = resolutions.get(node);
  if (symbol) return valueOfSymbol(evaluation, { ...frame, environment: viewedFrom(evaluation, frame, node) }, symbol);
  if (views.has(node)) return allOfKind(evaluation, frame, node);
  const object = evaluate(evaluation, frame, node.object);
  const name = node.name.text;
  switch (object.kind) {
    case "reference":
      if (name === "name") return stringValue(object.symbol.name);
      return object.instance ? readMember(evaluation, object.instance, name, node) : unknown;
    case "block":
      return readMember(evaluation, object.instance, name, node);
    case "map":
      return object.entries.get(name) ?? nothing;
    case "range":
      return name === "min" ? object.from : object.to;
    default:
      return unknown;
  }
}

// environment.prod.fleet: each that is made, as prod has it.
function allOfKind(evaluation: Evaluation, frame: Frame, node: ast.Member): Value {
  const environment = evaluate(evaluation, frame, node.object);
  if (environment.kind !== "reference" || environment.symbol.kind !== "declaration") return unknown;
  const seen = environment.symbol;
  const made = projectDeclarations(evaluation.analysis).filter(({ kindName }) => kindName === node.name.text);
  if (!spendItems(evaluation, node, made.length)) return unknown;
  return { kind: "map", entries: new Map(made.map((symbol) => [symbol.name, referenceTo(evaluation, symbol, seen)])) };
}

// environment.prod.fleet.web is the fleet as prod has it; fleet.web alone, as the environment at hand has it.
function viewedFrom(evaluation: Evaluation, frame: Frame, node: ast.Member): DeclarationSymbol | null {
  if (node.object.kind !== "Member" || !evaluation.analysis.views.has(node.object)) return frame.environment;
  const environment = evaluate(evaluation, frame, node.object.object);
  return environment.kind === "reference" && environment.symbol.kind === "declaration"
    ? environment.symbol
    : frame.environment;
}

function evaluateIndex(evaluation: Evaluation, frame: Frame, node: ast.Index): Value {
  const object = evaluate(evaluation, frame, node.object);
  const index = evaluate(evaluation, frame, node.index);
  if (object.kind === "list" && index.kind === "int")
    return object.items[smallInteger(index.value) ?? index.value.toNumber()] ?? nothing;
  const key = textOf(index);
  if (key === null) return unknown;
  if (object.kind === "map") return object.entries.get(key) ?? nothing;
  if (object.kind !== "block") return unknown;
  return object.instance.members.has(key) ? readMember(evaluation, object.instance, key, node) : nothing;
}

function evaluateList(evaluation: Evaluation, frame: Frame, node: ast.ListExpression): Value {
  const items: Value[] = [];
  let known = true;
  const add = (inner: Frame): boolean => {
    for (const element of node.elements) {
      if (element.kind !== "Spread") {
        if (!spendItems(evaluation, element, 1)) return false;
        items.push(evaluate(evaluation, inner, element));
        continue;
      }
      const spread = evaluate(evaluation, inner, element.value);
      if (spread.kind !== "list") known = false;
      else if (!spendItems(evaluation, element, spread.items.length)) return false;
      else for (const item of spread.items) items.push(item);
      if (items.length > limits.items) return false;
    }
    return items.length <= limits.items;
  };
  const within = node.comprehension ? forEach(evaluation, frame, node.comprehension, add) : add(frame);
  if (within === null) return unknown;
  if (items.length > limits.items) return tooLarge(evaluation, node, "items", limits.items);
  if (!within) return unknown;
  return known ? { kind: "list", items } : unknown;
}

function evaluateMap(evaluation: Evaluation, frame: Frame, node: ast.MapExpression): Value {
  const entries = new Map<string, Value>();
  // Keys whose value is a spread's: of those that are written, made by a comprehension or `${…}`, two may turn out to be
  // one.
  let spreadKeys: Set<string> | null = null;
  let known = true;
  const add = (inner: Frame): boolean => {
    for (const entry of node.entries) {
      if (entry.kind === "Spread") {
        const spread = entriesOf(evaluation, evaluate(evaluation, inner, entry.value));
        if (spread && !spendItems(evaluation, entry, spread.size)) return false;
        for (const [key, value] of spread ?? []) {
          entries.set(key, value);
          spreadKeys ??= new Set();
          spreadKeys.add(key);
        }
        if (!spread) known = false;
        continue;
      }
      const key = literalText(entry.key) ?? interpolatedText(evaluate(evaluation, inner, entry.key));
      if (!spendItems(evaluation, entry, 1)) return false;
      const value = evaluate(evaluation, inner, entry.value);
      if (key === null) {
        known = false;
        continue;
      }
      const before = entries.get(key);
      if (before && !spreadKeys?.delete(key) && sameValue(evaluation, before, value) === false)
        reportOnce(evaluation)(duplicateKey, entry.key, { key });
      entries.set(key, value);
    }
    return entries.size <= limits.items;
  };
  const within = node.comprehension ? forEach(evaluation, frame, node.comprehension, add) : add(frame);
  if (within === null) return unknown;
  if (entries.size > limits.items) return tooLarge(evaluation, node, "entries", limits.items);
  if (!within) return unknown;
  return known ? { kind: "map", entries } : unknown;
}

/** Runs a comprehension; false when `add` says that it grew too large, null when it goes through nothing known. */
function forEach(
  evaluation: Evaluation,
  frame: Frame,
  node: ast.ForClause,
  add: (inner: Frame) => boolean,
): boolean | null {
  const iterable = evaluate(evaluation, frame, node.iterable);
  const items = iterable.kind === "list" ? iterable.items.entries() : entriesOf(evaluation, iterable);
  if (items === null) return null;
  const [first, second] = node.names;
  for (const [key, item] of items) {
    const locals = new Map(frame.locals);
    if (first) locals.set(first.text, second ? keyValue(key) : item);
    if (second) locals.set(second.text, item);
    const inner = { ...frame, locals };
    if (node.condition) {
      const condition = evaluate(evaluation, inner, node.condition);
      if (condition.kind !== "bool") return null;
      if (!condition.value) continue;
    }
    if (!add(inner)) return false;
  }
  return true;
}

function keyValue(key: number | string): Value {
  return typeof key === "string" ? stringValue(key) : { kind: "int", value: wholeNumber(key) };
}

function evaluateMatch(evaluation: Evaluation, frame: Frame, node: ast.Match): Value {
  const subject = evaluate(evaluation, frame, node.subject);
  if (subject.kind === "unknown") return unknown;
  for (const arm of node.arms) {
    const taken =
      arm.patterns.length === 0 ||
      arm.patterns.some((pattern) => sameValue(evaluation, subject, evaluate(evaluation, frame, pattern)));
    if (taken) return evaluate(evaluation, frame, arm.value);
  }
  return unknown;
}

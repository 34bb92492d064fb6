import Big from "big.js";
import { assertNever } from "../../base/assert-never.ts";
import { circularDefinition } from "../../diagnostics/codes/circular-definition.ts";
import { literalText } from "../../semantics/literal-text.ts";
import type { DeclarationSymbol, Symbol } from "../../semantics/symbols.ts";
import type * as ast from "../../syntax/ast.ts";
import { evaluateCall } from "./call.ts";
import { sameValue } from "./compare.ts";
import { type Evaluation, type Frame, limits, reportOnce, spend, tooLarge } from "./evaluation.ts";
import { instanceOf, readAll, readMember } from "./instance.ts";
import { numberValue } from "./literal.ts";
import { evaluateBinary, evaluateUnary } from "./operator.ts";
import { boolValue, nothing, stringValue, unknown, type Value } from "./value.ts";
import { interpolatedText } from "./value-text.ts";

/** The value of an expression. Unknown where it has none, for a reason that is reported. */
export function evaluate(evaluation: Evaluation, frame: Frame, node: ast.Expression): Value {
  if (!spend(evaluation, node.span) || evaluation.analysis.poisoned.has(node)) return unknown;
  switch (node.kind) {
    case "BoolLiteral":
      return boolValue(node.value);
    case "NullLiteral":
      return nothing;
    case "NumberLiteral":
      return numberValue(node) ?? unknown;
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

function evaluateString(evaluation: Evaluation, frame: Frame, node: ast.StringLiteral): Value {
  let text = "";
  for (const part of node.parts) {
    if (part.kind === "StringText") {
      text += part.value;
      continue;
    }
    const piece = interpolatedText(evaluate(evaluation, frame, part.expression));
    if (piece === null) return unknown;
    text += piece;
  }
  return text.length > limits.text
    ? tooLarge(evaluation, node.span, "characters of text", limits.text)
    : stringValue(text);
}

function evaluateReference(evaluation: Evaluation, frame: Frame, node: ast.Reference): Value {
  const symbol = evaluation.analysis.resolutions.get(node);
  return symbol ? valueOfSymbol(evaluation, frame, symbol) : unknown;
}

/** The value of what a name means, as an environment sees it. */
export function valueOfSymbol(evaluation: Evaluation, frame: Frame, symbol: Symbol): Value {
  switch (symbol.kind) {
    case "local":
      return frame.locals.get(symbol.name) ?? unknown;
    case "let":
      return valueOfLet(evaluation, frame.environment, symbol);
    case "param":
      return evaluation.params.get(symbol) ?? unknown;
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

function valueOfLet(
  evaluation: Evaluation,
  environment: DeclarationSymbol | null,
  symbol: Symbol & { kind: "let" },
): Value {
  let known = evaluation.lets.get(environment);
  if (!known) {
    known = new Map();
    evaluation.lets.set(environment, known);
  }
  const value = known.get(symbol);
  if (value) return value;
  // A circle through a declaration's field meets the unfinished `let` again: the field reports it.
  known.set(symbol, unknown);
  const found = evaluate(evaluation, { module: symbol.module, environment, locals: new Map() }, symbol.node.value);
  known.set(symbol, found);
  return found;
}

function evaluateMember(evaluation: Evaluation, frame: Frame, node: ast.Member): Value {
  const symbol = evaluation.analysis.resolutions.get(node);
  if (symbol) return valueOfSymbol(evaluation, { ...frame, environment: viewedFrom(evaluation, frame, node) }, symbol);
  const object = evaluate(evaluation, frame, node.object);
  const name = node.name.text;
  switch (object.kind) {
    case "reference":
      if (name === "name") return stringValue(object.symbol.name);
      return object.instance ? readChecked(evaluation, object.instance, node) : unknown;
    case "block":
      return readChecked(evaluation, object.instance, node);
    case "map":
      return object.entries.get(name) ?? nothing;
    case "range":
      return name === "min" ? object.from : object.to;
    default:
      return unknown;
  }
}

// environment.prod.fleet.web is the fleet as prod has it; fleet.web alone, as the environment at hand has it.
function viewedFrom(evaluation: Evaluation, frame: Frame, node: ast.Member): DeclarationSymbol | null {
  if (node.object.kind !== "Member") return frame.environment;
  const type = evaluation.analysis.types.get(node.object);
  if (type?.kind !== "view") return frame.environment;
  const environment = evaluate(evaluation, frame, node.object.object);
  return environment.kind === "reference" && environment.symbol.kind === "declaration"
    ? environment.symbol
    : frame.environment;
}

function readChecked(evaluation: Evaluation, instance: Parameters<typeof readMember>[1], node: ast.Member): Value {
  const name = node.name.text;
  const start = evaluation.open.findIndex((each) => each.instance === instance && each.name === name);
  if (start < 0) return readMember(evaluation, instance, name);
  const cycle = [...evaluation.open.slice(start), { instance, name }].map(
    (each) => `${each.instance.symbol.kindName}.${each.instance.symbol.name}.${each.name}`,
  );
  reportOnce(evaluation)(circularDefinition, node.span, { cycle });
  return unknown;
}

function evaluateIndex(evaluation: Evaluation, frame: Frame, node: ast.Index): Value {
  const object = evaluate(evaluation, frame, node.object);
  const index = evaluate(evaluation, frame, node.index);
  if (object.kind === "list" && index.kind === "int") return object.items[index.value.toNumber()] ?? nothing;
  if (object.kind === "map" && index.kind === "string") return object.entries.get(index.value) ?? nothing;
  return unknown;
}

function evaluateList(evaluation: Evaluation, frame: Frame, node: ast.ListExpression): Value {
  const items: Value[] = [];
  let known = true;
  const add = (inner: Frame): boolean => {
    for (const element of node.elements) {
      if (element.kind !== "Spread") {
        items.push(evaluate(evaluation, inner, element));
        continue;
      }
      const spread = evaluate(evaluation, inner, element.value);
      if (spread.kind === "list") items.push(...spread.items);
      else known = false;
    }
    return items.length <= limits.items;
  };
  const within = node.comprehension ? forEach(evaluation, frame, node.comprehension, add) : add(frame);
  if (within === null) return unknown;
  if (!within) return tooLarge(evaluation, node.span, "items", limits.items);
  return known ? { kind: "list", items } : unknown;
}

function evaluateMap(evaluation: Evaluation, frame: Frame, node: ast.MapExpression): Value {
  const entries = new Map<string, Value>();
  let known = true;
  const add = (inner: Frame): boolean => {
    for (const entry of node.entries) {
      if (entry.kind === "Spread") {
        const spread = entriesOf(evaluation, evaluate(evaluation, inner, entry.value));
        for (const [key, value] of spread ?? []) entries.set(key, value);
        if (!spread) known = false;
        continue;
      }
      const key = literalText(entry.key) ?? interpolatedText(evaluate(evaluation, inner, entry.key));
      if (key === null) known = false;
      else entries.set(key, evaluate(evaluation, inner, entry.value));
    }
    return entries.size <= limits.items;
  };
  const within = node.comprehension ? forEach(evaluation, frame, node.comprehension, add) : add(frame);
  if (within === null) return unknown;
  if (!within) return tooLarge(evaluation, node.span, "entries", limits.items);
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
  const pairs: Iterable<readonly [Value, Value]> | null =
    iterable.kind === "list"
      ? iterable.items.map((item, index) => [{ kind: "int", value: new Big(index) }, item] as const)
      : [...(entriesOf(evaluation, iterable) ?? [])].map(([key, value]) => [stringValue(key), value] as const);
  if (iterable.kind !== "list" && iterable.kind !== "map" && iterable.kind !== "block") return null;
  const [first, second] = node.names;
  for (const [key, item] of pairs) {
    const locals = new Map(frame.locals);
    if (first) locals.set(first.text, second ? key : item);
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

function entriesOf(evaluation: Evaluation, value: Value): ReadonlyMap<string, Value> | null {
  if (value.kind === "map") return value.entries;
  return value.kind === "block" ? readAll(evaluation, value.instance) : null;
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

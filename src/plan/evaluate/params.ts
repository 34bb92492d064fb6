import type { Span } from "../../base/span.ts";
import { parameterInvalid } from "../../diagnostics/codes/parameter-invalid.ts";
import { parameterUnknown } from "../../diagnostics/codes/parameter-unknown.ts";
import { hasErrors } from "../../diagnostics/diagnostic.ts";
import { isAssignable } from "../../semantics/assignable.ts";
import type { Parse } from "../../semantics/load-modules.ts";
import { resolveType } from "../../semantics/resolve-type.ts";
import { suggest } from "../../semantics/suggest.ts";
import type { ParamSymbol } from "../../semantics/symbols.ts";
import { typeText } from "../../semantics/type-text.ts";
import { holdsSecret, required, type Type, unrefined } from "../../semantics/types.ts";
import type * as ast from "../../syntax/ast.ts";
import { coerce } from "./coerce.ts";
import type { Evaluation } from "./evaluation.ts";
import { defaultOfParam } from "./expression.ts";
import { evaluateLiteral } from "./literal.ts";
import { parameterSource } from "./parameter-source.ts";
import { boolValue, isOfOneMeasure, nothing, stringValue, unknown, type Value } from "./value.ts";

/** Gives all parameters their values: as given, else their defaults, else unknown (which only a build needs to report). */
export function bindParameters(
  evaluation: Evaluation,
  given: ReadonlyMap<string, string>,
  parse: Parse,
  missing: (symbol: ParamSymbol) => void,
): void {
  const symbols = paramSymbols(evaluation);
  for (const [name, text] of given) {
    if (symbols.some((symbol) => symbol.name === name)) continue;
    const known = symbols.map((symbol) => symbol.name);
    evaluation.report(
      parameterUnknown,
      { uri: parameterSource(name, text).uri, start: 0, end: name.length },
      { name, suggestion: suggest(name, known), known },
    );
  }
  const values = new Map<ParamSymbol, Value>();
  for (const symbol of symbols) {
    const text = given.get(symbol.name);
    if (text === undefined) continue;
    const type = resolveType(symbol.node.type, {
      report: () => {},
      kindNames: evaluation.analysis.kinds,
    });
    values.set(symbol, fromText(evaluation, symbol, type, text, parse));
  }
  for (const [symbol, value] of values) evaluation.params.set(symbol, value);
  for (const symbol of symbols) {
    if (!symbol.node.default) {
      if (!values.has(symbol)) missing(symbol);
      continue;
    }
    // A default is looked at though another value is given: the next build may need it.
    if (!evaluation.params.has(symbol) || values.has(symbol)) defaultOfParam(evaluation, symbol);
    const value = values.get(symbol);
    if (value) evaluation.params.set(symbol, value);
  }
}

function paramSymbols({ analysis }: Evaluation): readonly ParamSymbol[] {
  const found: ParamSymbol[] = [];
  for (const module of analysis.all.values()) {
    for (const symbols of module.declared.values()) {
      for (const symbol of symbols) if (symbol.kind === "param") found.push(symbol);
    }
  }
  return found;
}

function fromText(evaluation: Evaluation, symbol: ParamSymbol, type: Type, text: string, parse: Parse): Value {
  const span = wholeSpan(symbol.name, text);
  const node: ast.Expression = { kind: "Missing", ...span };
  const value = isText(type) ? stringValue(text) : isSecret(type) ? secretValue(text) : readLiteral(text, parse);
  if (value === null || !fitsType(value, type)) {
    const { name } = symbol;
    // What was given may be the secret itself: it is neither quoted nor shown as the place.
    if (holdsSecret(type))
      evaluation.report(parameterInvalid, symbol.nameSpan, { name, type: typeText(required(type)), text: null });
    else evaluation.report(parameterInvalid, span, { name, type: typeText(type), text });
    return unknown;
  }
  return coerce(evaluation, value, type, node, "main.immu", { name: symbol.name, doc: symbol.node.doc });
}

function isText(type: Type): boolean {
  const plain = unrefined(required(type));
  const members = plain.kind === "union" ? plain.members.map(unrefined) : [plain];
  return members.every((member) => member.kind === "string" || member.kind === "literal");
}

function isSecret(type: Type): boolean {
  return required(type).kind === "secret";
}

// A secret is given by its address, as `secret(…)` takes it.
function secretValue(text: string): Value | null {
  return /^(ssm:\/[A-Za-z0-9_./-]+|asm:[A-Za-z0-9_./+=@-]+)$/.test(text) ? { kind: "secret", address: text } : null;
}

// A literal, read by the language's own parser.
function readLiteral(text: string, parse: Parse): Value | null {
  const parsed = parse({ uri: "--param", text: `let value = ${text}\n` });
  const [item, ...others] = parsed.value.items;
  if (hasErrors(parsed.diagnostics) || item?.kind !== "Let" || others.length > 0) return null;
  return literalValue(item.value);
}

function literalValue(node: ast.Expression): Value | null {
  switch (node.kind) {
    case "BoolLiteral":
      return boolValue(node.value);
    case "NullLiteral":
      return nothing;
    case "StringLiteral":
      return typeof node.content === "string" ? stringValue(node.content) : null;
    case "ListExpression": {
      const items: Value[] = [];
      for (const element of node.elements) {
        const item = element.kind === "Spread" ? null : literalValue(element);
        if (item === null) return null;
        items.push(item);
      }
      return node.comprehension ? null : { kind: "list", items };
    }
    case "MapExpression": {
      const entries = new Map<string, Value>();
      for (const entry of node.entries) {
        const key = entry.kind === "Spread" ? null : literalValue(entry.key);
        const value = entry.kind === "Spread" ? null : literalValue(entry.value);
        if (key?.kind !== "string" || value === null) return null;
        entries.set(key.value, value);
      }
      return node.comprehension ? null : { kind: "map", entries };
    }
    case "Call": {
      const [argument, ...others] = node.arguments;
      const isSecretCall = node.callee.kind === "Reference" && node.callee.text === "secret";
      const address = argument && literalValue(argument.value);
      return isSecretCall && others.length === 0 && address?.kind === "string" ? secretValue(address.value) : null;
    }
    default: {
      const value = evaluateLiteral(node);
      if (value?.kind !== "range") return value;
      const { from, to } = value;
      return isOfOneMeasure(from, to) && from.value.lte(to.value) ? value : null;
    }
  }
}

function fitsType(value: Value, type: Type): boolean {
  return isAssignable(typeOfLiteral(value), type);
}

function typeOfLiteral(value: Value): Type {
  switch (value.kind) {
    case "string":
      return { kind: "literal", value: value.value };
    case "list": {
      const members = value.items.map(typeOfLiteral);
      return { kind: "list", element: members.length === 0 ? { kind: "never" } : { kind: "union", members } };
    }
    case "map":
      return {
        kind: "record",
        fields: new Map([...value.entries].map(([key, item]) => [key, { type: typeOfLiteral(item), optional: false }])),
      };
    case "range":
      return { kind: "range", element: { kind: value.from.kind === "int" ? value.to.kind : value.from.kind } };
    case "secret":
    case "bool":
    case "null":
    case "int":
    case "decimal":
    case "duration":
    case "bytes":
    case "percent":
      return { kind: value.kind };
    default:
      return { kind: "never" };
  }
}

function wholeSpan(name: string, text: string): Span {
  const source = parameterSource(name, text);
  return { uri: source.uri, start: name.length + 1, end: source.text.length };
}

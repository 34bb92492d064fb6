import { operatorMismatch } from "../../diagnostics/codes/operator-mismatch.ts";
import { pairArguments } from "../../semantics/check/call.ts";
import { resolveType } from "../../semantics/resolve-type.ts";
import type { FnSymbol } from "../../semantics/symbols.ts";
import type { Type } from "../../semantics/types.ts";
import type * as ast from "../../syntax/ast.ts";
import { builtins } from "./builtins.ts";
import { coerce } from "./coerce.ts";
import { type Evaluation, type Frame, reportOnce, spend, spendItems, spendText, tooLarge } from "./evaluation.ts";
import { evaluate } from "./expression.ts";
import { unknown, type Value } from "./value.ts";

/** The value of a call: of the function's body, or of what the compiler has in its place. */
export function evaluateCall(evaluation: Evaluation, frame: Frame, node: ast.Call): Value {
  const symbol = evaluation.analysis.resolutions.get(node.callee);
  if (symbol?.kind !== "fn") return unknown;
  const locals = bindArguments(evaluation, frame, node, symbol);
  if ([...locals.values()].some((value) => value.kind === "unknown")) return unknown;
  const { body } = symbol.node;
  if (body) {
    const generic = symbol.node.typeParameters.length > 0 ? { call: frame.call ?? node.span } : {};
    const inner = { module: symbol.module, environment: frame.environment, locals, ...generic };
    const value = evaluate(evaluation, inner, body);
    return coerce(evaluation, value, typeOf(evaluation, symbol, symbol.node.result), node, symbol.module, {
      name: `${symbol.name}(…)`,
    });
  }
  const builtin = Object.hasOwn(builtins, symbol.name) ? builtins[symbol.name] : undefined;
  const result = builtin?.([...locals.values()], evaluation) ?? unknown;
  if (!spend(evaluation, node.span, 0)) return unknown;
  if (result.kind === "excess") return tooLarge(evaluation, node.span, result.what, result.limit);
  if (result.kind === "misfit") {
    const values = {
      operator: symbol.name,
      left: result.what,
      right: null,
      hint: "it takes numbers, times, sizes, shares or texts, all of one type",
    };
    reportOnce(evaluation)(operatorMismatch, frame.call ?? node.span, values);
    return unknown;
  }
  return spendItems(evaluation, node.span, sizeOf(result)) && spendText(evaluation, node.span, lengthOf(result))
    ? result
    : unknown;
}

// What making a value took.
function sizeOf(value: Value): number {
  if (value.kind === "list") return value.items.length;
  return value.kind === "map" ? value.entries.size : 0;
}

function lengthOf(value: Value): number {
  return value.kind === "string" ? value.value.length : 0;
}

function bindArguments(
  evaluation: Evaluation,
  frame: Frame,
  node: ast.Call,
  symbol: FnSymbol,
): ReadonlyMap<string, Value> {
  const { pairs } = pairArguments(symbol.node, node);
  const locals = new Map<string, Value>();
  for (const parameter of symbol.node.parameters) {
    const argument = pairs.get(parameter);
    const type = typeOf(evaluation, symbol, parameter.type);
    const purpose = { name: `${symbol.name}(${parameter.name.text})`, doc: symbol.node.doc };
    if (argument) {
      locals.set(
        parameter.name.text,
        coerce(evaluation, evaluate(evaluation, frame, argument.value), type, argument.value, frame.module, purpose),
      );
    } else if (parameter.default) {
      const own = { module: symbol.module, environment: frame.environment, locals: new Map() };
      locals.set(
        parameter.name.text,
        coerce(
          evaluation,
          evaluate(evaluation, own, parameter.default),
          type,
          parameter.default,
          symbol.module,
          purpose,
        ),
      );
    }
  }
  return locals;
}

const typeCache = new WeakMap<ast.TypeNode, Type>();

function typeOf(evaluation: Evaluation, symbol: FnSymbol, node: ast.TypeNode): Type {
  let type = typeCache.get(node);
  if (!type) {
    const typeParameters = new Set(symbol.node.typeParameters.map((name) => name.text));
    type = resolveType(node, {
      report: () => {},
      kindNames: evaluation.analysis.kinds,
      typeParameters,
    });
    typeCache.set(node, type);
  }
  return type;
}

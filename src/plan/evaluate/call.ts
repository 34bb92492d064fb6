import { pairArguments } from "../../semantics/check/call.ts";
import { resolveType } from "../../semantics/resolve-type.ts";
import type { FnSymbol } from "../../semantics/symbols.ts";
import type { Type } from "../../semantics/types.ts";
import type * as ast from "../../syntax/ast.ts";
import { builtins } from "./builtins.ts";
import { coerce } from "./coerce.ts";
import { type Evaluation, type Frame, tooLarge } from "./evaluation.ts";
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
    const value = evaluate(evaluation, { module: symbol.module, environment: frame.environment, locals }, body);
    return coerce(
      evaluation,
      value,
      typeOf(evaluation, symbol, symbol.node.result),
      node,
      symbol.module,
      `${symbol.name}(…)`,
    );
  }
  const builtin = Object.hasOwn(builtins, symbol.name) ? builtins[symbol.name] : undefined;
  const result = builtin?.([...locals.values()]) ?? unknown;
  return result.kind === "excess" ? tooLarge(evaluation, node.span, result.what, result.limit) : result;
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
    const what = `${symbol.name}(${parameter.name.text})`;
    if (argument) {
      locals.set(
        parameter.name.text,
        coerce(evaluation, evaluate(evaluation, frame, argument.value), type, argument.value, frame.module, what),
      );
    } else if (parameter.default) {
      const own = { module: symbol.module, environment: frame.environment, locals: new Map() };
      locals.set(
        parameter.name.text,
        coerce(evaluation, evaluate(evaluation, own, parameter.default), type, parameter.default, symbol.module, what),
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
      kindNames: new Set(evaluation.analysis.kinds.keys()),
      typeParameters,
    });
    typeCache.set(node, type);
  }
  return type;
}

import { lookup } from "../../base/record.ts";
import { operatorMismatch } from "../../diagnostics/codes/operator-mismatch.ts";
import { pairArguments } from "../../semantics/check/call.ts";
import { type Signature, signatureOf } from "../../semantics/check/signature.ts";
import type { FnSymbol } from "../../semantics/symbols.ts";
import type * as ast from "../../syntax/ast.ts";
import { builtins } from "./builtins.ts";
import { coerce } from "./coerce.ts";
import {
  type Evaluation,
  type Frame,
  noLocals,
  reportOnce,
  spend,
  spendItems,
  spendReading,
  spendText,
  tooLarge,
} from "./evaluation.ts";
import { evaluate } from "./expression.ts";
import { textOf, unknown, type Value } from "./value.ts";

/** The value of a call: of the function's body, or of what the compiler has in its place. */
export function evaluateCall(evaluation: Evaluation, frame: Frame, node: ast.Call): Value {
  const symbol = evaluation.analysis.resolutions.get(node.callee);
  // A callee that leads back to its function is reported where it does.
  if (symbol?.kind !== "fn" || evaluation.analysis.poisoned.has(node.callee)) return unknown;
  const signature = signatureOf(symbol, evaluation.analysis.kinds);
  const args = evaluateArguments(evaluation, frame, node, symbol, signature);
  if (args.some((value) => value.kind === "unknown")) return unknown;
  const { body } = symbol.node;
  if (body) {
    const locals = new Map<string, Value>();
    symbol.node.parameters.forEach(({ name }, place) => {
      locals.set(name.text, args[place] ?? unknown);
    });
    const generic = symbol.node.typeParameters.length > 0 ? { call: frame.call ?? node } : {};
    const inner = { module: symbol.module, environment: frame.environment, locals, ...generic };
    const value = evaluate(evaluation, inner, body);
    return coerce(evaluation, value, signature.result.type, node, symbol.module, signature.result);
  }
  spendReading(
    evaluation,
    args.reduce((sum, value) => sum + extentOf(value), 0),
  );
  if (!spend(evaluation, node, 0)) return unknown;
  const builtin = lookup(builtins, symbol.name);
  const result = builtin?.(args, evaluation) ?? unknown;
  if (!spend(evaluation, node, 0)) return unknown;
  if (result.kind === "excess") return tooLarge(evaluation, node, result.what, result.limit);
  if (result.kind === "misfit") {
    const values = {
      operator: symbol.name,
      left: result.what,
      right: null,
      hint: "it takes numbers, times, sizes, shares or texts, all of one type",
    };
    reportOnce(evaluation)(operatorMismatch, frame.call ?? node, values);
    return unknown;
  }
  return spendItems(evaluation, node, sizeOf(result)) && spendText(evaluation, node, lengthOf(result))
    ? result
    : unknown;
}

// How much there is to read of a value.
function extentOf(value: Value): number {
  if (value.kind !== "list") return lengthOf(value);
  // An item takes as long as a few characters.
  return value.items.reduce((sum, item) => sum + lengthOf(item), 4 * value.items.length);
}

// What making a value took.
function sizeOf(value: Value): number {
  if (value.kind === "list") return value.items.length;
  return value.kind === "map" ? value.entries.size : 0;
}

function lengthOf(value: Value): number {
  return textOf(value)?.length ?? 0;
}

// By the place of the parameter that each is for.
function evaluateArguments(
  evaluation: Evaluation,
  frame: Frame,
  node: ast.Call,
  symbol: FnSymbol,
  signature: Signature,
): readonly Value[] {
  const { given } = pairArguments(symbol.node, node);
  return signature.parameters.map((parameter, place) => {
    const argument = given[place];
    const written = argument?.value ?? symbol.node.parameters[place]?.default;
    if (!written) return unknown;
    const from = argument ? frame : { module: symbol.module, environment: frame.environment, locals: noLocals };
    return coerce(evaluation, evaluate(evaluation, from, written), parameter.type, written, from.module, parameter);
  });
}

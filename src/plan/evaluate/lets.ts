import { type Evaluation, noLocals } from "./evaluation.ts";
import { valueOfSymbol } from "./expression.ts";

/** Evaluates the project's `let`s for their own sake, so that a mistake in one that nothing uses is found as well. */
export function evaluateLets(evaluation: Evaluation): void {
  for (const module of evaluation.analysis.all.values()) {
    if (module.std) continue;
    const frame = { module: module.uri, environment: null, locals: noLocals };
    for (const symbols of module.declared.values()) {
      for (const symbol of symbols) if (symbol.kind === "let") valueOfSymbol(evaluation, frame, symbol);
    }
  }
}

import { assertionFailed } from "../diagnostics/codes/assertion-failed.ts";
import { type Evaluation, noLocals } from "../plan/evaluate/evaluation.ts";
import { evaluate } from "../plan/evaluate/expression.ts";
import { valueText } from "../plan/evaluate/value-text.ts";
import { literalText } from "../semantics/literal-text.ts";
import type * as ast from "../syntax/ast.ts";

/** Runs the tests that the project's own files declare; each assertion that does not hold is a finding. */
export function runTests(evaluation: Evaluation): void {
  for (const module of evaluation.analysis.all.values()) {
    if (module.std) continue;
    for (const item of module.file.items) if (item.kind === "Test") runTest(evaluation, module.uri, item);
  }
}

function runTest(evaluation: Evaluation, module: string, test: ast.Test): void {
  const title = test.title.kind === "StringLiteral" ? (literalText(test.title) ?? "") : "";
  const frame = { module, environment: null, locals: noLocals };
  for (const { condition, message } of test.assertions) {
    const result = evaluate(evaluation, frame, condition);
    if (result.kind !== "bool" || result.value) continue;
    const said = message ? evaluate(evaluation, frame, message) : null;
    const values = {
      test: title,
      message: said?.kind === "string" ? said.value : null,
      values: operandsText(evaluation, module, condition),
    };
    evaluation.report(assertionFailed, condition, values);
  }
}

// `3 >= 4`: what the two sides of a failed comparison came to.
function operandsText(evaluation: Evaluation, module: string, condition: ast.Expression): string | null {
  if (condition.kind !== "Binary" || ["and", "or", "??"].includes(condition.operator)) return null;
  const frame = { module, environment: null, locals: noLocals };
  const [left, right] = [condition.left, condition.right].map((side) => valueText(evaluate(evaluation, frame, side)));
  return `${left} ${condition.operator} ${right}`;
}

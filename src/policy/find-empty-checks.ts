import { emptyCheck } from "../diagnostics/codes/empty-check.ts";
import type { Evaluation } from "../plan/evaluate/evaluation.ts";
import { literalText } from "../semantics/literal-text.ts";

/** Finds policies and tests of the project's own files that nothing can break. */
export function findEmptyChecks({ analysis, report }: Evaluation): void {
  for (const module of analysis.all.values()) {
    if (module.std) continue;
    for (const item of module.file.items) {
      if (item.kind === "Policy" && item.requirements.length === 0) {
        report(emptyCheck, item.name, { kind: "policy", name: item.name.text });
      } else if (item.kind === "Test" && item.assertions.length === 0) {
        const name = item.title.kind === "StringLiteral" ? (literalText(item.title) ?? "") : "";
        report(emptyCheck, item.title, { kind: "test", name });
      }
    }
  }
}

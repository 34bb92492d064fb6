import { groupBy } from "../../base/group-by.ts";
import { type Span, spanOf } from "../../base/span.ts";
import { valueRefused } from "../../diagnostics/codes/value-refused.ts";
import { usedHere } from "../../diagnostics/used-here.ts";
import { literalText } from "../../semantics/literal-text.ts";
import { type Evaluation, type Refused, reportOnce } from "./evaluation.ts";

/**
 * Reports the values of names that were refused since it was last asked. One that no place takes is told of once, where it
 * is written, if several refuse it or what was meant is known; all else where it is used.
 */
export function settleRefused(evaluation: Evaluation): void {
  const { refused, taken } = evaluation;
  for (const [source, alike] of groupBy(refused.splice(0), (each) => each.source)) {
    const [first] = alike;
    if (first === undefined) continue;
    const uses = [...groupBy(alike, ({ use }) => `${use.uri} ${use.start}`).values()].flatMap(([each]) => each ?? []);
    const isWrong = !taken.has(source) && (uses.length > 1 || first.values.meant !== null);
    if (isWrong)
      reportRefused(
        evaluation,
        { ...first, use: source },
        uses.map(({ use }) => spanOf(use)),
      );
    else for (const each of uses) reportRefused(evaluation, each);
  }
}

/** Reports a value where it is used. */
export function reportRefused(evaluation: Evaluation, { use, values }: Refused, uses: readonly Span[] = []): void {
  const { meant } = values;
  const isWritten = use.kind === "StringLiteral" && literalText(use) !== null;
  const fixes =
    meant !== null && isWritten ? [{ title: `write \`${meant}\``, edits: [{ span: spanOf(use), text: meant }] }] : [];
  reportOnce(evaluation)(valueRefused, use, values, { fixes, related: usedHere(uses) });
}

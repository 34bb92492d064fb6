import { groupBy } from "../../base/group-by.ts";
import { spanOf } from "../../base/span.ts";
import { collectInto } from "../../diagnostics/definition.ts";
import type { Diagnostic, RelatedSpan } from "../../diagnostics/diagnostic.ts";
import type * as ast from "../../syntax/ast.ts";
import { typeText } from "../type-text.ts";
import { valueSource } from "../value-source.ts";
import type { CheckContext, Misfit } from "./context.ts";
import { check } from "./expression.ts";
import { moduleScope } from "./symbol-type.ts";

/**
 * What to say of the names that do not fit their places. A value that fits none of them is told of once, where it is
 * written, if several places want the same of it, or it has but one and what was meant can be told. All else is reported
 * where it is used.
 */
export function settleMisfits(context: CheckContext): readonly Diagnostic[] {
  const { misfits, fitting } = context;
  const told: Diagnostic[] = [];
  for (const [source, alike] of groupBy(misfits ?? [], (misfit) => misfit.source)) {
    const found = fitting.has(source) ? [] : wrongAtSource(context, alike);
    if (found.length === 0) for (const misfit of alike) misfit.report();
    told.push(...found);
  }
  return told;
}

// What is wrong with the value, as the places that use it want it; nothing where they want it differently.
function wrongAtSource(context: CheckContext, alike: readonly Misfit[]): readonly Diagnostic[] {
  const [first] = alike;
  if (first === undefined) return [];
  const { source, wanted, what } = first;
  const text = typeText(wanted);
  if (alike.some((other) => typeText(other.wanted) !== text)) return [];
  const found: Diagnostic[] = [];
  const poisoned = new Set<ast.Expression>();
  const trial = { ...context, report: collectInto(found), poisoned, misfits: null };
  check(trial, moduleScope(context, source.uri), source, wanted, what);
  const isSure = alike.length > 1 || (found.every(({ fixes }) => fixes.length > 0) && usesOf(context, source) < 2);
  if (!isSure) return [];
  for (const each of poisoned) context.poisoned.add(each);
  const related = alike.map(({ use }): RelatedSpan => ({ span: spanOf(use), message: "used here" }));
  return found.map((finding) => ({ ...finding, related: [...finding.related, ...related] }));
}

function usesOf({ resolutions }: CheckContext, source: ast.Expression): number {
  return [...resolutions.keys()].filter((node) => valueSource(resolutions, node) === source).length;
}

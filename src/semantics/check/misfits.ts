import { groupBy } from "../../base/group-by.ts";
import { spanOf } from "../../base/span.ts";
import type { Report } from "../../diagnostics/definition.ts";
import { usedHere } from "../../diagnostics/used-here.ts";
import type * as ast from "../../syntax/ast.ts";
import { typeText } from "../type-text.ts";
import { valueSource } from "../value-source.ts";
import type { CheckContext, Misfit } from "./context.ts";
import { check } from "./expression.ts";
import { moduleScope } from "./symbol-type.ts";

/**
 * Reports the names that do not fit their places. A value that fits none of them is told of once, where it is written, if
 * several places want the same of it, or it has but one and what was meant can be told. All else is reported where it is
 * used.
 */
export function settleMisfits(context: CheckContext): void {
  const { misfits, fitting } = context;
  if (misfits === null || misfits.length === 0) return;
  const uses = countUses(context);
  for (const [source, alike] of groupBy(misfits, (misfit) => misfit.source)) {
    const isOnlyUse = (uses.get(source) ?? 0) < 2;
    if (fitting.has(source) || !reportAtSource(context, alike, isOnlyUse)) for (const misfit of alike) misfit.report();
  }
}

// How often each value is used by a name.
function countUses({ resolutions }: CheckContext): ReadonlyMap<ast.Expression, number> {
  const uses = new Map<ast.Expression, number>();
  for (const node of resolutions.keys()) {
    const source = valueSource(resolutions, node);
    if (source !== null) uses.set(source, (uses.get(source) ?? 0) + 1);
  }
  return uses;
}

/** A finding about a value where it is written. */
interface Finding {
  readonly isMended: boolean;
  readonly report: () => void;
}

// Reports what is wrong with a value, as the places that use it want it, unless they want it differently; whether it did.
function reportAtSource(context: CheckContext, alike: readonly [Misfit, ...Misfit[]], isOnlyUse: boolean): boolean {
  const { source, wanted, what } = alike[0];
  const text = typeText(wanted);
  if (alike.some((other) => typeText(other.wanted) !== text)) return false;
  const uses = usedHere(alike.map(({ use }) => spanOf(use)));
  const found: Finding[] = [];
  const report: Report = (definition, span, values, details = {}) => {
    const { fixes = [], related = [] } = details;
    const whole = { fixes, related: [...related, ...uses] };
    found.push({ isMended: fixes.length > 0, report: () => context.report(definition, span, values, whole) });
  };
  const poisoned = new Set<ast.Expression>();
  const trial = { ...context, report, poisoned, misfits: null };
  check(trial, moduleScope(context, source.uri), source, wanted, what);
  const isSure = alike.length > 1 || (isOnlyUse && found.every(({ isMended }) => isMended));
  if (!isSure || found.length === 0) return false;
  for (const each of poisoned) context.poisoned.add(each);
  for (const finding of found) finding.report();
  return true;
}

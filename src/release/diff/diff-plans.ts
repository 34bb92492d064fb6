import { canonicalJson } from "../../base/json.ts";
import { compareCodePoints } from "../../base/order.ts";
import type { Plan } from "../../plan/model.ts";
import { type DeclarationKind, declarationsOf } from "./declarations.ts";
import { effectsOf } from "./effects.ts";
import { type OwnChange, ownChanges } from "./own-changes.ts";
import type { DeclarationChange, PlanDiff } from "./plan-diff.ts";

/**
 * What differs between two Plans of a project, in the language's own terms, and what each difference causes. Plans that
 * mean the same give nothing. Both must be made with the same history, as what is live is no change of the source.
 */
export function diffPlans(before: Plan, after: Plan): PlanDiff {
  const own = ownChanges(before, after);
  return { changes: group(own, before, after), effects: effectsOf(before, after, own) };
}

/** Says once what holds in several environments. */
function group(own: readonly OwnChange[], before: Plan, after: Plan): readonly DeclarationChange[] {
  // One change at a time: a fleet's port may change everywhere and its size in one place.
  const whole = new Set(
    own.flatMap(({ kind, name, status }) => (kind === "environment" && status !== "changed" ? [name] : [])),
  );
  const single = new Map<string, { readonly change: OwnChange; readonly environments: Set<string> }>();
  // What is in an environment comes and goes with it.
  for (const change of own.filter(({ environment }) => environment === null || !whole.has(environment)))
    for (const fields of change.status === "changed" ? change.fields.map((field) => [field]) : [[]]) {
      const key = canonicalJson([change.kind, change.name, change.status, fields]);
      const same = single.get(key) ?? { change: { ...change, fields }, environments: new Set() };
      if (change.environment !== null) same.environments.add(change.environment);
      single.set(key, same);
    }
  const grouped = new Map<string, DeclarationChange>();
  for (const { change, environments } of single.values()) {
    const { kind, name, status, fields } = change;
    const where = [...environments].sort(compareCodePoints);
    const holders = environmentsWith(status === "removed" ? before : after, kind, name);
    const everywhere = holders.every((holder) => environments.has(holder) || whole.has(holder));
    const key = canonicalJson([kind, name, status, everywhere ? null : where]);
    const same = grouped.get(key);
    if (same === undefined) grouped.set(key, { kind, name, environments: everywhere ? null : where, status, fields });
    else grouped.set(key, { ...same, fields: [...same.fields, ...fields] });
  }
  return [...grouped.values()];
}

function environmentsWith(plan: Plan, kind: DeclarationKind, name: string): readonly string[] {
  const all = declarationsOf(plan).filter((each) => each.kind === kind && each.name === name);
  return all.flatMap(({ environment }) => (environment === null ? [] : [environment]));
}

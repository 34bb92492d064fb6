import type { Span } from "../base/span.ts";
import type { Evaluation } from "../plan/evaluate/evaluation.ts";
import { instanceOf, memberSpan, readMember } from "../plan/evaluate/instance.ts";
import type { Instance, Value } from "../plan/evaluate/value.ts";
import type { DeclarationSymbol } from "../semantics/symbols.ts";

/**
 * The declarations of the standard library that some of the project's refer to, with where the first does: a rollout that
 * a fleet takes from there. What is only extended is no such use.
 */
export function usedFromLibrary(
  evaluation: Evaluation,
  declared: readonly DeclarationSymbol[],
  environments: readonly (DeclarationSymbol | null)[],
): ReadonlyMap<DeclarationSymbol, Span> {
  const found = new Map<DeclarationSymbol, Span>();
  for (const symbol of declared)
    for (const environment of environments) collect(evaluation, instanceOf(evaluation, symbol, environment), found);
  return found;
}

function collect(evaluation: Evaluation, instance: Instance, found: Map<DeclarationSymbol, Span>): void {
  for (const name of instance.members.keys()) {
    const place = (): Span => memberSpan(instance, name) ?? instance.symbol.nameSpan;
    look(evaluation, readMember(evaluation, instance, name), place, found);
  }
}

function look(evaluation: Evaluation, value: Value, place: () => Span, found: Map<DeclarationSymbol, Span>): void {
  switch (value.kind) {
    case "reference":
      if (value.symbol.kind === "declaration" && isLibrary(value.symbol) && !found.has(value.symbol))
        found.set(value.symbol, place());
      break;
    case "block":
      collect(evaluation, value.instance, found);
      break;
    case "list":
      for (const item of value.items) look(evaluation, item, place, found);
      break;
    case "map":
      for (const item of value.entries.values()) look(evaluation, item, place, found);
      break;
    default:
  }
}

function isLibrary({ module }: DeclarationSymbol): boolean {
  return module.startsWith("std/");
}

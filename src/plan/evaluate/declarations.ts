import type { DeclarationSymbol } from "../../semantics/symbols.ts";
import { projectDeclarations } from "../declarations.ts";
import type { Evaluation } from "./evaluation.ts";
import { instanceOf, readMember } from "./instance.ts";
import type { Instance } from "./value.ts";

/**
 * Evaluates every declaration of the project's files for its own sake, abstract ones too, as each environment has it:
 * a mistake in one that nothing uses is found as well.
 */
export function evaluateDeclarations(evaluation: Evaluation): void {
  const environments = projectDeclarations(evaluation.analysis).filter((symbol) => symbol.kindName === "environment");
  for (const symbol of allDeclarations(evaluation)) {
    readEverything(evaluation, instanceOf(evaluation, symbol, null));
    for (const environment of environments) {
      const instance = instanceOf(evaluation, symbol, environment);
      if (instance.environment === environment) readEverything(evaluation, instance);
    }
  }
}

function allDeclarations(evaluation: Evaluation): readonly DeclarationSymbol[] {
  const found: DeclarationSymbol[] = [];
  for (const module of evaluation.analysis.all.values()) {
    if (module.std) continue;
    for (const symbols of module.declared.values()) {
      for (const symbol of symbols) if (symbol.kind === "declaration") found.push(symbol);
    }
  }
  return found;
}

function readEverything(evaluation: Evaluation, instance: Instance): void {
  for (const [name, member] of instance.members) {
    const value = readMember(evaluation, instance, name);
    if (member.kind !== "block") continue;
    if (value.kind === "block") readEverything(evaluation, value.instance);
    for (const block of value.kind === "map" ? value.entries.values() : [])
      if (block.kind === "block") readEverything(evaluation, block.instance);
  }
}

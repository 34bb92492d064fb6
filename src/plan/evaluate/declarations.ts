import type { Analysis } from "../../semantics/analyze.ts";
import type { DeclarationSymbol } from "../../semantics/symbols.ts";
import { projectDeclarations } from "../declarations.ts";
import type { Evaluation } from "./evaluation.ts";
import { instanceOf, overridesAnything, readMember } from "./instance.ts";
import { checkParity } from "./parity.ts";
import type { Instance } from "./value.ts";

/**
 * Evaluates every declaration of the project's files for its own sake, abstract ones too, as each environment has it:
 * a mistake in one that nothing uses is found as well, and one that would make environments differ where they may not.
 */
export function evaluateDeclarations(evaluation: Evaluation): void {
  const environments = projectDeclarations(evaluation.analysis).filter((symbol) => symbol.kindName === "environment");
  const differing = environments.filter((environment) => overridesAnything(evaluation, environment));
  const read = new Set<Instance>();
  for (const symbol of allDeclarations(evaluation)) {
    readEverything(evaluation, instanceOf(evaluation, symbol, null), read);
    for (const environment of environments)
      readEverything(evaluation, instanceOf(evaluation, symbol, environment), read);
    if (!symbol.node.abstract) checkParity(evaluation, symbol, differing);
  }
}

// What others extend comes before them: what they inherit as it is has its value then, however long the chain.
function allDeclarations({ analysis }: Evaluation): Iterable<DeclarationSymbol> {
  const found = new Set<DeclarationSymbol>();
  for (const module of analysis.all.values()) {
    if (module.std) continue;
    for (const symbols of module.declared.values()) {
      for (const symbol of symbols) if (symbol.kind === "declaration") addAfterBases(analysis, symbol, found);
    }
  }
  return found;
}

function addAfterBases({ all, parents }: Analysis, symbol: DeclarationSymbol, found: Set<DeclarationSymbol>): void {
  const chain: DeclarationSymbol[] = [];
  for (let at: DeclarationSymbol | undefined = symbol; at && !found.has(at); at = parents.get(at)) chain.push(at);
  for (const each of chain.reverse()) if (!all.get(each.module)?.std) found.add(each);
}

// What is inherited as it is, is in many: it is read once.
function readEverything(evaluation: Evaluation, instance: Instance, read: Set<Instance>): void {
  if (read.has(instance)) return;
  read.add(instance);
  for (const [name, member] of instance.members) {
    const value = readMember(evaluation, instance, name);
    if (member.kind !== "block") continue;
    if (value.kind === "block") readEverything(evaluation, value.instance, read);
    for (const block of value.kind === "map" ? value.entries.values() : [])
      if (block.kind === "block") readEverything(evaluation, block.instance, read);
  }
}

import { byText } from "../base/order.ts";
import type { Analysis } from "../semantics/analyze.ts";
import type { DeclarationSymbol } from "../semantics/symbols.ts";

/** What the project's own files declare and do not mark `abstract`: what a build is about. Sorted by kind and name. */
export function projectDeclarations(analysis: Analysis): readonly DeclarationSymbol[] {
  const found: DeclarationSymbol[] = [];
  for (const module of analysis.all.values()) {
    if (module.std) continue;
    for (const symbols of module.declared.values()) {
      for (const symbol of symbols) {
        if (symbol.kind === "declaration" && !symbol.node.abstract && analysis.kinds.has(symbol.kindName))
          found.push(symbol);
      }
    }
  }
  return found.sort(byText(sortKey));
}

function sortKey(symbol: DeclarationSymbol): string {
  return `${symbol.kindName} ${symbol.name} ${symbol.module}`;
}

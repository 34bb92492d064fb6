import { circularDefinition } from "../../diagnostics/codes/circular-definition.ts";
import type * as ast from "../../syntax/ast.ts";
import { type FnSymbol, type LetSymbol, symbolText } from "../symbols.ts";
import { type CheckContext, fail } from "./context.ts";

type Defined = LetSymbol | FnSymbol;

/**
 * Reports functions that lead back to themselves. The types of functions are declared, so checking alone does not
 * meet such circles, and evaluating one would never end. (Circles of `let`s alone are met while inferring.)
 */
export function reportCircles(context: CheckContext): void {
  const done = new Set<Defined>();
  for (const module of context.modules.values()) {
    for (const symbols of module.declared.values()) {
      for (const symbol of symbols) if (symbol.kind === "let" || symbol.kind === "fn") visit(context, symbol, done);
    }
  }
}

// Depth first, with a stack of our own: definitions may lead through more others than the machine's stack holds.
function visit(context: CheckContext, start: Defined, done: Set<Defined>): void {
  if (done.has(start) || !context.uses.has(start)) return;
  const path = [{ symbol: start, rest: usesOf(context, start) }];
  const open = new Set([start]);
  for (let top = path.at(-1); top; top = path.at(-1)) {
    const next = top.rest.pop();
    if (!next) {
      path.pop();
      open.delete(top.symbol);
      done.add(top.symbol);
    } else if (open.has(next.target)) {
      const names = path.map((each) => each.symbol);
      const cycle = [...names.slice(names.indexOf(next.target)), next.target].map(symbolText);
      fail(context, next.use, circularDefinition, { cycle });
    } else if (!done.has(next.target) && context.uses.has(next.target)) {
      path.push({ symbol: next.target, rest: usesOf(context, next.target) });
      open.add(next.target);
    }
  }
}

interface Use {
  readonly use: ast.Reference;
  readonly target: Defined;
}

// The last first.
function usesOf(context: CheckContext, symbol: Defined): Use[] {
  const found: Use[] = [];
  for (const use of context.uses.get(symbol) ?? []) {
    const target = context.resolutions.get(use);
    if ((target?.kind === "let" || target?.kind === "fn") && !context.poisoned.has(use)) found.push({ use, target });
  }
  return found.sort((a, b) => b.use.start - a.use.start);
}

import { circularDefinition } from "../../diagnostics/codes/circular-definition.ts";
import type * as ast from "../../syntax/ast.ts";
import { walkExpression } from "../../syntax/walk.ts";
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
      for (const symbol of symbols) if (symbol.kind === "let" || symbol.kind === "fn") visit(context, symbol, [], done);
    }
  }
}

function visit(context: CheckContext, symbol: Defined, open: readonly Defined[], done: Set<Defined>): void {
  if (done.has(symbol)) return;
  const path = [...open, symbol];
  const body = symbol.kind === "let" ? symbol.node.value : symbol.node.body;
  for (const { use, target } of body ? uses(context, body) : []) {
    const start = path.indexOf(target);
    if (start < 0) visit(context, target, path, done);
    else fail(context, use, circularDefinition, { cycle: [...path.slice(start), target].map(symbolText) });
  }
  done.add(symbol);
}

function uses(context: CheckContext, body: ast.Expression): readonly { use: ast.Expression; target: Defined }[] {
  const found: { use: ast.Expression; target: Defined }[] = [];
  walkExpression(body, (node) => {
    const target = context.resolutions.get(node);
    if ((target?.kind === "let" || target?.kind === "fn") && !context.poisoned.has(node))
      found.push({ use: node, target });
  });
  return found;
}

import { circularDefinition } from "../../diagnostics/codes/circular-definition.ts";
import { wrongExtends } from "../../diagnostics/codes/wrong-extends.ts";
import { type DeclarationSymbol, symbolText } from "../symbols.ts";
import { typeText } from "../type-text.ts";
import { type CheckContext, fail } from "./context.ts";
import { infer } from "./expression.ts";
import { lookup } from "./reference.ts";
import { moduleScope } from "./symbol-type.ts";

/** Finds out what each declaration extends, before anything else is checked; circles are reported and cut. */
export function resolveExtends(context: CheckContext): void {
  const symbols: DeclarationSymbol[] = [];
  for (const module of context.modules.values()) {
    for (const named of module.declared.values()) {
      for (const symbol of named) if (symbol.kind === "declaration") symbols.push(symbol);
    }
  }
  for (const symbol of symbols) {
    const parent = findParent(context, symbol);
    if (parent) context.parents.set(symbol, parent);
  }
  for (const symbol of symbols) cutCircle(context, symbol);
}

/** What a declaration builds on, the nearest first. */
export function ancestorsOf(
  context: Pick<CheckContext, "parents">,
  symbol: DeclarationSymbol,
): readonly DeclarationSymbol[] {
  const ancestors: DeclarationSymbol[] = [];
  for (let at = context.parents.get(symbol); at; at = context.parents.get(at)) ancestors.push(at);
  return ancestors;
}

function findParent(context: CheckContext, symbol: DeclarationSymbol): DeclarationSymbol | null {
  const { node } = symbol;
  if (!node.extends) return null;
  const scope = moduleScope(context, symbol.module);
  if (node.extends.kind === "Reference") {
    // Of the declarations that share the name, one of the same kind is meant.
    const candidates = lookup(context, scope, node.extends.name.text) ?? [];
    const parent = candidates.find((each) => each.kind === "declaration" && each.kindName === symbol.kindName);
    if (parent?.kind === "declaration") {
      context.resolutions.set(node.extends, parent);
      context.used.add(parent);
      return parent;
    }
  }
  const type = infer(context, scope, node.extends);
  const found = context.resolutions.get(node.extends);
  if (found?.kind === "declaration" && found.kindName === symbol.kindName) return found;
  if (type.kind !== "any") {
    fail(context, node.extends, wrongExtends, {
      owner: symbolText(symbol),
      base: found ? `\`${symbolText(found)}\`` : typeText(type),
    });
  }
  return null;
}

function cutCircle(context: CheckContext, symbol: DeclarationSymbol): void {
  const path = [symbol];
  for (let at = context.parents.get(symbol); at; at = context.parents.get(at)) {
    path.push(at);
    if (at !== symbol) {
      if (path.indexOf(at) < path.length - 1) return;
      continue;
    }
    context.parents.delete(symbol);
    if (symbol.node.extends) fail(context, symbol.node.extends, circularDefinition, { cycle: path.map(symbolText) });
    return;
  }
}

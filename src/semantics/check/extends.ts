import { circularDefinition } from "../../diagnostics/codes/circular-definition.ts";
import { wrongExtends } from "../../diagnostics/codes/wrong-extends.ts";
import { type DeclarationSymbol, symbolText } from "../symbols.ts";
import { typeText } from "../type-text.ts";
import { type CheckContext, fail, markUsed } from "./context.ts";
import { infer } from "./expression.ts";
import { lookup } from "./reference.ts";
import { moduleScope } from "./symbol-type.ts";

/** What each declaration extends. */
interface Parents {
  readonly parents: ReadonlyMap<DeclarationSymbol, DeclarationSymbol>;
}

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
  const straight = new Set<DeclarationSymbol>();
  for (const symbol of symbols) cutCircle(context, symbol, straight);
}

/** What a declaration builds on, the nearest first. */
export function ancestorsOf({ parents }: Parents, symbol: DeclarationSymbol): readonly DeclarationSymbol[] {
  const ancestors: DeclarationSymbol[] = [];
  for (let at = parents.get(symbol); at; at = parents.get(at)) ancestors.push(at);
  return ancestors;
}

function findParent(context: CheckContext, symbol: DeclarationSymbol): DeclarationSymbol | null {
  const { node } = symbol;
  if (!node.extends) return null;
  const scope = moduleScope(context, symbol.module);
  if (node.extends.kind === "Reference") {
    // Of the declarations that share the name, one of the same kind is meant.
    const candidates = lookup(context, scope, node.extends.text) ?? [];
    const parent = candidates.find((each) => each.kind === "declaration" && each.kindName === symbol.kindName);
    if (parent?.kind === "declaration") {
      context.resolutions.set(node.extends, parent);
      markUsed(context, scope, parent);
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

// `straight`: those that are known to lead to an end, so that each declaration is walked over once.
function cutCircle(context: CheckContext, symbol: DeclarationSymbol, straight: Set<DeclarationSymbol>): void {
  const path = new Set<DeclarationSymbol>();
  let at: DeclarationSymbol | undefined = symbol;
  while (at && !straight.has(at) && !path.has(at)) {
    path.add(at);
    at = context.parents.get(at);
  }
  if (at && path.has(at)) {
    const met = [...path];
    const cycle = [...met.slice(met.indexOf(at)), at].map(symbolText);
    context.parents.delete(at);
    if (at.node.extends) fail(context, at.node.extends, circularDefinition, { cycle });
  }
  for (const each of path) straight.add(each);
}

/** Whether everything that a declaration builds on is known; where it is not, that is reported already. */
export function isWhole(context: Parents, symbol: DeclarationSymbol): boolean {
  const last = ancestorsOf(context, symbol).at(-1) ?? symbol;
  return last.node.extends === undefined;
}

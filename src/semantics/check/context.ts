import { type Span, spanOf } from "../../base/span.ts";
import type { DiagnosticDefinition, Report, ReportDetails } from "../../diagnostics/definition.ts";
import type * as ast from "../../syntax/ast.ts";
import type { Kinds } from "../kinds.ts";
import type { AnySymbol, DeclarationSymbol, LocalSymbol, Module, ModuleSymbol } from "../symbols.ts";
import type { TypeExtent } from "../type-extent.ts";
import { any, type Type } from "../types.ts";

/** A name whose type does not fit its place, though what it stands for may be what is wrong. */
export interface Misfit {
  /** Where its value is written. */
  readonly source: ast.Expression;
  readonly use: ast.Expression;
  readonly wanted: Type;
  readonly what: string | null;
  /** Says so of the place where it is used. */
  readonly report: () => void;
}

/** What checking one project shares. */
export interface CheckContext {
  readonly report: Report;
  readonly modules: ReadonlyMap<string, Module>;
  readonly kinds: Kinds;
  /** What each name in an expression means. */
  readonly resolutions: Map<ast.Expression, AnySymbol>;
  /** Told of the type that each expression was found to have. */
  readonly recordType: (node: ast.Expression, type: Type) => void;
  /** The types of what is compared with `null`. */
  readonly compared: Map<ast.Expression, Type>;
  /** What names a kind as an environment has it: `environment.prod.fleet`. */
  readonly views: Set<ast.Member>;
  /** How far the types that were met reach. */
  readonly extents: Map<Type, TypeExtent>;
  /** Expressions that are wrong, and reported: they have no value. */
  readonly poisoned: Set<ast.Expression>;
  /** Names that do not fit where they stand, to be reported when all is checked; null where each is at once. */
  readonly misfits: Misfit[] | null;
  /** Where values of names are written that fit somewhere. */
  readonly fitting: Set<ast.Expression>;
  /** Types of `let`s and `fn`s that are settled. */
  readonly settled: Map<ModuleSymbol, Type>;
  /** `let`s, `fn`s and declarations whose checking is under way, outermost first: meeting one again is a cycle. */
  readonly open: ModuleSymbol[];
  /** How many expressions are being inferred inside each other. */
  readonly depth: { now: number };
  /** How many names may still be compared with unknown ones, in all: a file of nothing but unknown names must end too. */
  readonly comparisons: { left: number };
  /** Where each `let` and `fn` names others. */
  readonly uses: Map<ModuleSymbol, ast.Reference[]>;
  /** Imported symbols that some expression of a module names. */
  readonly used: Map<Module["uri"], Set<AnySymbol>>;
  /** Bodies that say something unknown: what they leave open may be what was meant. */
  readonly broken: Set<ast.Body>;
  /** What each declaration extends. */
  readonly parents: Map<DeclarationSymbol, DeclarationSymbol>;
}

/** What an expression sees. */
export interface Scope {
  readonly module: Module;
  readonly locals: ReadonlyMap<string, LocalSymbol>;
  /** Types of paths (`f.http`) that a condition around has narrowed. */
  readonly narrowed: ReadonlyMap<string, Type>;
}

/** Reports an expression as wrong; its type is `any`, and nothing that uses it is reported for its sake. */
export function fail<Values>(
  context: CheckContext,
  node: ast.Expression,
  definition: DiagnosticDefinition<Values>,
  values: Values,
  details: ReportDetails & { readonly span?: Span } = {},
): Type {
  context.poisoned.add(node);
  context.report(definition, details.span ?? spanOf(node), values, details);
  return any;
}

/** Records that a name in an expression means a symbol. */
export function resolve(context: CheckContext, scope: Scope, node: ast.Reference, symbol: AnySymbol): void {
  if (symbol.kind === "let" || (symbol.kind === "fn" && symbol.node.body)) recordUse(context, node);
  context.resolutions.set(node, symbol);
  markUsed(context, scope, symbol);
}

// Once, however often an expression is looked at.
function recordUse(context: CheckContext, node: ast.Reference): void {
  const user = context.open.at(-1);
  if (!user || context.resolutions.has(node)) return;
  const uses = context.uses.get(user);
  if (uses) uses.push(node);
  else context.uses.set(user, [node]);
}

/** Records that an expression of a module names a symbol. */
export function markUsed(context: CheckContext, scope: Scope, symbol: AnySymbol): void {
  if (!("module" in symbol) || symbol.module === scope.module.uri) return;
  const used = context.used.get(scope.module.uri);
  if (used) used.add(symbol);
  else context.used.set(scope.module.uri, new Set([symbol]));
}

/** The scope with more locals in it. */
export function withLocals(scope: Scope, locals: readonly LocalSymbol[]): Scope {
  const names = new Map(scope.locals);
  for (const local of locals) names.set(local.name, local);
  if (scope.narrowed.size === 0) return { ...scope, locals: names };
  const narrowed = new Map(scope.narrowed);
  for (const local of locals) {
    for (const path of narrowed.keys()) {
      if (path === local.name || path.startsWith(`${local.name}.`) || path.startsWith(`${local.name}[`))
        narrowed.delete(path);
    }
  }
  return { ...scope, locals: names, narrowed };
}

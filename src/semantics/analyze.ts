import { collectInto } from "../diagnostics/definition.ts";
import type { Diagnostic, Outcome } from "../diagnostics/diagnostic.ts";
import type * as ast from "../syntax/ast.ts";
import { reportCircles } from "./check/circles.ts";
import type { CheckContext } from "./check/context.ts";
import { resolveExtends } from "./check/extends.ts";
import { settleMisfits } from "./check/misfits.ts";
import { checkItem, checkModule } from "./check/module.ts";
import { type Kinds, readKinds } from "./kinds.ts";
import type { Modules } from "./load-modules.ts";
import type { AnySymbol, DeclarationSymbol } from "./symbols.ts";
import type { Type } from "./types.ts";

/** A project whose names and types are known: what evaluation and the editor work on. */
export interface Analysis extends Modules {
  readonly kinds: Kinds;
  /** What each name in an expression means. */
  readonly resolutions: ReadonlyMap<ast.Expression, AnySymbol>;
  /** What names a kind as an environment has it: `environment.prod.fleet`. */
  readonly views: ReadonlySet<ast.Member>;
  /** The type of an expression. */
  readonly typeOf: (node: ast.Expression) => Type | undefined;
  /** Expressions that are wrong, and reported: they have no value. */
  readonly poisoned: ReadonlySet<ast.Expression>;
  /** Bodies that say something unknown, which is reported: what they are missing may be what was meant. */
  readonly broken: ReadonlySet<ast.Body>;
  /** What each declaration extends. */
  readonly parents: ReadonlyMap<DeclarationSymbol, DeclarationSymbol>;
}

/**
 * Checks all of a project that is loaded. Its diagnostics are what checking alone found. It is checked once more when
 * somebody asks for the type of an expression, as building never does: to keep all of them takes a tenth of the time.
 */
export function checkModules(modules: Modules): Outcome<Analysis> {
  return checkSome(modules, checkAll, null);
}

/** The same for an editor, which asks for types. */
export function checkWithTypes(modules: Modules): Outcome<Analysis> {
  return checkSome(modules, checkAll, new Map());
}

function checkAll(context: CheckContext): void {
  for (const module of context.modules.values()) checkModule(context, module);
  reportCircles(context);
}

/**
 * What is known at one place of a source that is loaded: checks the item there, and all `let`s, whose types only their
 * values tell. Its diagnostics say nothing about the rest.
 */
export function checkAround(modules: Modules, uri: string, offset: number): Outcome<Analysis> {
  const checkHere = (context: CheckContext): void => {
    for (const module of context.modules.values()) {
      for (const item of module.file.items) {
        const isHere = module.uri === uri && item.start <= offset && offset <= item.end;
        if (isHere || item.kind === "Let") checkItem(context, module, item);
      }
    }
  };
  return checkSome(modules, checkHere, new Map());
}

type Types = Map<ast.Expression, Type>;

function checkSome(modules: Modules, run: (context: CheckContext) => void, types: Types | null): Outcome<Analysis> {
  const diagnostics: Diagnostic[] = [];
  const report = collectInto(diagnostics);
  const kinds = readKinds(modules.all.values(), { report, kindNames: kindNames(modules) });
  const context: CheckContext = {
    report,
    modules: modules.all,
    kinds,
    resolutions: new Map(),
    recordType: (node, type) => types?.set(node, type),
    compared: new Map(),
    views: new Set(),
    extents: new Map(),
    poisoned: new Set(),
    misfits: [],
    fitting: new Set(),
    settled: new Map(),
    open: [],
    comparisons: { left: 2_000_000 },
    depth: { now: 0 },
    uses: new Map(),
    used: new Map(),
    broken: new Set(),
    parents: new Map(),
  };
  resolveExtends(context);
  run(context);
  settleMisfits(context);
  const { resolutions, views, poisoned, broken, parents } = context;
  const typeOf = types ? (node: ast.Expression) => types.get(node) : typesOnceAsked(modules, run);
  return { value: { ...modules, kinds, resolutions, typeOf, views, poisoned, broken, parents }, diagnostics };
}

function typesOnceAsked(modules: Modules, run: (context: CheckContext) => void): Analysis["typeOf"] {
  let asked: Analysis | undefined;
  return (node) => {
    asked ??= checkSome(modules, run, new Map()).value;
    return asked.typeOf(node);
  };
}

function kindNames(modules: Modules): ReadonlySet<string> {
  const names = new Set<string>();
  for (const module of modules.all.values()) {
    if (!module.std) continue;
    for (const item of module.file.items) if (item.kind === "Kind") names.add(item.name.text);
  }
  return names;
}

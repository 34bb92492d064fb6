import { collectInto } from "../diagnostics/definition.ts";
import type { Diagnostic, Outcome } from "../diagnostics/diagnostic.ts";
import type * as ast from "../syntax/ast.ts";
import { reportCircles } from "./check/circles.ts";
import type { CheckContext } from "./check/context.ts";
import { resolveExtends } from "./check/extends.ts";
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
  /** The type of each expression. */
  readonly types: ReadonlyMap<ast.Expression, Type>;
  /** Expressions that are wrong, and reported: they have no value. */
  readonly poisoned: ReadonlySet<ast.Expression>;
  /** Bodies that say something unknown, which is reported: what they are missing may be what was meant. */
  readonly broken: ReadonlySet<ast.Body>;
  /** What each declaration extends. */
  readonly parents: ReadonlyMap<DeclarationSymbol, DeclarationSymbol>;
}

/** Checks all of a project that is loaded. Its diagnostics are what checking alone found. */
export function checkModules(modules: Modules): Outcome<Analysis> {
  return checkSome(modules, (context) => {
    for (const module of context.modules.values()) checkModule(context, module);
    reportCircles(context);
  });
}

/**
 * What is known at one place of a source that is loaded: checks the item there, and all `let`s, whose types only their
 * values tell. Its diagnostics say nothing about the rest.
 */
export function checkAround(modules: Modules, uri: string, offset: number): Outcome<Analysis> {
  return checkSome(modules, (context) => {
    for (const module of context.modules.values()) {
      for (const item of module.file.items) {
        const isHere = module.uri === uri && item.start <= offset && offset <= item.end;
        if (isHere || item.kind === "Let") checkItem(context, module, item);
      }
    }
  });
}

function checkSome(modules: Modules, run: (context: CheckContext) => void): Outcome<Analysis> {
  const diagnostics: Diagnostic[] = [];
  const report = collectInto(diagnostics);
  const kinds = readKinds(modules.all.values(), { report, kindNames: kindNames(modules) });
  const context: CheckContext = {
    report,
    modules: modules.all,
    kinds,
    resolutions: new Map(),
    types: new Map(),
    extents: new Map(),
    poisoned: new Set(),
    settled: new Map(),
    open: [],
    depth: { now: 0 },
    uses: new Map(),
    used: new Map(),
    broken: new Set(),
    parents: new Map(),
  };
  resolveExtends(context);
  run(context);
  const { resolutions, types, poisoned, broken, parents } = context;
  return { value: { ...modules, kinds, resolutions, types, poisoned, broken, parents }, diagnostics };
}

function kindNames(modules: Modules): ReadonlySet<string> {
  const names = new Set<string>();
  for (const module of modules.all.values()) {
    if (!module.std) continue;
    for (const item of module.file.items) if (item.kind === "Kind") names.add(item.name.text);
  }
  return names;
}

import { spanOf } from "../../base/span.ts";
import { ambiguousName } from "../../diagnostics/codes/ambiguous-name.ts";
import { unknownName } from "../../diagnostics/codes/unknown-name.ts";
import type { Elsewhere } from "../../diagnostics/elsewhere.ts";
import type * as ast from "../../syntax/ast.ts";
import { isAssignable } from "../assignable.ts";
import { foreignName } from "../foreign-words.ts";
import { importersOf, specifierFor } from "../importing.ts";
import { standardLibrary } from "../stdlib.gen.ts";
import { suggest } from "../suggest.ts";
import { type AnySymbol, type ModuleSymbol, symbolText } from "../symbols.ts";
import { any, required, type Type, unrefined } from "../types.ts";
import { type CheckContext, fail, resolve, type Scope } from "./context.ts";
import { pathText } from "./narrowing.ts";
import { typeOfSymbol } from "./symbol-type.ts";

/**
 * The type of a bare name: a local, then the file's own names and imports, then kinds, then the prelude. `called`: whether
 * it stands before `(…)`.
 */
export function inferReference(context: CheckContext, scope: Scope, node: ast.Reference, called = false): Type {
  const name = node.text;
  if (name === "") {
    context.poisoned.add(node);
    return any;
  }
  const symbols = lookup(context, scope, name);
  if (symbols === null) return reportUnknown(context, scope, node, called);
  const symbol = symbols[0];
  if (!symbol) {
    // An import of that name failed, which is reported there.
    context.poisoned.add(node);
    return any;
  }
  if (symbols.length > 1) return fail(context, node, ambiguousName, { name, meanings: symbols.map(symbolText) });
  resolve(context, scope, node, symbol);
  return scope.narrowed.get(name) ?? typeOfSymbol(context, symbol, node);
}

/** What a bare name could mean: nothing known (null), or the symbols that share it. */
export function lookup(context: CheckContext, scope: Scope, name: string): readonly AnySymbol[] | null {
  const local = scope.locals.get(name);
  if (local) return [local];
  const { declared, imported } = scope.module;
  const own = declared.get(name);
  const brought = imported.get(name);
  const all = own && brought ? [...own, ...brought] : (own ?? brought ?? []);
  // An import that failed may be what is meant, whatever else has its name.
  if (brought?.length === 0) return [];
  const values = context.kinds.has(name) ? all.filter((symbol) => symbol.kind !== "declaration") : all;
  if (values.length > 0) return values;
  const kind = context.kinds.get(name);
  if (kind) return [kind.symbol];
  if (own || brought) return [];
  return context.modules.get("std/prelude")?.declared.get(name) ?? null;
}

function reportUnknown(context: CheckContext, scope: Scope, node: ast.Reference, called: boolean): Type {
  const name = node.text;
  const alias = aliasOf(scope, name);
  const declaredIn = alias ? null : (findElsewhere(context, scope, name) ?? findInLibrary(name));
  const suggestion =
    alias ??
    meant.get(name) ??
    difference(context, scope, name) ??
    (declaredIn ? null : suggest(name, [...namesToSuggest(context, scope, called), "true", "false"]));
  const fixes = suggestion
    ? [{ title: `use \`${suggestion}\``, edits: [{ span: spanOf(node), text: suggestion }] }]
    : [];
  return fail(
    context,
    node,
    unknownName,
    { name, suggestion, declaredIn, isAlias: alias !== null, hint: foreignName(name) },
    { fixes },
  );
}

/** Reports a text without its quotes, `arch = arm64`; false for all else. `wanted` is what its place takes. */
export function reportUnquoted(
  context: CheckContext,
  scope: Scope,
  node: ast.Reference | ast.Member,
  wanted: Type,
): boolean {
  const text = pathText(node);
  if (text === null || !takesText(wanted, text)) return false;
  const [root = ""] = text.split(".");
  if (foreignName(root) !== null || meant.has(root) || lookup(context, scope, root) !== null) return false;
  // Where any text is taken, what is near in spelling may be meant as well.
  const isAny = takesText(wanted, "");
  const isNear =
    findElsewhere(context, scope, root) !== null ||
    findInLibrary(root) !== null ||
    suggest(root, namesToSuggest(context, scope)) !== null;
  if (isNear && isAny) return false;
  const quoted = JSON.stringify(text);
  const edits = [{ span: spanOf(node), text: quoted }];
  const values = { name: text, suggestion: isAny ? null : quoted, declaredIn: null, isAlias: false, hint: null };
  fail(context, node, unknownName, values, { fixes: [{ title: "Put it in quotes", edits }] });
  return true;
}

/** Reports a variable of a shell in a text, `"${HOME}"`, which means one of ours; false for all else. */
export function reportShellVariable(context: CheckContext, scope: Scope, hole: ast.Interpolation): boolean {
  const node = hole.expression;
  if (node.kind !== "Reference" || !/^[A-Z][A-Z0-9_]*$/.test(node.text) || lookup(context, scope, node.text) !== null)
    return false;
  if (findElsewhere(context, scope, node.text) !== null || suggest(node.text, namesToSuggest(context, scope)) !== null)
    return false;
  const escaped = `\\\${${node.text}}`;
  const hint = `where a shell is to read it, write \`${escaped}\``;
  const edits = [{ span: { ...spanOf(hole), end: hole.start }, text: "\\" }];
  const values = { name: node.text, suggestion: null, declaredIn: null, isAlias: false, hint };
  fail(context, node, unknownName, values, { fixes: [{ title: `write \`${escaped}\``, edits }] });
  return true;
}

function takesText(wanted: Type, text: string): boolean {
  return unrefined(required(wanted)).kind !== "any" && isAssignable({ kind: "literal", value: text }, wanted);
}

// `a-b` is a name; where there is none, and each of the two is one, the one without the other was meant.
function difference(context: CheckContext, scope: Scope, name: string): string | null {
  for (let at = name.indexOf("-"); at > 0; at = name.indexOf("-", at + 1)) {
    const [left, right] = [name.slice(0, at), name.slice(at + 1)];
    if (lookup(context, scope, left) !== null && lookup(context, scope, right) !== null) return `${left} - ${right}`;
  }
  return null;
}

// The name that something is imported by here, and not by its own.
function aliasOf(scope: Scope, name: string): string | null {
  for (const [alias, symbols] of scope.module.imported) {
    if (alias !== name && symbols.some((symbol) => symbol.name === name)) return alias;
  }
  return null;
}

// As other languages call them.
const meant: ReadonlyMap<string, string> = new Map([
  ["True", "true"],
  ["False", "false"],
  ["yes", "true"],
  ["no", "false"],
  ["None", "null"],
  ["nil", "null"],
  ["undefined", "null"],
  ["NULL", "null"],
  ["tolower", "lower"],
  ["toupper", "upper"],
  ["startswith", "starts_with"],
  ["endswith", "ends_with"],
  ["sorted", "sort"],
  ["toset", "distinct"],
  ["unique", "distinct"],
  ["alltrue", "all"],
  ["anytrue", "any"],
]);

/** Every bare name that an expression could use here. */
function visibleNames(context: CheckContext, scope: Scope): readonly string[] {
  return [...valueNames(context, scope), ...(context.modules.get("std/prelude")?.declared.keys() ?? [])];
}

// All but the functions of the prelude, which mean something in a call alone.
function valueNames({ kinds }: CheckContext, { locals, module }: Scope): readonly string[] {
  return [...locals.keys(), ...module.declared.keys(), ...module.imported.keys(), ...kinds.keys()];
}

// Each is compared with the unknown name, which may be one of a hundred thousand.
function namesToSuggest(context: CheckContext, scope: Scope, called = false): readonly string[] {
  if (context.comparisons.left <= 0) return [];
  const names = called ? visibleNames(context, scope) : valueNames(context, scope);
  context.comparisons.left -= names.length;
  return names;
}

/** Another module that declares a public name; one that can be imported, where there are several. */
export function findElsewhere(
  context: CheckContext,
  scope: Scope,
  name: string,
  accepts: (symbol: ModuleSymbol) => boolean = () => true,
): Elsewhere | null {
  const { uri } = scope.module;
  const declaring = [...context.modules.values()].filter(
    (module) => module.uri !== uri && module.declared.get(name)?.some((symbol) => !symbol.private && accepts(symbol)),
  );
  if (declaring.length === 0) return null;
  const importers = importersOf(new Map([...context.modules].map(([path, { file }]) => [path, file])), uri);
  const chosen = declaring.find((module) => !importers.has(module.uri)) ?? declaring[0];
  return chosen ? { path: specifierFor(uri, chosen.uri), importsThis: importers.has(chosen.uri) } : null;
}

// A module of the standard library is loaded only where it is imported, so that what it declares is looked up in its text.
function findInLibrary(name: string): Elsewhere | null {
  libraryNames ??= readLibraryNames();
  const path = libraryNames.get(name);
  return path === undefined ? null : { path, importsThis: false };
}

// Read once, as there may be hundreds of thousands of names to look up.
let libraryNames: ReadonlyMap<string, string> | undefined;

function readLibraryNames(): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [uri, text] of Object.entries(standardLibrary)) {
    for (const [, declared = ""] of text.matchAll(/^(?:abstract )?(?:let|policy|image|rollout) (\w+)/gm))
      if (!names.has(declared)) names.set(declared, uri);
  }
  return names;
}

import type { ProjectFiles, ReadResult } from "../base/project-files.ts";
import type { Source } from "../base/source.ts";
import { type Span, spanOf } from "../base/span.ts";
import { circularImport } from "../diagnostics/codes/circular-import.ts";
import { unknownModule } from "../diagnostics/codes/unknown-module.ts";
import { unsupportedImport } from "../diagnostics/codes/unsupported-import.ts";
import { collectInto, type Report } from "../diagnostics/definition.ts";
import type { Diagnostic, Outcome } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../syntax/ast.ts";
import { bindDeclarations, bindImports } from "./bind.ts";
import { libraryTree } from "./library-trees.ts";
import { textAlone } from "./literal-text.ts";
import { reportReadProblem } from "./report-read-problem.ts";
import { standardLibrary } from "./stdlib.gen.ts";
import { suggest } from "./suggest.ts";
import type { Module } from "./symbols.ts";

/** Every file that takes part in a build, bound. */
export interface Modules {
  readonly entry: Module | null;
  /** By uri, in the order in which the imports name them: the entry last, what it imports before it. */
  readonly all: ReadonlyMap<string, Module>;
  readonly sources: ReadonlyMap<string, Source>;
}

export type Parse = (source: Source) => Outcome<SourceFile>;

/**
 * Reads the entry file and, from it, all that imports name; only these files take part in a build. The kinds and the
 * prelude of the standard library are always there, its other modules when they are imported.
 */
export function loadModules(files: ProjectFiles, entry: string, parse: Parse): Outcome<Modules> {
  const diagnostics: Diagnostic[] = [];
  const loader: Loader = {
    files,
    parse,
    report: collectInto(diagnostics),
    diagnostics,
    all: new Map(),
    sources: new Map(),
    open: [],
  };
  for (const uri of ambientModules) loadStandard(loader, uri);
  const found = files.readSource(entry);
  if (found.kind !== "ok") {
    reportReadProblem(loader.report, { uri: entry, start: 0, end: 0 }, entry, found);
    loader.sources.set(entry, { uri: entry, text: "" });
  }
  const module = found.kind === "ok" ? load(loader, { uri: entry, text: found.value }, false) : null;
  return { value: { entry: module, all: loader.all, sources: loader.sources }, diagnostics };
}

/** Standard modules whose names need no import: they hold kinds, or the prelude's functions. */
const ambientModules = Object.keys(standardLibrary).filter(
  (uri) => uri === "std/prelude" || /^(\/\/\/?.*\n|\s)*kind /.test(standardLibrary[uri] ?? ""),
);

interface Loader {
  readonly files: ProjectFiles;
  readonly parse: Parse;
  readonly report: Report;
  readonly diagnostics: Diagnostic[];
  readonly all: Map<string, Module>;
  readonly sources: Map<string, Source>;
  /** Uris of the modules that are being loaded, outermost first. */
  readonly open: string[];
}

function load(loader: Loader, source: Source, std: boolean): Module {
  loader.sources.set(source.uri, source);
  const file = (std ? libraryTree(source.uri) : null) ?? parse(loader, source);
  loader.open.push(source.uri);
  const targets = new Map<string, Module>();
  const imports = file.items.filter((item) => item.kind === "Import");
  for (const { from } of imports) {
    if (from.kind === "Missing") continue;
    const specifier = textAlone(from);
    const target = resolveImport(loader, source.uri, specifier, spanOf(from), std);
    if (target) targets.set(specifier, target);
  }
  loader.open.pop();
  const module: Module = {
    uri: source.uri,
    file,
    std,
    declared: bindDeclarations(file, std, loader.report),
    imported: new Map(),
  };
  const bound = { ...module, imported: bindImports(module, imports, targets, loader.report) };
  loader.all.set(source.uri, bound);
  return bound;
}

function parse(loader: Loader, source: Source): SourceFile {
  const { value, diagnostics } = loader.parse(source);
  for (const diagnostic of diagnostics) loader.diagnostics.push(diagnostic);
  return value;
}

function loadStandard(loader: Loader, uri: string): Module | null {
  const known = loader.all.get(uri);
  if (known) return known;
  const text = standardLibrary[uri];
  return text === undefined ? null : load(loader, { uri, text }, true);
}

function resolveImport(loader: Loader, from: string, specifier: string, span: Span, std: boolean): Module | null {
  if (specifier.startsWith("std/")) {
    const module = loadStandard(loader, specifier);
    if (module && (std || module.declared.size > 0)) return module;
    const importable = Object.keys(standardLibrary).filter((uri) => !ambientModules.includes(uri));
    const suggestion = suggest(specifier, importable);
    const fixes = suggestion
      ? [{ title: `write "${suggestion}"`, edits: [{ span, text: JSON.stringify(suggestion) }] }]
      : [];
    loader.report(unknownModule, span, { specifier, suggestion }, { fixes });
    return null;
  }
  if (std || !/^\.{1,2}\//.test(specifier) || specifier.endsWith(".immu") || specifier.includes("\\")) {
    const mended = specifier.replace(/\.immu$/, "").replace(/^(?!\.{1,2}\/)/, "./");
    const fixes = [{ title: `write "${mended}"`, edits: [{ span, text: JSON.stringify(mended) }] }];
    loader.report(unsupportedImport, span, { specifier, mended }, { fixes });
    return null;
  }
  const path = joinPath(from, `${specifier}.immu`);
  const known = path === null ? undefined : loader.all.get(path);
  if (known) return known;
  if (path !== null && loader.open.includes(path)) {
    const cycle = [...loader.open.slice(loader.open.indexOf(path)), path];
    loader.report(circularImport, span, { cycle });
    return null;
  }
  const found: ReadResult<string> = path === null ? { kind: "outside" } : loader.files.readSource(path);
  if (found.kind === "ok" && path !== null) return load(loader, { uri: path, text: found.value }, false);
  if (found.kind !== "ok") reportReadProblem(loader.report, span, path ?? specifier, found);
  return null;
}

/** A path relative to a file, as a root-relative path; null where it leaves the root. */
export function joinPath(fromFile: string, relative: string): string | null {
  const parts = fromFile.split("/").slice(0, -1);
  for (const part of relative.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join("/");
}

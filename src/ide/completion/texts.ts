import { lookup } from "../../base/record.ts";
import type { Span } from "../../base/span.ts";
import { specifierFor } from "../../semantics/importing.ts";
import { literalText } from "../../semantics/literal-text.ts";
import { joinPath } from "../../semantics/load-modules.ts";
import { standardLibrary } from "../../semantics/stdlib.gen.ts";
import type * as ast from "../../syntax/ast.ts";
import { expectedType } from "../expected-type.ts";
import { exportsOf, importersIn } from "../imports.ts";
import { insideQuotes, isPath, moduleNamed } from "../links.ts";
import { innermost } from "../tree.ts";
import { type CompletionItem, escapeSnippet } from "./item.ts";
import { literalsOf } from "./literals.ts";
import { type CompletionRequest, type CompletionSource, standIn } from "./request.ts";

/** Inside a text: the texts that its place takes, modules to import, files of the project. */
export const textItems: CompletionSource = (request) => {
  const { path, probed } = request;
  const text = path.findLast((node) => node.kind === "StringLiteral");
  if (text?.kind !== "StringLiteral" || path.at(-1)?.kind === "Interpolation") return [];
  if (
    innermost(path, "Interpolation") &&
    path.findLastIndex((node) => node.kind === "Interpolation") > path.indexOf(text)
  )
    return [];
  const parent = path[path.indexOf(text) - 1];
  if (parent?.kind === "Import") return moduleItems(request, text);
  const wanted = expectedType(probed, path.slice(0, path.indexOf(text) + 1));
  if (wanted && isPath(wanted)) return fileItems(request, text);
  const replace = realSpan(request, text);
  return literalsOf(wanted).map((value) => ({ ...base(value, "value", replace), rank: 0 }));
};

// The span of the probed text, in the text as it is.
function realSpan({ word, probed: { modules }, module }: CompletionRequest, text: ast.StringLiteral): Span {
  const probed = insideQuotes(text, modules().value.sources.get(module.uri)?.text ?? "");
  return { ...probed, end: probed.end - standIn.length + (word.end - word.start) };
}

function moduleItems(request: CompletionRequest, text: ast.StringLiteral): readonly CompletionItem[] {
  const { probed, module } = request;
  const replace = realSpan(request, text);
  const own = [...probed.analyze().value.all.values()].filter((each) => !each.std);
  const beside = filesBeside(request, written(request, text)).filter((name) => name.endsWith(".immu"));
  const circular = importersIn(probed, module.uri);
  const modules = new Set([
    ...Object.keys(standardLibrary).filter(
      (uri) => exportsOf(uri, probed.parse({ uri, text: standardLibrary[uri] ?? "" }).value).length > 0,
    ),
    ...[...own.map(({ uri }) => uri), ...beside].filter((uri) => !circular.has(uri)),
  ]);
  return [...modules].map((uri) => ({
    ...base(specifierFor(module.uri, uri), "module", replace),
    rank: uri.startsWith("std/") ? 2 : 1,
  }));
}

function fileItems(request: CompletionRequest, text: ast.StringLiteral): readonly CompletionItem[] {
  const { module } = request;
  const typed = written(request, text);
  const folder = typed.slice(0, typed.lastIndexOf("/") + 1);
  const replace = realSpan(request, text);
  return filesBeside(request, typed)
    .map((path) => {
      const name = path.slice(path.lastIndexOf("/") + 1);
      const start = folder === "" ? "./" : folder;
      return base(`${start}${name}`, name.includes(".") ? "file" : "folder", replace);
    })
    .filter(({ label }) => joinPath(module.uri, label) !== module.uri);
}

// What is written before the cursor.
function written({ text, offset }: CompletionRequest, node: ast.StringLiteral): string {
  return text.slice(insideQuotes(node, text).start, offset);
}

/** Root-relative paths of what lies in the folder that a path has led to so far. */
function filesBeside({ probed, module }: CompletionRequest, typed: string): readonly string[] {
  const folder = typed.slice(0, typed.lastIndexOf("/") + 1);
  if (typed.startsWith("/") || typed.startsWith("std/")) return [];
  const missing = joinPath(module.uri, `${folder}${standIn}`);
  if (missing === null) return [];
  // A file that is not there is answered with the names beside where it would be.
  const found = probed.input.files.readSource(missing);
  if (found.kind !== "missing") return [];
  const prefix = missing.slice(0, missing.length - standIn.length);
  return found.similar.filter((name) => !name.startsWith(".")).map((name) => prefix + name);
}

/** The names that an import could take from its module. */
export const importedNameItems: CompletionSource = (request) => {
  const { path, probed, module, word } = request;
  const node = path.at(-1);
  const around = path.at(-2);
  if (node?.kind !== "ImportedName" || node.name.text !== standIn || around?.kind !== "Import") return [];
  const uri = around.from.kind === "StringLiteral" ? moduleNamed(module.uri, literalText(around.from)) : null;
  if (uri === null) return [];
  const source = lookup(standardLibrary, uri) ?? probed.analyze().value.sources.get(uri)?.text;
  if (source === undefined) return [];
  const given = new Set(around.names.map((each) => each.name.text));
  return exportsOf(uri, probed.parse({ uri, text: source }).value).flatMap(({ name, item }) =>
    given.has(name)
      ? []
      : [
          {
            ...base(name, item.kind === "Declaration" ? "reference" : "variable", word),
            doc: item.doc ?? "",
            detail: item.kind === "Declaration" ? item.kindName.text : item.kind.toLowerCase(),
          },
        ],
  );
};

function base(label: string, kind: CompletionItem["kind"], replace: Span): CompletionItem {
  return { label, kind, detail: "", doc: "", snippet: escapeSnippet(label), replace, rank: 1, edits: [], again: false };
}

import { spanOf } from "../base/span.ts";
import type { TextEdit } from "../diagnostics/diagnostic.ts";
import type { Snapshot } from "../query/snapshot.ts";
import { importersOf, specifierFor } from "../semantics/importing.ts";
import { literalText } from "../semantics/literal-text.ts";
import { standardLibrary } from "../semantics/stdlib.gen.ts";
import type * as ast from "../syntax/ast.ts";

/** A public name of a module, as an import could bring it in. */
export interface Export {
  readonly module: string;
  readonly name: string;
  readonly item: ast.Let | ast.Param | ast.Fn | ast.Declaration | ast.Policy;
}

/**
 * Every public name that a source could import: of the project's other sources, of those that lie beside them and that
 * nobody imports yet, and of the standard library. What imports the source itself is left out, as that would be a circle.
 */
export function exportsFor(snapshot: Snapshot, uri: string): readonly Export[] {
  const found: Export[] = [];
  const sources = sourcesBeside(snapshot);
  const importers = importersOf(sources, uri);
  for (const [path, file] of sources) if (!importers.has(path)) found.push(...exportsOf(path, file));
  for (const [module, text] of Object.entries(standardLibrary)) {
    // The prelude's names are there without an import.
    if (module !== "std/prelude") found.push(...exportsOf(module, snapshot.parse({ uri: module, text }).value));
  }
  return found;
}

/** A source with all that it can't import without a circle. */
export function importersIn(snapshot: Snapshot, uri: string): ReadonlySet<string> {
  return importersOf(sourcesBeside(snapshot), uri);
}

function sourcesBeside(snapshot: Snapshot): ReadonlyMap<string, ast.SourceFile> {
  const { input, parse } = snapshot;
  const files = new Map<string, ast.SourceFile>();
  for (const module of snapshot.modules().value.all.values()) if (!module.std) files.set(module.uri, module.file);
  for (const path of input.files.sources?.() ?? []) {
    if (files.has(path)) continue;
    const read = input.files.readSource(path);
    if (read.kind === "ok") files.set(path, parse({ uri: path, text: read.value }).value);
  }
  return files;
}

/** The public names of one source. */
export function exportsOf(module: string, file: ast.SourceFile): readonly Export[] {
  return file.items.flatMap((item): readonly Export[] => {
    switch (item.kind) {
      case "Let":
      case "Fn":
      case "Declaration":
      case "Policy":
        return item.private || item.name.text === "" ? [] : [{ module, name: item.name.text, item }];
      case "Param":
        return item.name.text === "" ? [] : [{ module, name: item.name.text, item }];
      default:
        return [];
    }
  });
}

/** The edit that imports a name into a source. */
export function importEdit(file: ast.SourceFile, text: string, name: string, module: string): TextEdit {
  const { uri } = spanOf(file);
  const specifier = specifierFor(uri, module);
  const imports = file.items.filter((item) => item.kind === "Import");
  const same = imports.find((item) => item.from.kind === "StringLiteral" && literalText(item.from) === specifier);
  const lastName = same?.names.at(-1);
  if (lastName) {
    const at = lastName.end;
    return { span: { uri, start: at, end: at }, text: `, ${name}` };
  }
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const line = `import { ${name} } from ${JSON.stringify(specifier)}`;
  const lastImport = imports.at(-1);
  if (lastImport) {
    const at = lastImport.end;
    return { span: { uri, start: at, end: at }, text: newline + line };
  }
  const at = firstItemStart(file, text);
  const gap = at < text.length ? newline + newline : newline;
  return { span: { uri, start: at, end: at }, text: line + gap };
}

// Where the first item begins, with the comments directly above it that document it.
function firstItemStart(file: ast.SourceFile, text: string): number {
  const [first] = file.items;
  if (!first) return text.length;
  let start = lineStartOf(text, first.start);
  for (const comment of file.comments.toReversed()) {
    const between = text.slice(comment.end, start);
    if (comment.end <= start && comment.text.startsWith("///") && /^\r?\n?[ \t]*$/.test(between)) {
      start = comment.start;
    }
  }
  return start;
}

function lineStartOf(text: string, offset: number): number {
  const start = offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
  return text.slice(start, offset).trim() === "" ? start : offset;
}

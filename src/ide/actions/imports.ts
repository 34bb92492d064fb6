import { byText, compareCodePoints } from "../../base/order.ts";
import { spanOf } from "../../base/span.ts";
import { unknownDeclaration } from "../../diagnostics/codes/unknown-declaration.ts";
import { unknownName } from "../../diagnostics/codes/unknown-name.ts";
import { unusedImport } from "../../diagnostics/codes/unused-import.ts";
import { wrongExtends } from "../../diagnostics/codes/wrong-extends.ts";
import type { TextEdit } from "../../diagnostics/diagnostic.ts";
import { specifierFor } from "../../semantics/importing.ts";
import { literalText } from "../../semantics/literal-text.ts";
import type * as ast from "../../syntax/ast.ts";
import { exportsFor, importEdit } from "../imports.ts";
import { type AnyNode, pathTo } from "../tree.ts";
import type { Action, ActionRequest, ActionSource } from "./action.ts";

/** Imports a name that another source or the standard library declares. */
export const importActions: ActionSource = ({ snapshot, uri, file, text, here }) =>
  here.flatMap((diagnostic) => {
    if (!importable.has(diagnostic.code)) return [];
    const name = text.slice(diagnostic.span.start, diagnostic.span.end);
    const kindName = kindAt(pathTo(file, diagnostic.span.end));
    return exportsFor(snapshot, uri)
      .filter((each) => each.name === name)
      .filter(({ item }) => kindName === null || (item.kind === "Declaration" && item.kindName.text === kindName))
      .map((each, index): Action => {
        const title = `Import \`${name}\` from ${JSON.stringify(specifierFor(uri, each.module))}`;
        const edits = [importEdit(file, text, name, each.module)];
        return { title, kind: "fix", edits, diagnostics: [diagnostic], preferred: index === 0 };
      });
  });

/** Findings about names that may only need to be brought in; of another kind, where a namesake is here. */
const importable: ReadonlySet<string> = new Set([unknownName.code, unknownDeclaration.code, wrongExtends.code]);

// The kind that a declaration must have at the end of a path; null where any name would do.
function kindAt(path: readonly AnyNode[]): string | null {
  const node = path.at(-1);
  if (node?.kind === "Member" && node.object.kind === "Reference") return node.object.text;
  const around = path.at(-2);
  return around?.kind === "Declaration" && around.extends === node ? around.kindName.text : null;
}

/** Removes an import that nothing uses. */
export const unusedImportActions: ActionSource = ({ file, text, here }) =>
  here.flatMap((diagnostic): readonly Action[] => {
    if (diagnostic.code !== unusedImport.code) return [];
    const item = importAround(file, diagnostic.span.start);
    if (!item) return [];
    const edits = [withoutNames(item, text, (each) => each.start === diagnostic.span.start)];
    return [{ title: "Remove the import", kind: "fix", edits, diagnostics: [diagnostic], preferred: true }];
  });

/** Sorts imports and their names, and leaves out what is unused. Imports with comments between them stay in place. */
export const organizeImportActions: ActionSource = (request) => {
  const { diagnostics, text, uri } = request;
  const unused = new Set(diagnostics.flatMap(({ code, span }) => (code === unusedImport.code ? [span.start] : [])));
  const edits = groupsOfImports(request).flatMap((group): readonly TextEdit[] => {
    const [first] = group;
    const last = group.at(-1);
    if (!first || !last) return [];
    const start = first.start;
    const end = last.end;
    const newline = text.includes("\r\n") ? "\r\n" : "\n";
    const sorted = group
      .toSorted((left, right) => compareCodePoints(specifierOf(left), specifierOf(right)))
      .flatMap((item) => importText(item, text, unused));
    const organized = sorted.join(newline);
    if (organized === text.slice(start, end)) return [];
    // Where nothing is left, the line goes as well.
    return [{ span: { uri, start, end: organized === "" ? lineEnd(text, end) : end }, text: organized }];
  });
  if (edits.length === 0) return [];
  return [{ title: "Organize imports", kind: "organize-imports", edits, diagnostics: [], preferred: false }];
};

function groupsOfImports({ file, snapshot, uri, text }: ActionRequest): readonly (readonly ast.Import[])[] {
  const errors = snapshot.parse({ uri, text }).diagnostics.filter(({ level }) => level === "error");
  const groups: ast.Import[][] = [];
  let open: ast.Import[] | null = null;
  for (const item of file.items) {
    const last = open?.at(-1);
    // What can't be read as an import would be written anew without the part that was not understood.
    const isBroken = errors.some(({ span }) => span.start <= item.end && item.start <= span.end);
    if (item.kind !== "Import" || isBroken) {
      open = null;
      continue;
    }
    const inside = file.comments.some(({ start, end }) => start >= item.start && end <= item.end);
    const between = last && file.comments.some(({ start, end }) => start >= last.end && end <= item.start);
    const behind = file.comments.some(({ start }) => start >= item.end && !text.slice(item.end, start).includes("\n"));
    if (inside) open = null;
    else if (open && !between && !behind) open.push(item);
    else {
      open = [item];
      groups.push(open);
    }
  }
  return groups;
}

function importText(item: ast.Import, text: string, unused: ReadonlySet<number>): readonly string[] {
  const names = item.names
    .filter(({ start }) => !unused.has(start))
    .toSorted(byText(({ name }) => name.text))
    .map(({ start, end }) => text.slice(start, end));
  const from = text.slice(item.from.start, item.from.end);
  return names.length === 0 ? [] : [`import { ${names.join(", ")} } from ${from}`];
}

function specifierOf({ from }: ast.Import): string {
  return from.kind === "StringLiteral" ? (literalText(from) ?? "") : "";
}

function importAround(file: ast.SourceFile, offset: number): ast.Import | null {
  const found = file.items.find(({ start, end }) => start <= offset && offset < end);
  return found?.kind === "Import" ? found : null;
}

/** The edit that takes names out of an import, or the whole of it where none is left. */
function withoutNames(item: ast.Import, text: string, gone: (name: ast.ImportedName) => boolean): TextEdit {
  const { uri } = spanOf(item);
  const index = item.names.findIndex(gone);
  const name = item.names[index];
  if (!name || item.names.length === 1) {
    return { span: { uri, start: item.start, end: lineEnd(text, item.end) }, text: "" };
  }
  const next = item.names[index + 1];
  const previous = item.names[index - 1];
  if (next) return { span: { uri, start: name.start, end: next.start }, text: "" };
  return { span: { uri, start: previous?.end ?? name.start, end: name.end }, text: "" };
}

function lineEnd(text: string, offset: number): number {
  return offset + (/^[ \t]*\r?\n/.exec(text.slice(offset))?.[0].length ?? 0);
}

import { type CallHierarchyItem, type Range, SymbolKind } from "vscode-languageserver/node.js";
import type { Span } from "../base/span.ts";
import type { User } from "../ide/call-hierarchy.ts";
import type { Project } from "./project.ts";
import { documentFor, editorUri, rangeIn, type Server, sourceOf } from "./server.ts";

const kinds: Readonly<Record<User["kind"], SymbolKind>> = {
  declaration: SymbolKind.Object,
  let: SymbolKind.Constant,
  param: SymbolKind.Variable,
  fn: SymbolKind.Function,
  policy: SymbolKind.Interface,
};

/** Something that uses or is used, as the protocol has it; null where its source can't be read. */
export function toItem({ workspace }: Server, project: Project, user: User): CallHierarchyItem | null {
  const document = documentFor(workspace, project, user.span.uri);
  if (!document) return null;
  return {
    name: user.name,
    kind: kinds[user.kind],
    detail: user.span.uri,
    uri: editorUri(workspace, project, user.span.uri),
    range: rangeIn(document, user.span),
    selectionRange: rangeIn(document, user.nameSpan),
  };
}

/** Where the thing that a client hands back is declared; null where it is gone. */
export function declaredAt(
  server: Server,
  item: CallHierarchyItem,
): (NonNullable<ReturnType<typeof sourceOf>> & { readonly span: Span }) | null {
  const source = sourceOf(server, item.uri);
  if (!source) return null;
  const start = source.document.offsetAt(item.selectionRange.start);
  const end = source.document.offsetAt(item.selectionRange.end);
  return { ...source, span: { uri: source.uri, start, end } };
}

/**
 * Spans of a project as ranges, each in its own document. Those of sources that can't be read any more are left out.
 */
export function rangesOf({ workspace }: Server, project: Project, spans: readonly Span[]): Range[] {
  return spans.flatMap((span) => {
    const document = documentFor(workspace, project, span.uri);
    return document ? [rangeIn(document, span)] : [];
  });
}

import type { TextEdit as ProtocolEdit, TextDocumentEdit, WorkspaceEdit } from "vscode-languageserver/node.js";
import type { TextEdit } from "../diagnostics/diagnostic.ts";
import type { Project } from "./project.ts";
import { documentFor, editorUri, rangeIn, type Server } from "./server.ts";

/** Edits of a project's sources, versioned where the client takes that. Edits of what can't be written are left out. */
export function toWorkspaceEdit(server: Server, project: Project, edits: readonly TextEdit[]): WorkspaceEdit {
  const { workspace, client } = server;
  const changes: Record<string, ProtocolEdit[]> = {};
  const documentChanges: TextDocumentEdit[] = [];
  for (const source of new Set(edits.map(({ span }) => span.uri))) {
    const document = source.startsWith("std/") ? null : documentFor(workspace, project, source);
    if (!document) continue;
    const uri = editorUri(workspace, project, source);
    const own = edits.filter(({ span }) => span.uri === source).map((edit) => toTextEdit(document, edit));
    changes[uri] = own;
    documentChanges.push({ textDocument: { uri, version: workspace.document(uri)?.version ?? null }, edits: own });
  }
  return client.workspace?.workspaceEdit?.documentChanges ? { documentChanges } : { changes };
}

/** The edits of several projects as one; null where there are none. Those that share a source want the same of it. */
export function together(edits: readonly WorkspaceEdit[]): WorkspaceEdit | null {
  const changes = Object.assign({}, ...edits.map((each) => each.changes ?? {}));
  const perDocument = new Map<string, TextDocumentEdit>();
  for (const { documentChanges = [] } of edits) {
    for (const each of documentChanges) if ("textDocument" in each) perDocument.set(each.textDocument.uri, each);
  }
  if (perDocument.size > 0) return { documentChanges: [...perDocument.values()] };
  return Object.keys(changes).length > 0 ? { changes } : null;
}

/** An edit of a source as the protocol has it. `document` is the source that the edit's span is of. */
export function toTextEdit(document: Parameters<typeof rangeIn>[0], { span, text }: TextEdit): ProtocolEdit {
  return { range: rangeIn(document, span), newText: text };
}

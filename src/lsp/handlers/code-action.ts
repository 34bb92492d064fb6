import { type CodeAction, CodeActionKind, CodeActionRequest } from "vscode-languageserver/node.js";
import type { Action } from "../../ide/actions/action.ts";
import { actionsAt } from "../../ide/actions.ts";
import { toProtocol } from "../convert-diagnostic.ts";
import { defineHandler } from "../handler.ts";
import { settle, sourceOf } from "../server.ts";
import { toWorkspaceEdit } from "../workspace-edit.ts";

const kinds: Readonly<Record<Action["kind"], CodeActionKind>> = {
  fix: CodeActionKind.QuickFix,
  "organize-imports": CodeActionKind.SourceOrganizeImports,
  extract: CodeActionKind.RefactorExtract,
};

export const handler = defineHandler(CodeActionRequest.type, {
  needs: ["textDocument", "range", "context"],
  capabilities: () => ({ codeActionProvider: { codeActionKinds: Object.values(kinds) } }),
  async handle(server, { textDocument, range, context }) {
    const source = sourceOf(server, textDocument.uri);
    if (!source) return null;
    await settle(server, source.project);
    const { document, project } = source;
    const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    return actionsAt(source.snapshot, source.uri, span)
      .filter(({ kind }) => isWanted(kinds[kind], context.only))
      .map(
        ({ title, kind, edits, diagnostics, preferred }): CodeAction => ({
          title,
          kind: kinds[kind],
          edit: toWorkspaceEdit(server, project, edits),
          ...(diagnostics.length > 0
            ? { diagnostics: diagnostics.map((each) => toProtocol(server, project, document, each)) }
            : {}),
          ...(preferred ? { isPreferred: true } : {}),
        }),
      );
  },
});

function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  // Changes of the whole source are offered on demand, not at every place.
  if (only === undefined || only.length === 0) return true;
  return only.some((each) => kind === each || kind.startsWith(`${each}.`));
}

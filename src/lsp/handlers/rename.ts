import { LSPErrorCodes, RenameRequest, ResponseError } from "vscode-languageserver/node.js";
import { isAliasAt, renameAt } from "../../ide/rename.ts";
import { defineHandler } from "../handler.ts";
import { cursorOf, everywhere } from "../server.ts";
import { together, toWorkspaceEdit } from "../workspace-edit.ts";

export const handler = defineHandler(RenameRequest.type, {
  needs: ["textDocument", "position", "newName"],
  capabilities: (client) => ({
    renameProvider: client.textDocument?.rename?.prepareSupport ? { prepareProvider: true } : true,
  }),
  handle(server, params) {
    const cursor = cursorOf(server, params);
    if (!cursor) return null;
    // The name that an import's `as` gives is its file's own.
    const places = isAliasAt(cursor.snapshot, cursor.uri, cursor.offset) ? [cursor] : everywhere(server, cursor);
    const edits = places.flatMap(({ project, snapshot, uri, offset }) => {
      const renaming = renameAt(snapshot, uri, offset, params.newName);
      if (renaming?.kind === "refused") throw new ResponseError(LSPErrorCodes.RequestFailed, renaming.reason);
      return renaming ? [toWorkspaceEdit(server, project, renaming.edits)] : [];
    });
    return together(edits);
  },
});

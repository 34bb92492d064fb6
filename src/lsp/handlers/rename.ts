import { LSPErrorCodes, RenameRequest, ResponseError } from "vscode-languageserver/node.js";
import { renameAt } from "../../ide/rename.ts";
import { defineHandler } from "../handler.ts";
import { cursorOf } from "../server.ts";
import { toWorkspaceEdit } from "../workspace-edit.ts";

export const handler = defineHandler(RenameRequest.type, {
  needs: ["textDocument", "position", "newName"],
  capabilities: (client) => ({
    renameProvider: client.textDocument?.rename?.prepareSupport ? { prepareProvider: true } : true,
  }),
  handle(server, params) {
    const cursor = cursorOf(server, params);
    const renaming = cursor && renameAt(cursor.snapshot, cursor.uri, cursor.offset, params.newName);
    if (!renaming) return null;
    if (renaming.kind === "refused") throw new ResponseError(LSPErrorCodes.RequestFailed, renaming.reason);
    return toWorkspaceEdit(server, cursor.project, renaming.edits);
  },
});

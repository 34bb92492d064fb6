import { LSPErrorCodes, PrepareRenameRequest, ResponseError } from "vscode-languageserver/node.js";
import { renamableAt } from "../../ide/rename.ts";
import { defineHandler } from "../handler.ts";
import { cursorOf, rangeIn } from "../server.ts";

export const handler = defineHandler(PrepareRenameRequest.type, {
  needs: ["textDocument", "position"],
  // Declared with the rename itself.
  capabilities: () => ({}),
  handle(server, params) {
    const cursor = cursorOf(server, params);
    const found = cursor && renamableAt(cursor.snapshot, cursor.uri, cursor.offset);
    if (!found) return null;
    if (found.kind === "refused") throw new ResponseError(LSPErrorCodes.RequestFailed, found.reason);
    return { range: rangeIn(cursor.document, found.span), placeholder: found.text };
  },
});

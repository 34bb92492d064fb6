import { DocumentOnTypeFormattingRequest } from "vscode-languageserver/node.js";
import { onTypeFormattingEdits } from "../../ide/formatting.ts";
import { defineHandler } from "../handler.ts";
import { cursorOf } from "../server.ts";
import { toTextEdit } from "../workspace-edit.ts";

export const handler = defineHandler(DocumentOnTypeFormattingRequest.type, {
  needs: ["textDocument", "position"],
  capabilities: () => ({
    documentOnTypeFormattingProvider: { firstTriggerCharacter: "}", moreTriggerCharacter: ["]", ")"] },
  }),
  handle(server, params) {
    const cursor = cursorOf(server, params);
    if (!cursor) return null;
    const edits = onTypeFormattingEdits(cursor.snapshot, cursor.uri, cursor.offset);
    return edits.map((edit) => toTextEdit(cursor.document, edit));
  },
});

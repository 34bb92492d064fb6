import { DocumentFormattingRequest } from "vscode-languageserver/node.js";
import { formattingEdits } from "../../ide/formatting.ts";
import { defineHandler } from "../handler.ts";
import { sourceOf } from "../server.ts";
import { toTextEdit } from "../workspace-edit.ts";

export const handler = defineHandler(DocumentFormattingRequest.type, {
  needs: ["textDocument"],
  capabilities: () => ({ documentFormattingProvider: true }),
  handle(server, { textDocument }) {
    const source = sourceOf(server, textDocument.uri);
    if (!source) return null;
    return formattingEdits(source.snapshot, source.uri).map((edit) => toTextEdit(source.document, edit));
  },
});

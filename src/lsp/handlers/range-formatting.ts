import { DocumentRangeFormattingRequest } from "vscode-languageserver/node.js";
import { rangeFormattingEdits } from "../../ide/formatting.ts";
import { defineHandler } from "../handler.ts";
import { sourceOf } from "../server.ts";
import { toTextEdit } from "../workspace-edit.ts";

export const handler = defineHandler(DocumentRangeFormattingRequest.type, {
  needs: ["textDocument", "range"],
  capabilities: () => ({ documentRangeFormattingProvider: true }),
  handle(server, { textDocument, range }) {
    const source = sourceOf(server, textDocument.uri);
    if (!source) return null;
    const { document } = source;
    const wanted = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    return rangeFormattingEdits(source.snapshot, source.uri, wanted).map((edit) => toTextEdit(document, edit));
  },
});

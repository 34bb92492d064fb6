import { DocumentHighlightKind, DocumentHighlightRequest } from "vscode-languageserver/node.js";
import { highlightsAt } from "../../ide/references.ts";
import { defineHandler } from "../handler.ts";
import { cursorOf, rangeIn } from "../server.ts";

export const handler = defineHandler(DocumentHighlightRequest.type, {
  needs: ["textDocument", "position"],
  capabilities: () => ({ documentHighlightProvider: true }),
  handle(server, params) {
    const cursor = cursorOf(server, params);
    if (!cursor) return null;
    return highlightsAt(cursor.snapshot, cursor.uri, cursor.offset).map(({ span, kind }) => ({
      range: rangeIn(cursor.document, span),
      kind: kind === "declaration" ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    }));
  },
});

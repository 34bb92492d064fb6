import { SemanticTokensRangeRequest } from "vscode-languageserver/node.js";
import { defineHandler } from "../handler.ts";
import { encodeTokens, tokensFor } from "../semantic-tokens.ts";
import { sourceOf } from "../server.ts";

export const handler = defineHandler(SemanticTokensRangeRequest.type, {
  needs: ["textDocument", "range"],
  // Declared with the whole.
  capabilities: () => ({}),
  handle(server, { textDocument, range }) {
    const source = sourceOf(server, textDocument.uri);
    if (!source) return null;
    const [start, end] = [source.document.offsetAt(range.start), source.document.offsetAt(range.end)];
    const tokens = tokensFor(server, source).filter(({ span }) => span.start < end && start < span.end);
    return { data: encodeTokens(source.document, tokens) };
  },
});

import { SemanticTokensDeltaRequest } from "vscode-languageserver/node.js";
import { defineHandler } from "../handler.ts";
import { encodeTokens, rememberTokens, sentTokens, tokensEdit, tokensFor } from "../semantic-tokens.ts";
import { sourceOf } from "../server.ts";

export const handler = defineHandler(SemanticTokensDeltaRequest.type, {
  needs: ["textDocument"],
  // Declared with the whole.
  capabilities: () => ({}),
  handle(server, { textDocument, previousResultId }) {
    const source = sourceOf(server, textDocument.uri);
    if (!source) return null;
    const data = encodeTokens(source.document, tokensFor(server, source));
    const before = sentTokens(source.document);
    const resultId = rememberTokens(source.document, data);
    if (before?.resultId !== previousResultId) return { resultId, data };
    return { resultId, edits: tokensEdit(before.data, data) };
  },
});

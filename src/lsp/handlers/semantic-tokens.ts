import { SemanticTokensRequest } from "vscode-languageserver/node.js";
import { tokenModifiers, tokenTypes } from "../../ide/semantic-tokens.ts";
import { defineHandler } from "../handler.ts";
import { encodeTokens, rememberTokens, tokensFor } from "../semantic-tokens.ts";
import { sourceOf } from "../server.ts";

export const handler = defineHandler(SemanticTokensRequest.type, {
  needs: ["textDocument"],
  capabilities: () => ({
    semanticTokensProvider: {
      legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
      full: { delta: true },
      range: true,
    },
  }),
  handle(server, { textDocument }) {
    const source = sourceOf(server, textDocument.uri);
    if (!source) return null;
    const data = encodeTokens(source.document, tokensFor(server, source));
    return { resultId: rememberTokens(source.document, data), data };
  },
});

import { type DocumentSymbol, DocumentSymbolRequest, SymbolKind } from "vscode-languageserver/node.js";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { documentSymbols, type DocumentSymbol as OutlineSymbol } from "../../ide/symbols.ts";
import { defineHandler } from "../handler.ts";
import { rangeIn, sourceOf } from "../server.ts";
import { symbolKinds } from "../symbol-kinds.ts";

export const handler = defineHandler(DocumentSymbolRequest.type, {
  needs: ["textDocument"],
  capabilities: () => ({ documentSymbolProvider: true }),
  handle(server, { textDocument }) {
    const source = sourceOf(server, textDocument.uri);
    if (!source) return null;
    const symbols = documentSymbols(source.snapshot, source.uri);
    if (server.client.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport) {
      return symbols.map((symbol) => toSymbol(source.document, symbol));
    }
    return symbols.map(({ name, kind, span }) => ({
      name,
      kind: symbolKinds[kind] ?? SymbolKind.Object,
      location: { uri: textDocument.uri, range: rangeIn(source.document, span) },
    }));
  },
});

function toSymbol(
  document: TextDocument,
  { name, detail, kind, span, nameSpan, children }: OutlineSymbol,
): DocumentSymbol {
  return {
    name,
    ...(detail === "" ? {} : { detail }),
    kind: symbolKinds[kind],
    range: rangeIn(document, span),
    selectionRange: rangeIn(document, nameSpan),
    ...(children.length > 0 ? { children: children.map((child) => toSymbol(document, child)) } : {}),
  };
}

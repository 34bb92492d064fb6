import { DocumentLinkRequest } from "vscode-languageserver/node.js";
import { linksIn } from "../../ide/links.ts";
import { defineHandler } from "../handler.ts";
import { editorUri, rangeIn, sourceOf } from "../server.ts";

export const handler = defineHandler(DocumentLinkRequest.type, {
  needs: ["textDocument"],
  capabilities: () => ({ documentLinkProvider: { resolveProvider: false } }),
  handle(server, { textDocument }) {
    const source = sourceOf(server, textDocument.uri);
    if (!source) return null;
    return linksIn(source.snapshot, source.uri).map(({ span, target }) => ({
      range: rangeIn(source.document, span),
      target: editorUri(server.workspace, source.project, target.kind === "module" ? target.uri : target.path),
    }));
  },
});

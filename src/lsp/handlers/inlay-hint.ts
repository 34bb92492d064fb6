import { type InlayHint, InlayHintKind, InlayHintRequest, MarkupKind } from "vscode-languageserver/node.js";
import { inlayHints } from "../../ide/inlay-hints.ts";
import { defineHandler } from "../handler.ts";
import { settle, sourceOf } from "../server.ts";

export const handler = defineHandler(InlayHintRequest.type, {
  needs: ["textDocument", "range"],
  capabilities: () => ({ inlayHintProvider: true }),
  async handle(server, { textDocument, range }) {
    const source = sourceOf(server, textDocument.uri);
    if (!source) return null;
    await settle(server, source.project);
    const { document, snapshot, uri } = source;
    const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    return inlayHints(snapshot, uri, span).map(
      ({ offset, label, kind, tooltip, padding }): InlayHint => ({
        position: document.positionAt(offset),
        label,
        ...(kind === "note" ? {} : { kind: kind === "type" ? InlayHintKind.Type : InlayHintKind.Parameter }),
        ...(tooltip === "" ? {} : { tooltip: { kind: MarkupKind.Markdown, value: tooltip } }),
        ...(padding === "left" ? { paddingLeft: true } : {}),
        ...(padding === "right" ? { paddingRight: true } : {}),
      }),
    );
  },
});

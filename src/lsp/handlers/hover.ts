import { HoverRequest, MarkupKind } from "vscode-languageserver/node.js";
import { hoverAt } from "../../ide/hover.ts";
import { defineHandler } from "../handler.ts";
import { cursorOf, rangeIn, settle } from "../server.ts";

export const handler = defineHandler(HoverRequest.type, {
  needs: ["textDocument", "position"],
  capabilities: () => ({ hoverProvider: true }),
  async handle(server, params) {
    const cursor = cursorOf(server, params);
    if (cursor) await settle(server, cursor.project);
    const hover = cursor && hoverAt(cursor.snapshot, cursor.uri, cursor.offset);
    if (!hover) return null;
    return {
      contents: { kind: MarkupKind.Markdown, value: hover.markdown },
      range: rangeIn(cursor.document, hover.span),
    };
  },
});

import { LinkedEditingRangeRequest } from "vscode-languageserver/node.js";
import { linkedSpansAt } from "../../ide/linked-editing.ts";
import { defineHandler } from "../handler.ts";
import { cursorOf, rangeIn } from "../server.ts";

export const handler = defineHandler(LinkedEditingRangeRequest.type, {
  needs: ["textDocument", "position"],
  capabilities: () => ({ linkedEditingRangeProvider: true }),
  handle(server, params) {
    const cursor = cursorOf(server, params);
    const spans = cursor ? linkedSpansAt(cursor.snapshot, cursor.uri, cursor.offset) : [];
    if (!cursor || spans.length === 0) return null;
    return {
      ranges: spans.map((span) => rangeIn(cursor.document, span)),
      wordPattern: "[\\p{L}_][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*",
    };
  },
});

import { type SelectionRange, SelectionRangeRequest } from "vscode-languageserver/node.js";
import { selectionsAt } from "../../ide/selection.ts";
import { defineHandler } from "../handler.ts";
import { rangeIn, sourceOf } from "../server.ts";

export const handler = defineHandler(SelectionRangeRequest.type, {
  needs: ["textDocument", "positions"],
  capabilities: () => ({ selectionRangeProvider: true }),
  handle(server, { textDocument, positions }) {
    const source = sourceOf(server, textDocument.uri);
    if (!source) return null;
    return positions.map((position) => {
      const spans = selectionsAt(source.snapshot, source.uri, source.document.offsetAt(position));
      const outermost = spans.toReversed().reduce<SelectionRange | null>((parent, span) => {
        const range = rangeIn(source.document, span);
        return parent ? { range, parent } : { range };
      }, null);
      return outermost ?? { range: { start: position, end: position } };
    });
  },
});

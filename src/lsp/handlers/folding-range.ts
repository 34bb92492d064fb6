import { type FoldingRange, FoldingRangeKind, FoldingRangeRequest } from "vscode-languageserver/node.js";
import { foldsIn } from "../../ide/folding.ts";
import { defineHandler } from "../handler.ts";
import { rangeIn, sourceOf } from "../server.ts";

const kinds = { code: null, comment: FoldingRangeKind.Comment, imports: FoldingRangeKind.Imports } as const;

export const handler = defineHandler(FoldingRangeRequest.type, {
  needs: ["textDocument"],
  capabilities: () => ({ foldingRangeProvider: true }),
  handle(server, { textDocument }) {
    const source = sourceOf(server, textDocument.uri);
    if (!source) return null;
    const lineOnly = server.client.textDocument?.foldingRange?.lineFoldingOnly === true;
    return foldsIn(source.snapshot, source.uri).flatMap(({ span, kind }): readonly FoldingRange[] => {
      const { start, end } = rangeIn(source.document, span);
      // With whole lines alone, the line of the closing bracket stays in sight.
      const endLine = lineOnly && kind === "code" ? end.line - 1 : end.line;
      if (endLine <= start.line) return [];
      const name = kinds[kind];
      const characters = lineOnly ? {} : { startCharacter: start.character, endCharacter: end.character };
      return [{ startLine: start.line, endLine, ...characters, ...(name === null ? {} : { kind: name }) }];
    }) as FoldingRange[];
  },
});

import { CodeLensRequest } from "vscode-languageserver/node.js";
import { lensesIn } from "../../ide/lenses.ts";
import { defineHandler } from "../handler.ts";
import { locationOf, rangeIn, settle, sourceOf } from "../server.ts";

export const handler = defineHandler(CodeLensRequest.type, {
  capabilities: () => ({ codeLensProvider: { resolveProvider: false } }),
  async handle(server, { textDocument }) {
    const source = sourceOf(server, textDocument.uri);
    if (!source) return null;
    await settle(server, source.project);
    const { document, project } = source;
    return lensesIn(source.snapshot, source.uri).map(({ span, text, places }) => {
      const range = rangeIn(document, span);
      const locations = places.flatMap((place) => locationOf(server, project, place) ?? []);
      // Shown by clients that have the command; for others the line is there to be read.
      const command = locations.length > 0 ? "immu.showReferences" : "";
      return { range, command: { title: text, command, arguments: [textDocument.uri, range.start, locations] } };
    });
  },
});

import { CodeLensRequest, type Command } from "vscode-languageserver/node.js";
import { type Lens, lensesIn } from "../../ide/lenses.ts";
import { defineHandler } from "../handler.ts";
import { hasCommand, locationOf, rangeIn, type Server, settle, sourceOf } from "../server.ts";

export const handler = defineHandler(CodeLensRequest.type, {
  needs: ["textDocument"],
  capabilities: () => ({ codeLensProvider: { resolveProvider: false } }),
  async handle(server, { textDocument }) {
    const source = sourceOf(server, textDocument.uri);
    if (!source) return null;
    await settle(server, source.project);
    const { document, project } = source;
    return lensesIn(source.snapshot, source.uri).map((lens) => {
      const range = rangeIn(document, lens.span);
      const locations = lens.places.flatMap((place) => locationOf(server, project, place) ?? []);
      return { range, command: commandOf(server, lens, [textDocument.uri, range.start, locations]) };
    });
  },
});

// Without a command, the line is there to be read.
function commandOf({ client }: Server, { text, places, rollouts }: Lens, references: unknown[]): Command {
  if (rollouts && hasCommand(client, "immu.showRollout")) return { title: text, command: "immu.showRollout" };
  if (places.length > 0 && hasCommand(client, "immu.showReferences")) {
    return { title: text, command: "immu.showReferences", arguments: references };
  }
  return { title: text, command: "" };
}

import { ReferencesRequest } from "vscode-languageserver/node.js";
import { referencesIn, targetsAt } from "../../ide/references.ts";
import { defineHandler } from "../handler.ts";
import { cursorOf, everywhere, locationOf } from "../server.ts";
import { inSteps } from "../steps.ts";

export const handler = defineHandler(ReferencesRequest.type, {
  needs: ["textDocument", "position", "context"],
  capabilities: () => ({ referencesProvider: { workDoneProgress: true } }),
  async handle(server, params, token) {
    const cursor = cursorOf(server, params);
    if (!cursor) return null;
    const sources = everywhere(server, cursor).flatMap((place) => {
      const targets = targetsAt(place.snapshot, place.uri, place.offset);
      const uris = targets.length === 0 ? [] : [...place.snapshot.modules().value.all.keys()];
      return uris.map((uri) => ({ ...place, uri, targets }));
    });
    const long = { params, token, title: "Finding references" };
    const found = await inSteps(server, long, sources, ({ snapshot, project, uri, targets }) =>
      referencesIn(snapshot, uri, targets)
        .filter(({ role }) => params.context.includeDeclaration || role !== "declaration")
        .flatMap(({ span }) => locationOf(server, project, span) ?? []),
    );
    // What projects share is found in each.
    return [...new Map(found.flat().map((location) => [JSON.stringify(location), location])).values()];
  },
});

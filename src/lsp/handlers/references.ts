import { ReferencesRequest } from "vscode-languageserver/node.js";
import { referencesIn, targetsAt } from "../../ide/references.ts";
import { defineHandler } from "../handler.ts";
import { cursorOf, locationOf } from "../server.ts";
import { inSteps } from "../steps.ts";

export const handler = defineHandler(ReferencesRequest.type, {
  needs: ["textDocument", "position", "context"],
  capabilities: () => ({ referencesProvider: { workDoneProgress: true } }),
  async handle(server, params, token) {
    const cursor = cursorOf(server, params);
    if (!cursor) return null;
    const { snapshot, project } = cursor;
    const targets = targetsAt(snapshot, cursor.uri, cursor.offset);
    if (targets.length === 0) return [];
    const uris = [...snapshot.modules().value.all.keys()];
    const found = await inSteps(server, { params, token, title: "Finding references" }, uris, (uri) =>
      referencesIn(snapshot, uri, targets)
        .filter(({ role }) => params.context.includeDeclaration || role !== "declaration")
        .flatMap(({ span }) => locationOf(server, project, span) ?? []),
    );
    return found.flat();
  },
});

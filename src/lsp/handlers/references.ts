import { ReferencesRequest } from "vscode-languageserver/node.js";
import { referencesAt } from "../../ide/references.ts";
import { defineHandler } from "../handler.ts";
import { cursorOf, locationOf } from "../server.ts";

export const handler = defineHandler(ReferencesRequest.type, {
  capabilities: () => ({ referencesProvider: true }),
  handle(server, params) {
    const cursor = cursorOf(server, params);
    if (!cursor) return null;
    const found = referencesAt(cursor.snapshot, cursor.uri, cursor.offset, params.context.includeDeclaration);
    return found.flatMap(({ span }) => locationOf(server, cursor.project, span) ?? []);
  },
});

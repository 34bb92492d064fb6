import { DefinitionRequest } from "vscode-languageserver/node.js";
import { definitionAt } from "../../ide/definition.ts";
import { defineHandler } from "../handler.ts";
import { toDefinition } from "../places.ts";
import { cursorOf } from "../server.ts";

export const handler = defineHandler(DefinitionRequest.type, {
  needs: ["textDocument", "position"],
  capabilities: () => ({ definitionProvider: true }),
  handle(server, params) {
    const cursor = cursorOf(server, params);
    const found = cursor && definitionAt(cursor.snapshot, cursor.uri, cursor.offset);
    return found ? toDefinition(server, cursor, found, server.client.textDocument?.definition?.linkSupport) : null;
  },
});

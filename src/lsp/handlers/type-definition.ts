import { TypeDefinitionRequest } from "vscode-languageserver/node.js";
import { typeDefinitionAt } from "../../ide/definition.ts";
import { defineHandler } from "../handler.ts";
import { toDefinition } from "../places.ts";
import { cursorOf } from "../server.ts";

export const handler = defineHandler(TypeDefinitionRequest.type, {
  needs: ["textDocument", "position"],
  capabilities: () => ({ typeDefinitionProvider: true }),
  handle(server, params) {
    const cursor = cursorOf(server, params);
    const found = cursor && typeDefinitionAt(cursor.snapshot, cursor.uri, cursor.offset);
    return found ? toDefinition(server, cursor, found, server.client.textDocument?.typeDefinition?.linkSupport) : null;
  },
});

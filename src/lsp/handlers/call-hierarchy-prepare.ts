import { CallHierarchyPrepareRequest } from "vscode-languageserver/node.js";
import { userAt } from "../../ide/call-hierarchy.ts";
import { defineHandler } from "../handler.ts";
import { cursorOf } from "../server.ts";
import { toItem } from "../users.ts";

export const handler = defineHandler(CallHierarchyPrepareRequest.type, {
  needs: ["textDocument", "position"],
  capabilities: () => ({ callHierarchyProvider: true }),
  handle(server, params) {
    const cursor = cursorOf(server, params);
    const user = cursor && userAt(cursor.snapshot, cursor.uri, cursor.offset);
    const item = user && toItem(server, cursor.project, user);
    return item ? [item] : null;
  },
});

import { WorkspaceSymbolRequest } from "vscode-languageserver/node.js";
import { workspaceSymbols } from "../../ide/symbols.ts";
import { defineHandler } from "../handler.ts";
import { locationOf } from "../server.ts";
import { symbolKinds } from "../symbol-kinds.ts";

export const handler = defineHandler(WorkspaceSymbolRequest.type, {
  capabilities: () => ({ workspaceSymbolProvider: true }),
  handle(server, { query }) {
    const seen = new Set<string>();
    return server.workspace.projects().flatMap((project) =>
      workspaceSymbols(project.snapshot, query).flatMap(({ name, kind, container, span }) => {
        const location = locationOf(server, project, span);
        const key = JSON.stringify(location);
        if (!location || seen.has(key)) return [];
        seen.add(key);
        return [{ name, kind: symbolKinds[kind], containerName: container, location }];
      }),
    );
  },
});

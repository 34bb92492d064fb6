import { WorkspaceSymbolRequest } from "vscode-languageserver/node.js";
import { workspaceSymbols } from "../../ide/symbols.ts";
import { defineHandler } from "../handler.ts";
import { locationOf } from "../server.ts";
import { inSteps } from "../steps.ts";
import { symbolKinds } from "../symbol-kinds.ts";

export const handler = defineHandler(WorkspaceSymbolRequest.type, {
  needs: ["query"],
  capabilities: () => ({ workspaceSymbolProvider: { workDoneProgress: true } }),
  async handle(server, params, token) {
    const seen = new Set<string>();
    const projects = server.workspace.projects();
    const found = await inSteps(server, { params, token, title: "Finding symbols" }, projects, (project) =>
      workspaceSymbols(project.snapshot, params.query).flatMap(({ name, kind, container, span }) => {
        const location = locationOf(server, project, span);
        const key = JSON.stringify(location);
        if (!location || seen.has(key)) return [];
        seen.add(key);
        return [{ name, kind: symbolKinds[kind], containerName: container, location }];
      }),
    );
    return found.flat();
  },
});

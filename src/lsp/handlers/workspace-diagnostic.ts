import {
  DocumentDiagnosticReportKind,
  WorkspaceDiagnosticRequest,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver/node.js";
import { sha256 } from "../../base/digest.ts";
import { findingsByUri } from "../findings.ts";
import { defineHandler } from "../handler.ts";
import { settle } from "../server.ts";
import { inSteps } from "../steps.ts";

export const handler = defineHandler(WorkspaceDiagnosticRequest.type, {
  needs: ["previousResultIds"],
  // Declared with the diagnostics of one document.
  capabilities: () => ({}),
  async handle(server, params, token) {
    const { previousResultIds } = params;
    const projects = server.workspace.projects();
    await inSteps(server, { params, token, title: "Checking" }, projects, (project) => settle(server, project));
    const before = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
    const found = findingsByUri(server);
    const uris = new Set([...found.keys(), ...before.keys()]);
    const items = [...uris].map((uri): WorkspaceDocumentDiagnosticReport => {
      const diagnostics = [...(found.get(uri) ?? [])];
      const resultId = sha256(JSON.stringify(diagnostics));
      const version = server.workspace.document(uri)?.version ?? null;
      return before.get(uri) === resultId
        ? { uri, version, kind: DocumentDiagnosticReportKind.Unchanged, resultId }
        : { uri, version, kind: DocumentDiagnosticReportKind.Full, resultId, items: diagnostics };
    });
    return { items };
  },
});

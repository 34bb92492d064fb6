import {
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
} from "vscode-languageserver/node.js";
import { sha256 } from "../../base/digest.ts";
import { findingsByUri } from "../findings.ts";
import { defineHandler } from "../handler.ts";
import { settle } from "../server.ts";

/** Diagnostics for clients that ask for them instead of waiting to be told. */
export const handler = defineHandler(DocumentDiagnosticRequest.type, {
  needs: ["textDocument"],
  capabilities: (client) =>
    client.textDocument?.diagnostic
      ? { diagnosticProvider: { identifier: "immuc", interFileDependencies: true, workspaceDiagnostics: true } }
      : {},
  async handle(server, { textDocument, previousResultId }): Promise<DocumentDiagnosticReport> {
    for (const project of server.workspace.projects()) await settle(server, project);
    const items = [...(findingsByUri(server).get(textDocument.uri) ?? [])];
    const resultId = sha256(JSON.stringify(items));
    return resultId === previousResultId
      ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
      : { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  },
});

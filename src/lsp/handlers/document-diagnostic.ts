import {
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
} from "vscode-languageserver/node.js";
import { sha256 } from "../../base/digest.ts";
import { findingsByUri } from "../findings.ts";
import { defineHandler } from "../handler.ts";

/** Diagnostics for clients that ask for them instead of waiting to be told. */
export const handler = defineHandler(DocumentDiagnosticRequest.type, {
  capabilities: (client) =>
    client.textDocument?.diagnostic
      ? { diagnosticProvider: { identifier: "immuc", interFileDependencies: true, workspaceDiagnostics: true } }
      : {},
  handle(server, { textDocument, previousResultId }): DocumentDiagnosticReport {
    const items = [...(findingsByUri(server).get(textDocument.uri) ?? [])];
    const resultId = sha256(JSON.stringify(items));
    return resultId === previousResultId
      ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
      : { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  },
});

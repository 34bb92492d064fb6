import type { Diagnostic as ProtocolDiagnostic } from "vscode-languageserver/node.js";
import { byText } from "../base/order.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { groupByFile } from "../query/unreadable-text.ts";
import { toProtocol } from "./convert-diagnostic.ts";
import type { Project } from "./project.ts";
import { documentFor, editorUri, type Server } from "./server.ts";

/** What is wrong with every project that has an open document, by the editor's uri: what `immuc check` reports. */
export function findingsByUri(
  server: Server,
  diagnosticsOf: (project: Project) => readonly Diagnostic[] = allOf,
): ReadonlyMap<string, readonly ProtocolDiagnostic[]> {
  const found = new Map<string, ProtocolDiagnostic[]>();
  const seen = new Set<string>();
  for (const project of server.workspace.projects()) {
    for (const [uri, diagnostics] of groupByFile(diagnosticsOf(project))) {
      const document = documentFor(server.workspace, project, uri);
      if (!document) continue;
      const address = editorUri(server.workspace, project, uri);
      const list = found.get(address) ?? [];
      found.set(address, list);
      for (const diagnostic of diagnostics) {
        // A file may take part in two projects; what both find is said once.
        const key = JSON.stringify([
          address,
          diagnostic.code,
          diagnostic.span.start,
          diagnostic.span.end,
          diagnostic.message,
        ]);
        if (seen.has(key)) continue;
        seen.add(key);
        list.push(toProtocol(server, project, document, diagnostic));
      }
    }
  }
  return new Map([...found].sort(byText(([name]) => name)));
}

function allOf({ lockDiagnostics, snapshot }: Project): readonly Diagnostic[] {
  return [...lockDiagnostics, ...snapshot.diagnostics()];
}

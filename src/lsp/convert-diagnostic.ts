import {
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic as ProtocolDiagnostic,
} from "vscode-languageserver/node.js";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { needlessFallback } from "../diagnostics/codes/needless-fallback.ts";
import { unreachableArm } from "../diagnostics/codes/unreachable-arm.ts";
import { unusedImport } from "../diagnostics/codes/unused-import.ts";
import type { Diagnostic, Level } from "../diagnostics/diagnostic.ts";
import type { Project } from "./project.ts";
import { locationOf, rangeIn, type Server } from "./server.ts";
import { explanationUri } from "./uris.ts";

const severities: Readonly<Record<Level, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** Findings about text that could as well not be there: editors fade it. */
const unnecessary: ReadonlySet<string> = new Set([unusedImport.code, unreachableArm.code, needlessFallback.code]);

/** A finding as the protocol has it. */
export function toProtocol(
  server: Server,
  project: Project,
  document: TextDocument,
  diagnostic: Diagnostic,
): ProtocolDiagnostic {
  const { code, level, message, help, span, related } = diagnostic;
  const relatedInformation = related.flatMap((each) => {
    const location = locationOf(server, project, each.span);
    return location ? [{ location, message: each.message }] : [];
  });
  return {
    range: rangeIn(document, span),
    severity: severities[level],
    code,
    codeDescription: { href: explanationUri(code) },
    source: "immuc",
    message: help ? `${message}\n${help}` : message,
    ...(unnecessary.has(code) ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(relatedInformation.length > 0 ? { relatedInformation } : {}),
  };
}

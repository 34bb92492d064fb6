import type { Location, Log, PhysicalLocation, ReportingDescriptor, Result, Fix as SarifFix } from "sarif";
import type { Source } from "../../base/source.ts";
import type { Span } from "../../base/span.ts";
import type { DiagnosticDefinition } from "../definition.ts";
import type { Diagnostic, Fix, Level } from "../diagnostic.ts";
import { locator } from "./render-json.ts";

export interface SarifInput {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, Source>;
  readonly definitions: readonly DiagnosticDefinition<never>[];
  /** Version of the compiler. */
  readonly version: string;
}

/** Findings as a SARIF 2.1.0 log (OASIS), the form that code scanning services read. */
export function sarifLog({ diagnostics, sources, definitions, version }: SarifInput): Log {
  const found = new Set(diagnostics.map((diagnostic) => diagnostic.code));
  const rules = definitions.filter((definition) => found.has(definition.code));
  const place = physicalLocations(sources);
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "immuc", semanticVersion: version, rules: rules.map(ruleOf) } },
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((diagnostic) => resultOf(diagnostic, rules, place)),
      },
    ],
  };
}

type Place = (span: Span) => PhysicalLocation;

function ruleOf(definition: DiagnosticDefinition<never>): ReportingDescriptor {
  return {
    id: definition.code,
    shortDescription: { text: definition.title },
    fullDescription: { text: definition.explanation },
    help: { text: definition.explanation, markdown: definition.explanation },
    defaultConfiguration: { level: levelOf(definition.level) },
  };
}

function resultOf(diagnostic: Diagnostic, rules: readonly { readonly code: string }[], place: Place): Result {
  const { code, level, message, help, span, related, fixes } = diagnostic;
  const ruleIndex = rules.findIndex((rule) => rule.code === code);
  return {
    ruleId: code,
    ...(ruleIndex === -1 ? {} : { ruleIndex }),
    level: levelOf(level),
    message: { text: help === undefined ? message : `${message}\n${help}` },
    locations: [{ physicalLocation: place(span) }],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map(
            (each, id): Location => ({ id, message: { text: each.message }, physicalLocation: place(each.span) }),
          ),
        }),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map((fix) => fixOf(fix, place)) }),
  };
}

function fixOf(fix: Fix, place: Place): SarifFix {
  const uris = [...new Set(fix.edits.map((edit) => edit.span.uri))];
  return {
    description: { text: fix.title },
    artifactChanges: uris.map((uri) => ({
      artifactLocation: artifactLocation(uri),
      replacements: fix.edits
        .filter((edit) => edit.span.uri === uri)
        .map((edit) => ({
          deletedRegion: place(edit.span).region ?? {},
          insertedContent: { text: edit.text },
        })),
    })),
  };
}

function physicalLocations(sources: ReadonlyMap<string, Source>): Place {
  const locate = locator(sources);
  return (span) => {
    const { start, end } = locate(span);
    return {
      artifactLocation: artifactLocation(span.uri),
      region: {
        startLine: start.line,
        startColumn: start.column,
        endLine: end.line,
        endColumn: end.column,
        charOffset: span.start,
        charLength: span.end - span.start,
      },
    };
  };
}

function artifactLocation(uri: string): PhysicalLocation["artifactLocation"] & object {
  return { uri: uri.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" };
}

function levelOf(level: Level): "error" | "warning" | "note" {
  return level === "info" ? "note" : level;
}

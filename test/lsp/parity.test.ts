import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { DiagnosticSeverity, type Diagnostic as ProtocolDiagnostic } from "vscode-languageserver/node.js";
import { TextDocument } from "vscode-languageserver-textdocument";
import { compileProject } from "../../src/cli/project/compile-project.ts";
import { findingsByUri } from "../../src/lsp/findings.ts";
import { definitions } from "../../src/query/definitions.gen.ts";
import { folderWith } from "../cli/cli.ts";
import { mistakes } from "../semantics/mistakes.ts";
import { exampleFolder, exampleNames } from "../support/project.ts";
import { serverInProcess } from "./in-process.ts";

const golden = join(import.meta.dirname, "../golden");

interface Finding {
  readonly uri: string;
  readonly code: unknown;
  readonly severity: unknown;
  readonly message: string;
  readonly range: ProtocolDiagnostic["range"];
  readonly related: readonly { readonly message: string; readonly range: ProtocolDiagnostic["range"] }[];
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

/** What `immuc check` finds in a folder, as an editor would show it. */
async function compiled(folder: string): Promise<readonly Finding[]> {
  const options = { params: [], environment: undefined, locked: false, purpose: "check" } as const;
  const { compilation } = await compileProject(folder, undefined, options);
  const { sources, diagnostics } = compilation;
  const rangeOf = ({ uri, start, end }: { uri: string; start: number; end: number }): ProtocolDiagnostic["range"] => {
    const document = TextDocument.create(uri, "immu", 0, sources.get(uri)?.text ?? "");
    return { start: document.positionAt(start), end: document.positionAt(end) };
  };
  return diagnostics.map(({ code, level, message, help, span, related }) => ({
    uri: pathToFileURL(join(folder, span.uri)).href,
    code,
    severity: severities[level],
    message: help ? `${message}\n${help}` : message,
    range: rangeOf(span),
    related: related.map((each) => ({ message: each.message, range: rangeOf(each.span) })),
  }));
}

type Server = ReturnType<typeof serverInProcess>;

/** What the language server says about all that it has open. */
function published(server: Server): readonly Finding[] {
  return [...findingsByUri(server)].flatMap(([uri, diagnostics]) =>
    diagnostics.map(({ code, severity, message, range, relatedInformation }) => ({
      uri,
      code,
      severity,
      message,
      range,
      related: (relatedInformation ?? []).map((each) => ({ message: each.message, range: each.location.range })),
    })),
  );
}

function sorted(findings: readonly Finding[]): readonly string[] {
  return findings.map((each) => JSON.stringify(each)).sort();
}

const samples = definitions.flatMap(({ code, samples: { failing, passing } }) => [
  [`${code}, failing`, failing] as const,
  [`${code}, passing`, passing] as const,
]);
const mistaken = Object.entries(mistakes).flatMap(([area, cases]) =>
  Object.entries(cases).map(([name, files]) => [`${area}: ${name}`, files] as const),
);
const written = ["syntax", "format"].flatMap((area) =>
  readdirSync(join(golden, area)).map(
    (name) => [`${area}: ${name}`, readFileSync(join(golden, area, name, "input.immu"), "utf8")] as const,
  ),
);
const cases = [...samples, ...mistaken, ...written].map(([name, files]) => {
  const sources = (typeof files === "string" ? { "main.immu": files } : files) as Record<string, string>;
  // Half a character is no text that a file could hold.
  return [name, Object.fromEntries(Object.entries(sources).map(([path, text]) => [path, asFile(text)]))] as const;
});

function asFile(text: string): string {
  return Buffer.from(text).toString();
}

describe("the compiler and the language server find the same", () => {
  test.each(cases)("%s", async (_, files) => {
    const folder = folderWith(files);
    const uri = pathToFileURL(join(folder, "main.immu")).href;
    const server = serverInProcess();
    server.workspace.open(uri, "immu", 1, files["main.immu"] ?? "");
    expect(sorted(published(server))).toEqual(sorted(await compiled(folder)));
  });

  test.each(exampleNames)("example %s, whichever of its files is open", async (name) => {
    const folder = exampleFolder(name);
    const expected = sorted(await compiled(folder));
    const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".immu"));
    for (const path of sources) {
      const server = serverInProcess();
      server.workspace.open(
        pathToFileURL(join(folder, path)).href,
        "immu",
        1,
        readFileSync(join(folder, path), "utf8"),
      );
      expect(sorted(published(server)), path).toEqual(expected);
    }
  });

  test("in a file that becomes one case after the other", async () => {
    const folder = folderWith({ "main.immu": "" });
    const path = join(folder, "main.immu");
    const uri = pathToFileURL(path).href;
    const server = serverInProcess();
    server.workspace.open(uri, "immu", 1, "");
    let version = 1;
    for (const [name, files] of cases) {
      if (Object.keys(files).join() !== "main.immu") continue;
      const text = files["main.immu"] ?? "";
      writeFileSync(path, text);
      server.workspace.change(uri, ++version, [{ text }]);
      expect(sorted(published(server)), name).toEqual(sorted(await compiled(folder)));
    }
  });
});

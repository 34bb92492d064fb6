import { ProtocolRequestType } from "vscode-languageserver/node.js";
import { definitions } from "../../query/definitions.gen.ts";
import { standardLibrary } from "../../semantics/stdlib.gen.ts";
import { defineHandler } from "../handler.ts";
import { explainedCode, explanationScheme, standardModule, standardScheme } from "../uris.ts";

// Of version 3.18 of the protocol, which the library does not know yet.
const type = new ProtocolRequestType<{ readonly uri: string }, { text: string } | null, never, void, void>(
  "workspace/textDocumentContent",
);

/** The documents that are no files: the standard library, and the pages that explain findings. */
export const handler = defineHandler(type, {
  needs: ["uri"],
  capabilities: () => ({
    workspace: { textDocumentContent: { schemes: [standardScheme, explanationScheme] } } as object,
  }),
  handle(_server, { uri }) {
    const module = standardModule(uri);
    const text = module === null ? explanation(uri) : standardLibrary[module];
    return text === undefined || text === null ? null : { text };
  },
});

function explanation(uri: string): string | null {
  const code = explainedCode(uri);
  const definition = definitions.find((each) => each.code === code);
  if (!definition) return null;
  const { failing, passing } = definition.samples;
  return [
    `# ${definition.code}: ${definition.title}`,
    definition.explanation,
    "## Refused",
    sampleText(failing),
    "## Accepted",
    sampleText(passing),
    "",
  ].join("\n\n");
}

function sampleText(sample: string | Readonly<Record<string, string>>): string {
  const files = typeof sample === "string" ? { "main.immu": sample } : sample;
  return Object.entries(files)
    .map(
      ([path, text]) => `${Object.keys(files).length > 1 ? `${path}:\n\n` : ""}\`\`\`immu\n${text.trimEnd()}\n\`\`\``,
    )
    .join("\n\n");
}

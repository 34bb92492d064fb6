import type { ClientCapabilities, Position, Range } from "vscode-languageserver/node.js";
import { CancellationToken, ResponseError } from "vscode-languageserver/node.js";
import { TextDocument } from "vscode-languageserver-textdocument";
import { tokenModifiers, tokenTypes } from "../../src/ide/semantic-tokens.ts";
import { findingsByUri } from "../../src/lsp/findings.ts";
import { handlers } from "../../src/lsp/handlers.gen.ts";
import type { Server } from "../../src/lsp/server.ts";
import { standardModule } from "../../src/lsp/uris.ts";
import { createWorkspace } from "../../src/lsp/workspace.ts";
import { standardLibrary } from "../../src/semantics/stdlib.gen.ts";

/** A server without a wire: requests are calls. */
export function serverInProcess(client: ClientCapabilities = fullClient): Server {
  const workspace = createWorkspace();
  return { connection: {} as Server["connection"], workspace, client, diagnose: () => {}, settled: async () => true };
}

/** A client that takes everything. */
export const fullClient: ClientCapabilities = {
  textDocument: {
    completion: { completionItem: { snippetSupport: true } },
    definition: { linkSupport: true },
    typeDefinition: { linkSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    rename: { prepareSupport: true },
  },
  workspace: { workspaceEdit: { documentChanges: true } },
};

/** The answer to a request; a refusal is an answer too. */
export async function ask(server: Server, method: string, params: unknown): Promise<unknown> {
  const handler = handlers.find((each) => each.method === method);
  if (!handler) throw new Error(`nobody answers ${method}`);
  try {
    return await handler.handle(server, params as never, CancellationToken.None);
  } catch (error) {
    if (error instanceof ResponseError) return { refused: error.message };
    throw error;
  }
}

/** Every request that can be asked about a place of a document. */
export function questionsAbout(document: TextDocument, position: Position): readonly (readonly [string, unknown])[] {
  const { uri } = document;
  const end = document.positionAt(document.getText().length);
  const whole: Range = { start: { line: 0, character: 0 }, end };
  const textDocument = { uri };
  const at = { textDocument, position };
  return [
    ["textDocument/hover", at],
    ["textDocument/completion", at],
    ["textDocument/definition", at],
    ["textDocument/typeDefinition", at],
    ["textDocument/references", { ...at, context: { includeDeclaration: true } }],
    ["textDocument/documentHighlight", at],
    ["textDocument/prepareRename", at],
    ["textDocument/rename", { ...at, newName: "another_name" }],
    ["textDocument/formatting", { textDocument, options: {} }],
    ["textDocument/rangeFormatting", { textDocument, range: { start: whole.start, end: position }, options: {} }],
    ["textDocument/onTypeFormatting", { ...at, ch: "}", options: {} }],
    [
      "textDocument/codeAction",
      { textDocument, range: { start: position, end: position }, context: { diagnostics: [] } },
    ],
    ["textDocument/semanticTokens/full", { textDocument }],
    ["textDocument/semanticTokens/range", { textDocument, range: { start: position, end } }],
    ["textDocument/inlayHint", { textDocument, range: whole }],
    ["textDocument/signatureHelp", at],
    ["textDocument/documentSymbol", { textDocument }],
    ["workspace/symbol", { query: "e" }],
    ["textDocument/foldingRange", { textDocument }],
    ["textDocument/selectionRange", { textDocument, positions: [position] }],
    ["textDocument/prepareCallHierarchy", at],
    ["textDocument/codeLens", { textDocument }],
    ["textDocument/documentLink", { textDocument }],
    ["textDocument/linkedEditingRange", at],
    ["textDocument/diagnostic", { textDocument }],
    ["workspace/diagnostic", { previousResultIds: [] }],
  ];
}

/** Every request that can be asked about a place, with its answer. */
export async function askEverything(
  server: Server,
  uri: string,
  position: Position,
): Promise<readonly (readonly [string, unknown])[]> {
  const document = server.workspace.document(uri) ?? TextDocument.create(uri, "immu", 0, "");
  const questions = questionsAbout(document, position);
  const answers: [string, unknown][] = [];
  for (const [method, params] of questions)
    answers.push([method, forgetful(method, await ask(server, method, params))]);
  const published = [...findingsByUri(server)].map(([address, items]) => ({ uri: address, items }));
  answers.push(["diagnostics", published]);
  return answers;
}

// The names of results count up; what they name is what matters.
function forgetful(method: string, answer: unknown): unknown {
  return method.startsWith("textDocument/semanticTokens") && answer !== null
    ? { data: (answer as { data: unknown }).data }
    : answer;
}

/** What is wrong with the ranges in an answer: all must lie inside their documents. */
export function rangeProblems(server: Server, uri: string, answer: unknown): readonly string[] {
  const problems: string[] = [];
  const visit = (value: unknown, document: TextDocument | null): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, document);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return;
    const fields = value as Record<string, unknown>;
    const named = fields.uri ?? fields.targetUri ?? (fields.textDocument as { uri?: string } | undefined)?.uri;
    const own = typeof named === "string" ? documentOf(server, named) : document;
    if (isRange(value) && own) {
      const [start, end] = [own.offsetAt(value.start), own.offsetAt(value.end)];
      const exact = samePosition(own.positionAt(start), value.start) && samePosition(own.positionAt(end), value.end);
      if (!exact || start > end) problems.push(`${JSON.stringify(value)} in ${own.uri}`);
    }
    for (const [key, item] of Object.entries(fields)) {
      visit(item, key === "originSelectionRange" ? documentOf(server, uri) : own);
    }
  };
  visit(answer, documentOf(server, uri));
  return problems;
}

function documentOf(server: Server, uri: string): TextDocument | null {
  const module = standardModule(uri);
  if (module !== null) return TextDocument.create(uri, "immu", 0, standardLibrary[module] ?? "");
  return server.workspace.document(uri);
}

function isRange(value: object): value is Range {
  return "start" in value && "end" in value && typeof value.start === "object";
}

function samePosition(left: Position, right: Position): boolean {
  return left.line === right.line && left.character === right.character;
}

/** What is wrong with encoded tokens: they must be in order, on their lines, and of the legend. */
export function tokenProblems(document: TextDocument, data: readonly number[]): readonly string[] {
  const problems: string[] = [];
  let line = 0;
  let character = 0;
  let last = 0;
  for (let at = 0; at < data.length; at += 5) {
    const [lines = 0, characters = 0, length = 0, type = -1, modifiers = 0] = data.slice(at, at + 5);
    line += lines;
    character = lines === 0 ? character + characters : characters;
    const start = document.offsetAt({ line, character });
    const end = document.positionAt(start + length);
    if (end.line !== line || length <= 0) problems.push(`token at ${line}:${character} leaves its line`);
    if (start < last) problems.push(`token at ${line}:${character} overlaps the one before`);
    if (type < 0 || type >= tokenTypes.length || modifiers >= 1 << tokenModifiers.length)
      problems.push(`token of no type at ${line}`);
    last = start + length;
  }
  return problems;
}

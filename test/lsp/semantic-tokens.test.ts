import { expect, test } from "vitest";
import { tokenTypes } from "../../src/ide/semantic-tokens.ts";
import { ask, fullClient, serverInProcess } from "./in-process.ts";

const uri = "untitled:specs";
const text = 'let port = 8080 // of the service\nlet url = "http://${port}"\n';

async function typesFor(augmentsSyntaxTokens: boolean, written = text): Promise<readonly (string | undefined)[]> {
  const semanticTokens = { requests: {}, tokenTypes: [], tokenModifiers: [], formats: [], augmentsSyntaxTokens };
  const server = serverInProcess({ ...fullClient, textDocument: { ...fullClient.textDocument, semanticTokens } });
  server.workspace.open(uri, "immu", 1, written);
  const answer = await ask(server, "textDocument/semanticTokens/full", { textDocument: { uri } });
  const { data } = answer as { readonly data: readonly number[] };
  return data.filter((_, index) => index % 5 === 3).map((type) => tokenTypes[type]);
}

test("an editor without a grammar is told what everything is", async () => {
  expect(await typesFor(false)).toEqual([
    ...["keyword", "variable", "number", "comment"],
    ...["keyword", "variable", "string", "variable", "string"],
  ]);
});

test("an editor that lays tokens over a grammar's is told what names are", async () => {
  expect(await typesFor(true)).toEqual(["variable", "variable", "variable"]);
});

test("a word of the grammar that stands as a name is none, known or not", async () => {
  expect(await typesFor(false, "let first = policy\n")).toEqual(["keyword", "variable"]);
});

test("a difference is told to whoever has what it starts from, and all to whoever opens the document anew", async () => {
  const server = serverInProcess();
  server.workspace.open(uri, "immu", 1, text);
  const first = await ask(server, "textDocument/semanticTokens/full", { textDocument: { uri } });
  const { resultId, data } = first as { readonly resultId: string; readonly data: readonly number[] };
  const difference = { textDocument: { uri }, previousResultId: resultId };
  server.workspace.change(uri, 2, [{ text: `${text}\n` }]);
  expect(await ask(server, "textDocument/semanticTokens/full/delta", difference)).toMatchObject({ edits: [] });
  const again = await ask(server, "textDocument/semanticTokens/full", { textDocument: { uri } });
  server.workspace.close(uri);
  server.workspace.open(uri, "immu", 1, text);
  const stale = { ...difference, previousResultId: (again as { readonly resultId: string }).resultId };
  expect(await ask(server, "textDocument/semanticTokens/full/delta", stale)).toMatchObject({ data });
});

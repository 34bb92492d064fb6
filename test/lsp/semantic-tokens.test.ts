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

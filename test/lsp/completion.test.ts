import { describe, expect, test } from "vitest";
import type { ClientCapabilities, CompletionList } from "vscode-languageserver/node.js";
import { ask, fullClient, serverInProcess } from "./in-process.ts";

/** What choosing each item at the end of a text writes there, by label. */
async function written(text: string, client: ClientCapabilities): Promise<ReadonlyMap<string, string | undefined>> {
  const server = serverInProcess(client);
  const uri = "untitled:completed";
  server.workspace.open(uri, "immu", 1, text);
  const position = server.workspace.document(uri)?.positionAt(text.length);
  const { items } = (await ask(server, "textDocument/completion", {
    textDocument: { uri },
    position,
  })) as CompletionList;
  return new Map(items.map(({ label, textEdit }) => [label, textEdit?.newText]));
}

test("an editor is told to ask again for a value only where it has the command for that", async () => {
  const commands = ["editor.action.triggerSuggest"];
  for (const experimental of [{ commands }, {}]) {
    const server = serverInProcess({ ...fullClient, experimental });
    server.workspace.open("untitled:a", "immu", 1, "fleet web {\n  si\n}\n");
    const at = { textDocument: { uri: "untitled:a" }, position: { line: 1, character: 4 } };
    const { items } = (await ask(server, "textDocument/completion", at)) as CompletionList;
    const found = items.flatMap(({ command }) => command?.command ?? []);
    expect([...new Set(found)]).toEqual("commands" in experimental ? commands : []);
  }
});

describe("for a client without snippets", () => {
  test("what is chosen goes as far as it is known, and opens nothing that nobody closes", async () => {
    const inFleet = await written("fleet web {\n  ", {});
    expect(["size", "image", "instances", "config", "http"].map((label) => inFleet.get(label))).toEqual([
      ...["size = ", "image = ", "instances = ", "config = ", "http"],
    ]);
    const asValue = await written("let a = ", {});
    expect(["join", "fleet", "if", "match", "true"].map((label) => asValue.get(label))).toEqual([
      ...["join", "fleet", "if ", "match ", "true"],
    ]);
    const onTop = await written("", {});
    expect(["fleet", "let", "import", "test"].map((label) => onTop.get(label))).toEqual([
      ...["fleet ", "let ", "import ", "test "],
    ]);
  });

  test("what is suggested for all of a value is written out", async () => {
    expect((await written("fleet web {\n  size = ", {})).get("min..max")).toBe("2..10");
    expect((await written("fleet web {\n  size = ", fullClient)).get("min..max")).toBe("${1:2}..${2:10}");
  });
});

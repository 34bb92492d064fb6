import { expect, test } from "vitest";
import type { CodeAction } from "vscode-languageserver/node.js";
import { tinyShop } from "../ide/project.ts";
import { ask, serverInProcess } from "./in-process.ts";

/** The titles of what is offered for all of a text, by the kinds that are asked for. */
async function offered(text: string, only?: readonly string[]): Promise<readonly string[]> {
  const server = serverInProcess();
  const uri = "untitled:acted";
  server.workspace.open(uri, "immu", 1, text);
  const end = server.workspace.document(uri)?.positionAt(text.length);
  const range = { start: { line: 0, character: 0 }, end };
  const actions = await ask(server, "textDocument/codeAction", {
    textDocument: { uri },
    range,
    context: { diagnostics: [], ...(only ? { only } : {}) },
  });
  return (actions as CodeAction[]).map(({ title }) => title);
}

// What an editor runs when it saves must not put a guess for what is not written yet.
test("nothing but the order of imports is changed where nobody looks", async () => {
  const text = tinyShop.replace("= image.web", "= image.web2").replace("{ careful }", "{ swift, careful }");
  expect(await offered(text, ["quickfix"])).toContain("Use `web`");
  expect(await offered(text, ["source.fixAll"])).toEqual([]);
  expect(await offered(text, ["source"])).toEqual(["Organize imports"]);
});

test("all fixes at once are offered where there are several", async () => {
  expect(await offered("let port = 1\nlet b = por\nlet c = pot\n")).toContain("Fix all that has a fix (2)");
  expect(await offered("let port = 1\nlet b = por\n")).toEqual(["Use `port`"]);
});

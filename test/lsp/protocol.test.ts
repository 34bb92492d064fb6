import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { handlers } from "../../src/lsp/handlers.gen.ts";
import { bundledProgram, folderWith, runProgram } from "../cli/cli.ts";
import { type Client, openEditor, ResponseFailure, startClient } from "./client.ts";

const program = bundledProgram();

const shop = resolve(import.meta.dirname, "../../examples/shop");

describe("the language server", () => {
  test("publishes what is wrong, answers, and leaves with 0", async () => {
    const folder = folderWith({ "main.immu": "let port = 8080\nlet next = prot + 1\n" });
    const uri = pathToFileURL(join(folder, "main.immu")).href;
    const client = await openEditor(program, folder);
    client.notify("textDocument/didOpen", {
      textDocument: { uri, languageId: "immu", version: 1, text: readFileSync(join(folder, "main.immu"), "utf8") },
    });
    const published = await client.until(() => client.received("textDocument/publishDiagnostics").at(-1));
    expect(published).toMatchObject({
      uri,
      version: 1,
      diagnostics: [{ code: "IMMU2011", range: { start: { line: 1, character: 11 } }, severity: 1 }],
    });
    const hover = await client.request("textDocument/hover", {
      textDocument: { uri },
      position: { line: 0, character: 5 },
    });
    expect(hover).toMatchObject({ contents: { value: "```immu\nlet port: int\n```\n\n= `8080`" } });
    const completion = await client.request<{ items: { label: string }[] }>("textDocument/completion", {
      textDocument: { uri },
      position: { line: 1, character: 13 },
    });
    expect(completion.items.map((item) => item.label)).toContain("port");
    expect(await client.close()).toBe(0);
    expect(client.stderr()).toBe("");
  });

  test("goes from a use to its declaration in another file", async () => {
    const client = await openEditor(program, shop);
    const uri = pathToFileURL(join(shop, "infra/fleets.immu")).href;
    const text = readFileSync(join(shop, "infra/fleets.immu"), "utf8");
    client.notify("textDocument/didOpen", { textDocument: { uri, languageId: "immu", version: 1, text } });
    const line = text.split("\n").findIndex((each) => each.includes("= careful"));
    const found = await client.request("textDocument/definition", {
      textDocument: { uri },
      position: { line, character: (text.split("\n")[line] ?? "").indexOf("careful") },
    });
    expect(found).toMatchObject([{ uri: pathToFileURL(join(shop, "infra/rollouts.immu")).href }]);
    await client.close();
  });

  test("says exactly what the command line says", async () => {
    const sources = {
      "main.immu":
        'import { a } from "./a"\nimport { careful } from "std/rollouts"\nparam v: string\nlet b = aa\nfleet w {\n  sise = 2\n}\nimage i {}\n',
      "a.immu": "let a = 1 + true\n",
    };
    const folder = folderWith(sources);
    const uri = pathToFileURL(join(folder, "main.immu")).href;
    const client = await openEditor(program, folder);
    client.notify("textDocument/didOpen", {
      textDocument: { uri, languageId: "immu", version: 1, text: sources["main.immu"] },
    });
    const isPublished = (name: string): boolean => published(client).has(pathToFileURL(join(folder, name)).href);
    await client.until(() => isPublished("main.immu") && isPublished("a.immu"));
    const { stdout } = await runProgram(program, ["check", "--format", "json", folder], { folder });
    const expected = JSON.parse(stdout)
      .diagnostics.map((each: { code: string; message: string }) => each.code)
      .sort();
    const found = [...published(client).values()].flat().map((each) => each.code);
    expect(found.sort()).toEqual(expected);
    expect(found.length).toBeGreaterThan(4);
    await client.close();
  });

  test("answers what is asked when it is told to forget it, and goes on", async () => {
    const client = await openEditor(program, shop);
    const uri = pathToFileURL(join(shop, "main.immu")).href;
    const text = readFileSync(join(shop, "main.immu"), "utf8");
    client.notify("textDocument/didOpen", { textDocument: { uri, languageId: "immu", version: 1, text } });
    const random = fc.sample(fc.record({ line: fc.nat(50), character: fc.nat(80), cancel: fc.boolean() }), 60);
    const answers = random.map(({ line, character, cancel }, index) => {
      const method = ["textDocument/hover", "textDocument/completion", "textDocument/codeLens"][index % 3] ?? "";
      const call = client.begin(method, { textDocument: { uri }, position: { line, character } });
      if (cancel) client.notify("$/cancelRequest", { id: call.id });
      if (index % 7 === 0) {
        const range = { start: { line, character: 0 }, end: { line, character: 0 } };
        client.notify("textDocument/didChange", {
          textDocument: { uri, version: index + 2 },
          contentChanges: [{ range, text: "x" }],
        });
      }
      return call.answer.catch((error: unknown) => {
        if (!(error instanceof ResponseFailure)) throw error;
        // Cancelled, or changed meanwhile.
        expect([-32800, -32801]).toContain(error.code);
      });
    });
    await Promise.all(answers);
    expect(await client.request("textDocument/documentSymbol", { textDocument: { uri } })).not.toBeNull();
    expect(await client.close()).toBe(0);
  });

  test("serves the standard library and explanations as documents", async () => {
    const client = await openEditor(program, shop);
    const std = await client.request<{ text: string }>("workspace/textDocumentContent", {
      uri: "immu-std:/std/fleet.immu",
    });
    expect(std.text).toContain("kind fleet {");
    const page = await client.request<{ text: string }>("workspace/textDocumentContent", {
      uri: "immu-explain:/IMMU2011.md",
    });
    expect(page.text).toContain("# IMMU2011: Unknown name");
    expect(await client.request("workspace/textDocumentContent", { uri: "immu-std:/std/nothing.immu" })).toBeNull();
    await client.close();
  });

  test("lets clients that ask for diagnostics ask, and tells them nothing unasked", async () => {
    const folder = folderWith({ "main.immu": "let a = b\n" });
    const uri = pathToFileURL(join(folder, "main.immu")).href;
    const client = await openEditor(program, folder, { textDocument: { diagnostic: {} } });
    client.notify("textDocument/didOpen", {
      textDocument: { uri, languageId: "immu", version: 1, text: "let a = b\n" },
    });
    const report = await client.request<{ resultId: string }>("textDocument/diagnostic", { textDocument: { uri } });
    expect(report).toMatchObject({ kind: "full", items: [{ code: "IMMU2011" }] });
    const again = await client.request("textDocument/diagnostic", {
      textDocument: { uri },
      previousResultId: report.resultId,
    });
    expect(again).toMatchObject({ kind: "unchanged" });
    expect(client.received("textDocument/publishDiagnostics")).toEqual([]);
    await client.close();
  });

  test("refuses a renaming with its reason", async () => {
    const folder = folderWith({ "main.immu": "let a = 1\nlet b = a\n" });
    const uri = pathToFileURL(join(folder, "main.immu")).href;
    const client = await openEditor(program, folder);
    client.notify("textDocument/didOpen", {
      textDocument: { uri, languageId: "immu", version: 1, text: "let a = 1\nlet b = a\n" },
    });
    const at = { textDocument: { uri }, position: { line: 0, character: 4 } };
    await expect(client.request("textDocument/rename", { ...at, newName: "b" })).rejects.toThrow(
      "`b` has that name already, in main.immu",
    );
    await client.close();
  });

  test("refuses what comes before the greeting, a second one, and what comes after the goodbye", async () => {
    const client = startClient(program, shop);
    const at = { textDocument: { uri: "untitled:a" }, position: { line: 0, character: 0 } };
    const code = async (method: string, params?: unknown): Promise<unknown> =>
      client.request(method, params).catch((error: ResponseFailure) => error.code);
    expect(await code("textDocument/hover", at)).toBe(-32002);
    expect(await code("shutdown")).toBe(-32002);
    client.notify("textDocument/didOpen", {
      textDocument: { ...at.textDocument, languageId: "immu", version: 1, text: "a" },
    });
    await client.request("initialize", { processId: null, rootUri: null, capabilities: {} });
    expect(client.received("textDocument/publishDiagnostics")).toEqual([]);
    expect(await code("initialize", { processId: null, rootUri: null, capabilities: {} })).toBe(-32600);
    expect(await code("textDocument/hover", at)).toBeNull();
    await client.request("shutdown");
    expect(await code("textDocument/hover", at)).toBe(-32600);
    client.notify("exit");
    expect(await new Promise((resolveCode) => client.child.on("close", resolveCode))).toBe(0);
  });

  test("refuses parameters that are not as the protocol has them, and goes on", async () => {
    const client = await openEditor(program, shop);
    const textDocument = { uri: "untitled:a" };
    client.notify("textDocument/didOpen", {
      textDocument: { ...textDocument, languageId: "immu", version: 1, text: "let a = b" },
    });
    const code = async (method: string, params?: unknown): Promise<unknown> =>
      client.request(method, params).catch((error: ResponseFailure) => error.code);
    for (const { method } of handlers)
      for (const params of [undefined, null, [], {}, { textDocument: { uri: 1 }, position: { line: 0, character: 0 } }])
        expect(await code(method, params), method).toBe(-32602);
    for (const position of [{ line: 0.5, character: 1 }, { line: "0", character: "1" }, { line: -1, character: 0 }, {}])
      expect(await code("textDocument/completion", { textDocument, position })).toBe(-32602);
    for (const method of ["textDocument/didOpen", "textDocument/didChange", "workspace/didChangeWatchedFiles"])
      client.notify(method, {});
    expect(await code("textDocument/hover", { textDocument, position: { line: 99, character: 99 } })).toBeNull();
    expect(await client.close()).toBe(0);
  });

  test("ends when nobody reads what it says", async () => {
    const client = await openEditor(program, shop);
    client.child.stdout?.destroy();
    for (let version = 1; version < 5; version++)
      client.notify("textDocument/didOpen", {
        textDocument: { uri: `untitled:${version}`, languageId: "immu", version, text: "let a = b" },
      });
    expect(await new Promise((resolveCode) => client.child.on("close", resolveCode))).toBe(1);
    expect(client.stderr()).toBe("");
  });

  test("ends when the editor goes away without a word", async () => {
    const client = await openEditor(program, shop);
    client.child.stdin?.end();
    const code = await new Promise((resolveCode) => client.child.on("close", resolveCode));
    expect(code).toBe(1);
  });
});

interface Published {
  readonly uri: string;
  readonly diagnostics: readonly { readonly code: string }[];
}

/** What was published last for each document. */
function published(client: Client): ReadonlyMap<string, Published["diagnostics"]> {
  const all = client.received("textDocument/publishDiagnostics") as readonly Published[];
  return new Map(all.map(({ uri, diagnostics }) => [uri, diagnostics]));
}

import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Location, SemanticTokens, TextDocumentEdit, WorkspaceEdit } from "vscode-languageserver/node.js";
import type { Server } from "../../src/lsp/server.ts";
import { folderWith } from "../cli/cli.ts";
import { tinyShop } from "../ide/project.ts";
import { immuFiles } from "../support/immu-files.ts";
import { ask, askEverything, rangeProblems, serverInProcess, tokenProblems } from "./in-process.ts";
import { schemaProblems } from "./schemas.ts";

const shop = resolve(import.meta.dirname, "../../examples/shop");

function open(server: Server, uri: string, text: string): void {
  server.workspace.open(uri, "immu", 1, text);
}

/** Asks everything at an offset; answers must keep to the document. */
async function examine(server: Server, uri: string, offset: number): Promise<string> {
  const document = server.workspace.document(uri);
  if (!document) throw new Error("not open");
  const answers = await askEverything(server, uri, document.positionAt(offset));
  for (const [method, answer] of answers) {
    expect(rangeProblems(server, uri, answer), method).toEqual([]);
    if (!isRefusal(answer)) expect(schemaProblems(method, answer), method).toEqual([]);
    if (method === "textDocument/semanticTokens/full")
      expect(tokenProblems(document, (answer as SemanticTokens).data)).toEqual([]);
  }
  return JSON.stringify(answers);
}

function isRefusal(answer: unknown): boolean {
  return typeof answer === "object" && answer !== null && "refused" in answer;
}

describe("prefixes", () => {
  const files = immuFiles.flatMap(({ path }) => (path.startsWith("examples") ? [path] : []));

  test.each(files)(
    "of %s: each is coloured and judged as it is typed, and asked everything now and then",
    async (file) => {
      const text = readFileSync(file, "utf8");
      const uri = pathToFileURL(resolve(file)).href;
      const server = serverInProcess();
      open(server, uri, "");
      for (let end = 1; end <= text.length; end++) {
        const document = server.workspace.document(uri);
        if (!document) throw new Error("not open");
        const at = document.positionAt(end - 1);
        server.workspace.change(uri, end, [{ range: { start: at, end: at }, text: text.charAt(end - 1) }]);
        const typed = server.workspace.document(uri);
        const tokens = (await ask(server, "textDocument/semanticTokens/full", {
          textDocument: { uri },
        })) as SemanticTokens;
        expect(typed && tokenProblems(typed, tokens.data)).toEqual([]);
        if (end % 211 === 0) await examine(server, uri, end);
      }
      expect(server.workspace.document(uri)?.getText()).toBe(text);
    },
    240_000,
  );
});

describe("odd documents", () => {
  const odd: Readonly<Record<string, string>> = {
    empty: "",
    "half a declaration": "fleet web {",
    "windows line ends": tinyShop.replaceAll("\n", "\r\n"),
    "old macintosh line ends": tinyShop.replaceAll("\n", "\r"),
    "astral characters": '/// 🚀 fleet\nlet a = "🚀${1 + 2}🚀" // 🚀\nlet 𝒳 = a\nlet b = 𝒳\n',
    "lone surrogates and separators": 'let a = "\ud800\u2028x"\nlet b = a\n',
    "an unclosed string": 'let a = "x\nlet b = a\n',
    "many open brackets": "[".repeat(300),
    "many open braces": "fleet a { http {".repeat(40),
    "nothing but a dot": ".",
    "a byte order mark": "\ufefflet a = 1\n",
  };
  for (const [name, text] of Object.entries(odd)) {
    test(name, async () => {
      const server = serverInProcess();
      const uri = pathToFileURL(join(folderWith({}), "main.immu")).href;
      open(server, uri, text);
      for (const offset of [0, Math.floor(text.length / 2), text.length]) await examine(server, uri, offset);
    });
  }

  test("a document without a file", async () => {
    const server = serverInProcess();
    open(server, "untitled:Untitled-1", "let a = 1\nlet b = a\n");
    expect(await examine(server, "untitled:Untitled-1", 18)).toContain("untitled:Untitled-1");
  });

  test.each([
    ...["inmemory:model.immu", "git:/work/main.immu?%7B%7D", "fugitive:///work/.git//0/main.immu", "main.immu"],
    ...["file://server/share/main.immu", "file:///c%3A/work/main.immu", "file:///tmp/a:/b/main.immu"],
    ...["file:///tmp/caf%C3%A9%20%23/main.immu", "file:///tmp/café x/main.immu", "file:///tmp/100%25/main.immu"],
    "file:///tmp/notes.txt",
  ])("a document goes by the uri that it was opened by: %s", async (uri) => {
    for (const changes of [{ documentChanges: true }, {}]) {
      const server = serverInProcess({ workspace: { workspaceEdit: changes } });
      open(server, uri, "let a = 1\nlet b = a\nlet c = none\n");
      const answers = JSON.stringify(await askEverything(server, uri, { line: 1, character: 8 }));
      expect(new Set(answers.match(/"(uri|targetUri)":"[^"]*"/g)?.map((each) => JSON.parse(`{${each}}`).uri))).toEqual(
        new Set([uri]),
      );
      expect(answers).toContain("IMMU2011");
      expect(answers).not.toContain("IMMU2001");
    }
  });

  test("a source that two projects share is renamed in both, and all its uses are found", async () => {
    const inner = 'import { a } from "./x"\nlet b = a\n';
    const folder = folderWith({
      "main.immu": 'import { a } from "./inner/x"\nlet c = a\n',
      "inner/main.immu": inner,
      "inner/x.immu": "let a = 1\n",
    });
    const uris = ["main.immu", "inner/main.immu", "inner/x.immu"].map((path) => pathToFileURL(join(folder, path)).href);
    const server = serverInProcess();
    open(server, uris[1] ?? "", inner);
    const at = { textDocument: { uri: uris[1] }, position: { line: 1, character: 8 } };
    const edit = (await ask(server, "textDocument/rename", { ...at, newName: "z" })) as WorkspaceEdit;
    const changed = (edit.documentChanges ?? []) as readonly TextDocumentEdit[];
    expect(changed.map(({ textDocument, edits }) => [textDocument.uri, edits.length]).sort()).toEqual(
      uris.map((uri, index) => [uri, index === 2 ? 1 : 2]).sort(),
    );
    const found = (await ask(server, "textDocument/references", {
      ...at,
      context: { includeDeclaration: true },
    })) as Location[];
    expect(found.map(({ uri }) => uri).sort()).toEqual([0, 0, 1, 1, 2].map((index) => uris[index]).sort());
    server.workspace.change(uris[1] ?? "", 2, [{ text: 'import { a as b } from "./x"\nlet c = b\n' }]);
    const alias = (await ask(server, "textDocument/rename", { ...at, newName: "z" })) as WorkspaceEdit;
    expect(alias.documentChanges).toMatchObject([{ textDocument: { uri: uris[1] } }]);
    server.workspace.change(uris[1] ?? "", 3, [{ text: inner }]);
    writeFileSync(join(folder, "main.immu"), 'import { a } from "./inner/x"\nlet c = a\nlet z = 1\n');
    server.workspace.touch([uris[0] ?? ""]);
    expect(await ask(server, "textDocument/rename", { ...at, newName: "z" })).toEqual({
      refused: "`z` has that name already, in main.immu",
    });
  });

  test("files that are renamed in two projects at once", async () => {
    const files = { "main.immu": 'import { a } from "./a"\nlet b = a\n', "a.immu": "let a = 1\n" };
    const folders = [folderWith(files), folderWith(files)];
    for (const capabilities of [{ documentChanges: true }, {}]) {
      const server = serverInProcess({ workspace: { workspaceEdit: capabilities } });
      const uris = folders.map((folder) => pathToFileURL(folder).href);
      for (const uri of uris) open(server, `${uri}/main.immu`, files["main.immu"]);
      const renames = uris.map((uri) => ({ oldUri: `${uri}/a.immu`, newUri: `${uri}/c.immu` }));
      const edit = JSON.stringify(await ask(server, "workspace/willRenameFiles", { files: renames }));
      for (const uri of uris) expect(edit).toContain(`${uri}/main.immu`);
      expect(edit.match(/\.\/c"/g)).toHaveLength(2);
      expect(await ask(server, "workspace/willRenameFiles", { files: [] })).toBeNull();
    }
  });

  test("a source of the standard library", async () => {
    const server = serverInProcess();
    open(server, "immu-std:/std/fleet.immu", readFileSync(resolve(shop, "../../stdlib/fleet.immu"), "utf8"));
    expect(await examine(server, "immu-std:/std/fleet.immu", 150)).toContain("healthy_after");
  });

  test("an import that disappears", async () => {
    const folder = folderWith({ "main.immu": 'import { a } from "./a"\nlet b = a\n', "a.immu": "let a = 1\n" });
    const uri = pathToFileURL(join(folder, "main.immu")).href;
    const other = pathToFileURL(join(folder, "a.immu")).href;
    const server = serverInProcess();
    open(server, uri, 'import { a } from "./a"\nlet b = a\n');
    open(server, other, "let a = 1\n");
    expect(await examine(server, uri, 5)).not.toContain("IMMU2");
    server.workspace.close(other);
    const { rmSync } = await import("node:fs");
    rmSync(join(folder, "a.immu"));
    server.workspace.touch([other]);
    expect(await examine(server, uri, 5)).toContain("IMMU2001");
  });

  test("two roots know nothing of each other", async () => {
    const [one, two] = [folderWith({ "main.immu": "let a = 1\n" }), folderWith({ "main.immu": "let a = b\n" })];
    const server = serverInProcess();
    const [first, second] = [one, two].map((folder) => pathToFileURL(join(folder, "main.immu")).href);
    if (!first || !second) throw new Error("two folders");
    open(server, first, "let a = 1\n");
    open(server, second, "let a = b\n");
    const { findingsByUri } = await import("../../src/lsp/findings.ts");
    expect([...findingsByUri(server).keys()]).toEqual([second]);
  });
});

describe("properties", () => {
  const pieces = fc.constantFrom(
    ...'{ } [ ] ( ) . , = : " """ ${ // /// \n \r\n 🚀 import let fleet image web base size 2..3 30m step'.split(" "),
    ..."\r \u2028 \ud800 \udc00 ' /* <<EOF\n".split(" "),
    " ",
    "let added = 1\n",
    "\n}\n",
    'import { careful } from "std/rollouts"\n',
    "fleet extra { size = 1..2 }\n",
  );
  const edits = fc.array(
    fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), remove: fc.nat(12), insert: pieces }),
    { minLength: 1, maxLength: 8 },
  );

  test("after any edits, every answer is that of a fresh start", async () => {
    const folder = folderWith({ "main.immu": tinyShop });
    const uri = pathToFileURL(join(folder, "main.immu")).href;
    await fc.assert(
      fc.asyncProperty(edits, fc.double({ min: 0, max: 1, noNaN: true }), async (steps, cursor) => {
        const server = serverInProcess();
        open(server, uri, tinyShop);
        let version = 1;
        for (const { at, remove, insert } of steps) {
          const document = server.workspace.document(uri);
          if (!document) throw new Error("not open");
          const length = document.getText().length;
          const start = Math.floor(at * length);
          const range = {
            start: document.positionAt(start),
            end: document.positionAt(Math.min(length, start + remove)),
          };
          server.workspace.change(uri, ++version, [{ range, text: insert }]);
          // Answers in between must leave nothing behind.
          await askEverything(server, uri, range.start);
        }
        const text = server.workspace.document(uri)?.getText() ?? "";
        const offset = Math.floor(cursor * text.length);
        const fresh = serverInProcess();
        fresh.workspace.open(uri, "immu", version, text);
        expect(await examine(server, uri, offset)).toBe(await examine(fresh, uri, offset));
      }),
      { numRuns: 120 },
    );
  }, 240_000);
});

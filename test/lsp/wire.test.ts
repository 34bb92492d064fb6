import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { findingsByUri } from "../../src/lsp/findings.ts";
import { handlers } from "../../src/lsp/handlers.gen.ts";
import { bundledProgram, folderWith } from "../cli/cli.ts";
import { tinyShop } from "../ide/project.ts";
import { type Client, openEditor, ResponseFailure } from "./client.ts";
import { ask, fullClient, questionsAbout, serverInProcess } from "./in-process.ts";
import { hasSchema, schemaProblems } from "./schemas.ts";

const program = bundledProgram();

/** Answers that are refusals: cancelled, changed meanwhile, or not possible. */
const refusals = [-32800, -32801, -32803];

const inserted = fc.oneof(
  fc.constantFrom("", "{", "}", '"', '"""', "${", "'", "(", "]", "=", ".", ",", "\n", "\r\n", "\r", "\u2028", "\0"),
  fc.constantFrom(
    "🚀",
    "e\u0301",
    "\ud800",
    "\udc00",
    "\ufeff",
    "// ",
    "/*",
    "<<EOF\n",
    "fleet a {\n",
    "let b = ",
    " ",
  ),
  fc.constantFrom('import { careful } from "std/rollouts"\n', "image web {", "port", "base", 'test "x" {\n', "\n}\n"),
);

const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("edit" as const), at: share(), remove: fc.nat(20), insert: inserted }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("ask" as const), what: fc.nat(), at: share() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cancel" as const), back: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("wait" as const) }) },
);

function share(): fc.Arbitrary<number> {
  return fc.double({ min: 0, max: 1, noNaN: true });
}

/** The answer, or what refused it; anything that is neither is a failure of the test. */
async function outcome(method: string, answer: Promise<unknown>): Promise<unknown> {
  try {
    const result = await answer;
    expect(schemaProblems(method, result)).toEqual([]);
    return result;
  } catch (error) {
    if (!(error instanceof ResponseFailure)) throw error;
    expect(refusals, `${method}: ${error.message}`).toContain(error.code);
    return { refused: error.message };
  }
}

function unasked(client: Client): void {
  for (const method of ["textDocument/publishDiagnostics", "$/progress", "window/logMessage"]) {
    for (const params of client.received(method)) expect(schemaProblems(method, params)).toEqual([]);
  }
}

describe("over the wire", () => {
  test("every request of the protocol that is answered has a schema", () => {
    const isOwn = (method: string): boolean => method.startsWith("immu") || method === "workspace/textDocumentContent";
    expect(handlers.map(({ method }) => method).filter((method) => !hasSchema(method) && !isOwn(method))).toEqual([]);
    expect(schemaProblems("textDocument/hover", { contents: 1 })).not.toEqual([]);
    expect(schemaProblems("textDocument/hover", { contents: "text", more: 1 })).not.toEqual([]);
  });

  test("says of itself what the protocol has words for", async () => {
    const folder = folderWith({ "main.immu": tinyShop });
    const client = await openEditor(program, folder, fullClient);
    const { capabilities, ...rest } = client.greeting as { capabilities: Record<string, Record<string, unknown>> };
    // Of version 3.18, which the typings do not know yet.
    const { textDocumentContent: _, ...workspace } = capabilities.workspace ?? {};
    expect(schemaProblems("initialize", { ...rest, capabilities: { ...capabilities, workspace } })).toEqual([]);
    expect(await client.close()).toBe(0);
  });

  test("answers whatever is edited, asked and cancelled, and is right in the end", { timeout: 300_000 }, async () => {
    const folder = folderWith({ "main.immu": tinyShop });
    const client = await openEditor(program, folder, fullClient);
    let file = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const uri = pathToFileURL(join(folder, `f${file++}`, "main.immu")).href;
        const languageId = "immu";
        client.notify("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text: tinyShop } });
        let document = TextDocument.create(uri, languageId, 1, tinyShop);
        const calls: { readonly id: number; readonly answer: Promise<unknown> }[] = [];
        for (const each of steps) {
          const length = document.getText().length;
          if (each.kind === "edit") {
            const start = Math.floor(each.at * length);
            const range = { start: document.positionAt(start), end: document.positionAt(start + each.remove) };
            const contentChanges = [{ range, text: each.insert }];
            const version = document.version + 1;
            document = TextDocument.update(document, contentChanges, version);
            client.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges });
          } else if (each.kind === "ask") {
            const questions = questionsAbout(document, document.positionAt(Math.floor(each.at * length)));
            const [method, params] = questions[each.what % questions.length] ?? ["", null];
            const call = client.begin(method, params);
            calls.push({ id: call.id, answer: outcome(method, call.answer) });
          } else if (each.kind === "cancel") {
            const call = calls.at(-1 - each.back);
            if (call) client.notify("$/cancelRequest", { id: call.id });
          } else {
            await new Promise((resolve) => setTimeout(resolve, 5));
          }
        }
        await Promise.all(calls.map(({ answer }) => answer));

        const fresh = serverInProcess();
        fresh.workspace.open(uri, languageId, document.version, document.getText());
        for (const [method, params] of questionsAbout(document, document.positionAt(document.getText().length >> 1))) {
          if (method === "workspace/symbol" || method === "workspace/diagnostic") continue;
          const expected = await ask(fresh, method, params);
          const found = await outcome(method, client.request(method, params));
          expect(plain(method, found), method).toEqual(plain(method, expected));
        }
        // What was told unasked is right in the end as well, whatever stood in for it meanwhile.
        const diagnostics = findingsByUri(fresh).get(uri) ?? [];
        const wanted = JSON.stringify({ uri, diagnostics, version: document.version });
        const isOf = (params: unknown): boolean => (params as { uri: string }).uri === uri;
        await client.until(() => JSON.stringify(client.last("textDocument/publishDiagnostics", isOf)) === wanted);
        client.notify("textDocument/didClose", { textDocument: { uri } });
      }),
      { numRuns: 25 },
    );
    unasked(client);
    expect(await client.close()).toBe(0);
    expect(client.stderr()).toBe("");
  });

  test("formats what it has formatted no further, whatever was typed", { timeout: 120_000 }, async () => {
    const server = serverInProcess();
    const handler = handlers.find(({ method }) => method === "textDocument/formatting");
    const edits = fc.array(fc.record({ at: share(), remove: fc.nat(20), insert: inserted }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(edits, async (steps) => {
        let text = tinyShop;
        for (const { at, remove, insert } of steps) {
          const start = Math.floor(at * text.length);
          text = text.slice(0, start) + insert + text.slice(start + remove);
        }
        const uri = "untitled:formatted";
        const formatted = async (given: string): Promise<string> => {
          server.workspace.open(uri, "immu", 1, given);
          const changes = await handler?.handle(server, { textDocument: { uri }, options: {} } as never, {} as never);
          return TextDocument.applyEdits(TextDocument.create(uri, "immu", 1, given), (changes ?? []) as never);
        };
        const once = await formatted(text);
        expect(await formatted(once)).toBe(once);
      }),
      { numRuns: 300 },
    );
  });
});

// As it comes out of JSON; the names of results count up.
function plain(method: string, answer: unknown): unknown {
  const json = JSON.parse(JSON.stringify(answer ?? null)) as { resultId?: string } | null;
  return json !== null && method.startsWith("textDocument/semanticTokens") ? { ...json, resultId: "" } : json;
}

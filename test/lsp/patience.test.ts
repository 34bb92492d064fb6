import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import type { CompletionList } from "vscode-languageserver/node.js";
import { files, lines } from "../../bench/inputs.ts";
import { bundledProgram, folderWith } from "../cli/cli.ts";
import { type Client, openEditor, ResponseFailure } from "./client.ts";
import { ask, serverInProcess } from "./in-process.ts";
import { schemaProblems } from "./schemas.ts";

const program = bundledProgram();

interface Told {
  readonly token: string;
  readonly value: { readonly kind: string; readonly message?: string; readonly title?: string };
}

function progress(client: Client): readonly Told[] {
  const told = client.received("$/progress") as readonly Told[];
  for (const each of told) expect(schemaProblems("$/progress", each)).toEqual([]);
  return told;
}

async function opened(sources: Readonly<Record<string, string>>, capabilities: unknown): Promise<[Client, string]> {
  const folder = folderWith(sources);
  const client = await openEditor(program, folder, capabilities);
  const uri = pathToFileURL(join(folder, "main.immu")).href;
  const text = sources["main.immu"] ?? "";
  client.notify("textDocument/didOpen", { textDocument: { uri, languageId: "immu", version: 1, text } });
  return [client, uri];
}

/** The code that a request was refused with; null where it was answered. */
async function refusal(answer: Promise<unknown>): Promise<number | null> {
  try {
    await answer;
    return null;
  } catch (error) {
    if (error instanceof ResponseFailure) return error.code;
    throw error;
  }
}

describe("progress", () => {
  const large = files(300);

  test("of reading a large project, told to who can show it, from its beginning to its end", async () => {
    const [client] = await opened(large, { window: { workDoneProgress: true } });
    await client.until(() => progress(client).some(({ value }) => value.kind === "end"));
    const [create] = client.received("window/workDoneProgress/create") as { token: string }[];
    const told = progress(client);
    expect(new Set(told.map(({ token }) => token))).toEqual(new Set([create?.token]));
    expect(told.map(({ value }) => value.kind)).toEqual(["begin", "report", "report", "end"]);
    expect(told.map(({ value }) => value.message)).toEqual([
      "reading the sources",
      "checking types",
      "working out values and rollouts",
      undefined,
    ]);
    await client.close();
  });

  test("of nothing, where the project is small or the client can't show it", async () => {
    for (const [sources, capabilities] of [
      [large, {}],
      [files(20), { window: { workDoneProgress: true } }],
    ] as const) {
      const [client, uri] = await opened(sources, capabilities);
      await client.request("textDocument/hover", { textDocument: { uri }, position: { line: 0, character: 9 } });
      expect(client.received("window/workDoneProgress/create")).toEqual([]);
      expect(progress(client)).toEqual([]);
      await client.close();
    }
  });

  test("of a request whose client gave a token", async () => {
    const [client, uri] = await opened(large, {});
    const found = await client.request<unknown[]>("textDocument/references", {
      textDocument: { uri },
      position: { line: 0, character: 9 },
      context: { includeDeclaration: true },
      workDoneToken: "finding",
    });
    expect(found.length).toBeGreaterThan(2);
    const told = progress(client);
    expect(told.every(({ token }) => token === "finding")).toBe(true);
    expect(told[0]?.value).toMatchObject({ kind: "begin", title: "Finding references" });
    expect(told.at(-1)?.value.kind).toBe("end");
    await client.close();
  });
});

test("a list of completions that nobody could read is cut to what fits, and asked for again", async () => {
  const many = Array.from({ length: 1500 }, (_, index) => `let name_${index} = ${index}\n`).join("");
  const server = serverInProcess();
  const uri = "untitled:many";
  const text = `${many}let last = name_149`;
  server.workspace.open(uri, "immu", 1, text);
  const position = { line: 1500, character: "let last = name_149".length };
  const complete = async (character: number): Promise<CompletionList> =>
    (await ask(server, "textDocument/completion", {
      textDocument: { uri },
      position: { ...position, character },
    })) as CompletionList;
  const some = await complete(position.character);
  expect(some.isIncomplete).toBe(true);
  expect(some.items.map(({ label }) => label)).toContain("name_1499");
  expect(some.items.length).toBeLessThan(50);
  expect((await complete("let last = ".length)).items).toHaveLength(1000);
});

describe("cancelling", () => {
  test("what waits in the queue is refused", async () => {
    const [client, uri] = await opened(lines(5_000), {});
    const at = { textDocument: { uri }, position: { line: 60, character: 10 } };
    const calls = Array.from({ length: 5 }, () => client.begin("textDocument/completion", at));
    for (const { id } of calls.slice(1)) client.notify("$/cancelRequest", { id });
    const codes = await Promise.all(calls.map(({ answer }) => refusal(answer)));
    expect(codes.slice(1)).toEqual([-32800, -32800, -32800, -32800]);
    await client.close();
  });

  test("what waits for values is refused at once, and what is asked again is answered", async () => {
    const [client, uri] = await opened(lines(10_000), {});
    const at = { textDocument: { uri }, position: { line: 60, character: 10 } };
    await client.request("textDocument/hover", at);
    const start = { line: 0, character: 0 };
    const contentChanges = [{ range: { start, end: start }, text: "\n" }];
    client.notify("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges });
    const { id, answer } = client.begin("textDocument/hover", at);
    const refused = refusal(answer);
    await new Promise((resolve) => setTimeout(resolve, 20));
    client.notify("$/cancelRequest", { id });
    expect(await refused).toBe(-32800);
    expect(await refusal(client.request("textDocument/hover", at))).toBeNull();
    await client.close();
  });
});

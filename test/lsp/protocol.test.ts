import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { folderWith } from "../cli/cli.ts";
import { bundle, openEditor } from "./client.ts";

beforeAll(bundle, 120_000);

const shop = resolve(import.meta.dirname, "../../examples/shop");

describe("the language server", () => {
  test("publishes what is wrong, answers, and leaves with 0", async () => {
    const folder = folderWith({ "main.immu": "let port = 8080\nlet next = prot + 1\n" });
    const uri = pathToFileURL(join(folder, "main.immu")).href;
    const client = await openEditor(folder);
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
    const client = await openEditor(shop);
    const uri = pathToFileURL(join(shop, "infra/fleets.immu")).href;
    const text = readFileSync(join(shop, "infra/fleets.immu"), "utf8");
    client.notify("textDocument/didOpen", { textDocument: { uri, languageId: "immu", version: 1, text } });
    const line = text.split("\n").findIndex((each) => each.includes("rollout   = careful"));
    const found = await client.request("textDocument/definition", {
      textDocument: { uri },
      position: { line, character: 15 },
    });
    expect(found).toMatchObject([{ uri: pathToFileURL(join(shop, "infra/rollouts.immu")).href }]);
    await client.close();
  });
});

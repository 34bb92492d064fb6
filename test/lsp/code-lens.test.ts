import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { ask, fullClient, serverInProcess } from "./in-process.ts";

const path = resolve(import.meta.dirname, "../../examples/minimal/main.immu");

async function commandsFor(commands: readonly string[]): Promise<readonly string[]> {
  const server = serverInProcess({ ...fullClient, experimental: { commands } });
  const uri = pathToFileURL(path).href;
  server.workspace.open(uri, "immu", 1, readFileSync(path, "utf8"));
  const lenses = (await ask(server, "textDocument/codeLens", { textDocument: { uri } })) as {
    command: { title: string; command: string };
  }[];
  return lenses.map(({ command: { title, command } }) => `${title.replace(/[0-9a-f]{12}/, "#")} [${command}]`);
}

test("lenses name the commands that the editor has", async () => {
  expect(await commandsFor(["immu.showReferences", "immu.showRollout"])).toEqual([
    "used by fleet.greeters [immu.showReferences]",
    "fingerprint # []",
    expect.stringMatching(/^prod: generation #, .* to roll out \[immu.showRollout\]$/),
    "used by environment.prod [immu.showReferences]",
  ]);
});

test("an editor without commands gets lines to read", async () => {
  expect((await commandsFor([])).every((line) => line.endsWith("[]"))).toBe(true);
});

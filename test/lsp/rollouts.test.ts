import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { runProgram } from "../cli/cli.ts";
import { bundle, openEditor } from "./client.ts";

beforeAll(bundle, 120_000);

test("rollouts are those of `immuc plan`, and follow what is typed", async () => {
  const folder = resolve(import.meta.dirname, "../../examples/blue-green");
  const uri = pathToFileURL(join(folder, "main.immu")).href;
  const text = readFileSync(join(folder, "main.immu"), "utf8");
  const client = await openEditor(folder);
  const rollouts = () => client.request<{ path: unknown }[] | null>("immu/rollouts", { textDocument: { uri } });
  const change = (version: number, text: string): void =>
    client.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [{ text }] });

  client.notify("textDocument/didOpen", { textDocument: { uri, languageId: "immu", version: 1, text } });
  const planned = JSON.parse((await runProgram(await bundle(), ["plan", "--json"], { folder })).stdout);
  expect((await rollouts())?.map(({ path }) => path)).toEqual(planned.rollouts);

  change(2, text.replace("size", "sise"));
  expect(await rollouts()).toBeNull();

  change(3, text.replace(/^fleet api/m, "fleet renamed"));
  expect(await rollouts()).toContainEqual(
    expect.objectContaining({ path: expect.objectContaining({ fleet: "renamed" }) }),
  );
  expect(await client.close()).toBe(0);
});

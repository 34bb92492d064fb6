import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { bundledProgram, runProgram } from "../cli/cli.ts";
import { openEditor } from "./client.ts";

const program = bundledProgram();

test("rollouts are those of `immuc plan`, and follow what is typed", async () => {
  const folder = resolve(import.meta.dirname, "../../examples/blue-green");
  const uri = pathToFileURL(join(folder, "main.immu")).href;
  const text = readFileSync(join(folder, "main.immu"), "utf8");
  const client = await openEditor(program, folder);
  const rollouts = () => client.request<{ path: unknown }[] | null>("immu/rollouts", { textDocument: { uri } });
  const change = (version: number, text: string): void =>
    client.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [{ text }] });

  client.notify("textDocument/didOpen", { textDocument: { uri, languageId: "immu", version: 1, text } });
  const planned = JSON.parse((await runProgram(program, ["plan", "--json"], { folder })).stdout);
  expect((await rollouts())?.map(({ path }) => path)).toEqual(planned.rollouts);

  change(2, text.replace("size", "sise"));
  expect(await rollouts()).toBeNull();

  change(3, text.replace(/^fleet api/m, "fleet renamed"));
  expect(await rollouts()).toContainEqual(
    expect.objectContaining({ path: expect.objectContaining({ fleet: "renamed" }) }),
  );
  expect(await client.close()).toBe(0);
});

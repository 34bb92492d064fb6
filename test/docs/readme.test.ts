import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { parse } from "../../src/syntax/parse.ts";
import { bundledProgram, type Run, runProgram } from "../cli/cli.ts";
import { sharedFolder } from "../host/temporary-folder.ts";

const root = join(import.meta.dirname, "../..");
const readme = readFileSync(join(root, "README.md"), "utf8");

const folder = sharedFolder();
const program = bundledProgram();

beforeAll(() => {
  cpSync(join(root, "examples/shop"), join(folder, "examples/shop"), {
    recursive: true,
    filter: (path) => !path.endsWith("/dist"),
  });
});

test("the build that the README shows is what the compiler prints", async () => {
  const run = await immuc("build", "examples/shop");
  expect(run.stderr).toBe("");
  expect(withoutTime(run.stdout)).toBe(withoutTime(shown("$ immuc build examples/shop")));
});

test("the mistake that the README shows gets that message", async () => {
  const fleets = join(folder, "examples/shop/infra/fleets.immu");
  const text = readFileSync(fleets, "utf8");
  writeFileSync(fleets, text.replace("timeout = 10s", "timeout = 10"));
  const run = await immuc("check", "examples/shop");
  writeFileSync(fleets, text);
  expect(run.stderr).toBe(shown("$ immuc check examples/shop"));
});

test("the sources that the README shows are free of syntax errors", () => {
  const [text = ""] = /(?<=```immu\n)[\s\S]*?(?=```)/.exec(readme) ?? [];
  expect(parse({ uri: "README.immu", text }).diagnostics).toEqual([]);
});

function immuc(...args: readonly string[]): Promise<Run> {
  return runProgram(program, args, { folder });
}

/** What the README says that a command prints. */
function shown(command: string): string {
  const [, after = ""] = readme.split(`${command}\n`);
  return after.slice(0, after.indexOf("```"));
}

function withoutTime(text: string): string {
  return text.replace(/ in \d+(\.\d+)? m?s\n/, "\n");
}

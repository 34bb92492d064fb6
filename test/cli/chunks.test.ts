import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { bundledProgram, folderWith, runProgram } from "./cli.ts";

const program = bundledProgram();
const bundle = dirname(program);

// A text that only one library has, and the library.
const marks: Readonly<Record<string, string>> = {
  CDKTF_OUTDIR: "cdktf",
  AWS_PROFILE: "the AWS clients",
  blockHelperMissing: "handlebars",
  "vscode-jsonrpc": "the language server",
  RECORDING_PHASE_TOKEN: "chevrotain",
};

test("every mark is in a chunk", () => {
  const all = readdirSync(join(bundle, "chunks")).map((name) => readFileSync(join(bundle, "chunks", name), "utf8"));
  for (const mark of Object.keys(marks))
    expect(
      all.some((text) => text.includes(mark)),
      mark,
    ).toBe(true);
});

test.each([
  ["--version", ["--version"], [], 0],
  ["--help", ["--help"], [], 0],
  ["explain", ["explain", "2001"], [], 0],
  ["fmt", ["fmt", "shop"], ["chevrotain"], 0],
  ["check", ["check", "shop"], ["chevrotain"], 0],
  ["plan", ["plan", "shop"], ["chevrotain"], 0],
  // Whose editor goes without a word, which is its only fault.
  ["lsp", ["lsp", "--stdio"], ["the language server", "chevrotain"], 1],
  ["a build that has nothing to do", ["build", "shop"], [], 0],
])("%s reads only the libraries that it needs", async (_, words, expected, code) => {
  const folder = folderWith({});
  await runProgram(program, ["init", "shop"], { folder });
  if (words[0] === "build") await runProgram(program, words, { folder });
  const list = join(folder, "read.txt");
  // Told on the way out, by a module that is loaded before the program. Packs are read as files, chunks as modules.
  const spy = join(folder, "spy.cjs");
  writeFileSync(
    spy,
    `const fs = require("node:fs");
const { readFileSync } = fs;
const read = [];
fs.readFileSync = (path, ...options) => (read.push(path), readFileSync(path, ...options));
process.on("exit", () => fs.writeFileSync(${JSON.stringify(list)}, [...read, ...Object.keys(require.cache)].join("\\n")));
`,
  );
  const run = await runProgram(program, words, { folder, env: { NODE_OPTIONS: `--require=${spy}` } });
  expect(run).toMatchObject({ code });
  const read = readFileSync(list, "utf8")
    .split("\n")
    .filter((path) => path.startsWith(bundle) && existsSync(path));
  const texts = read.map((path) => readFileSync(path, "utf8"));
  const found = Object.entries(marks).flatMap(([mark, library]) =>
    texts.some((text) => text.includes(mark)) ? [library] : [],
  );
  expect(found).toEqual(expected);
  // What starts together is in packs; a chunk by itself would cost half a millisecond.
  if (words[0] === "check") expect(read.filter((path) => /-[A-Z0-9]{8}\.cjs$/.test(path))).toEqual([]);
});

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { commandEntries } from "../../src/cli/commands.gen.ts";
import { definitions } from "../../src/query/definitions.gen.ts";
import { folderWith, programOverStub, type Run, runProgram } from "./cli.ts";

const program = programOverStub();

interface Case {
  readonly words: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

const fine = { "shop/main.immu": "// nothing to report\n" };
const broken = {
  "shop/main.immu": [
    "// a line before",
    "report IMMU2003 error no declaration is called `web`",
    "report IMMU7001 warning the base is not pinned",
    "report IMMU2001 error there is no file here",
    "",
  ].join("\n"),
};
const warned = { "shop/main.immu": "report IMMU7001 warning the base is not pinned\n" };
const policy = { "shop/main.immu": "report IMMU5001 error fleet web may grow to 900; the most is 500\n" };

const cases: Readonly<Record<string, Case>> = {
  version: { words: ["--version"] },
  "version-short": { words: ["-V"] },
  "help-of-a-command": { words: ["help", "build"] },
  "help-check": { words: ["check", "--help"] },
  "help-plan": { words: ["plan", "-h"] },
  "help-fmt": { words: ["fmt", "--help"] },
  "unknown-command": { words: ["biuld"] },
  "unknown-command-unlike-any": { words: ["frobnicate"] },
  "unknown-command-of-two-words": { words: ["run", "web"] },
  "unknown-command-of-another-tool": { words: ["apply"] },
  "unknown-command-that-there-is-none-for": { words: ["destroy"] },
  "help-of-nothing": { words: ["help", "biuld"] },
  "group-alone": { words: ["rollout"] },
  "group-with-nonsense": { words: ["rollout", "start", "web"] },
  "unknown-option": { words: ["build", "--jsno"] },
  "option-without-value": { words: ["build", "--out"] },
  "option-of-another-command": { words: ["check", "--out", "x"] },
  "too-many-arguments": { words: ["build", "a", "b"] },
  "wrong-choice": { words: ["check", "--format", "xml"] },
  "param-without-value": { words: ["build", "shop", "--param", "version"], files: fine },
  "param-given-twice": { words: ["build", "shop", "-p", "v=1", "-p", "v=2"], files: fine },
  "environment-given-twice": { words: ["build", "shop", "-e", "staging", "--env", "prod"], files: fine },
  "project-missing": { words: ["build", "shpo"], files: { "ship.txt": "", "shop2/x": "" } },
  "project-misspelt": { words: ["check", "shoppp"], files: { "shopp/main.immu": "" } },
  "project-that-is-a-name": { words: ["plan", "web"], files: { "main.immu": "" } },
  "file-of-another-language": { words: ["check", "main.tf"], files: { "main.tf": "" } },
  "folder-without-entry": { words: ["check"], files: { "infra/main.immu": "" } },
  "folder-inside-a-project": {
    words: ["check", "shop/infra/net"],
    files: { "shop/main.immu": "", "shop/infra/net/x": "" },
  },
  "folder-with-sources-of-a-project": {
    words: ["build", "shop/infra"],
    files: { "shop/main.immu": "", "shop/infra/fleets.immu": "" },
  },
  "entry-that-is-a-folder": { words: ["check", "shop"], files: { "shop/main.immu/x": "" } },
  "folder-with-other-sources": { words: ["check"], files: { "web.immu": "", "api.immu": "" } },
  "entry-file-named": { words: ["check", "web.immu"], files: { "web.immu": "// fine\n" } },
  "part-of-a-project": {
    words: ["check", "shop/infra/web.immu"],
    files: { "shop/main.immu": "", "shop/infra/web.immu": "report IMMU2001 error there is no file here\n" },
  },
  "environment-unknown": { words: ["build", "shop", "--env", "prd"], files: fine },
  "environment-unlike-any": { words: ["plan", "shop", "--env", "moon"], files: fine },
  build: { words: ["build", "shop"], files: fine },
  "build-in-colour": { words: ["build", "shop", "--color"], files: fine },
  "build-elsewhere": { words: ["build", "shop", "--out", "there/it"], files: fine },
  "build-into-the-project": { words: ["build", "--out", "."], files: { "main.immu": "// nothing to report\n" } },
  "build-around-the-project": { words: ["build", "shop", "--out", "shop/.."], files: fine },
  "build-into-everything": { words: ["build", "shop", "--out", "/"], files: fine },
  "build-nothing": { words: ["build", "shop"], files: { "shop/main.immu": "nothing to build\n" } },
  "build-one-environment": { words: ["build", "shop", "-e", "staging"], files: fine },
  "build-with-warnings": { words: ["build", "shop"], files: warned },
  "build-with-errors": { words: ["build", "shop"], files: broken },
  "build-json": { words: ["build", "shop", "--json"], files: warned },
  "build-json-with-errors": { words: ["build", "shop", "--json"], files: broken },
  "build-locked": { words: ["build", "shop", "--locked"], files: fine },
  check: { words: ["check", "shop"], files: fine },
  "check-with-errors": { words: ["check", "shop"], files: broken },
  "check-with-errors-in-colour": { words: ["check", "shop"], files: broken, env: { FORCE_COLOR: "1" } },
  "check-without-a-plan": { words: ["check", "shop"], files: { "shop/main.immu": "nothing to build\n" } },
  "check-without-a-parameter": {
    words: ["check", "shop"],
    files: { "shop/main.immu": "report IMMU4004 info the parameter `version` has no value\nnothing to build\n" },
  },
  "check-without-a-plan-json": {
    words: ["check", "shop", "--json"],
    files: { "shop/main.immu": "nothing to build\n" },
  },
  "check-json": { words: ["check", "shop", "--json"], files: broken },
  "check-json-by-format": { words: ["check", "shop", "--format", "json"], files: fine },
  "check-sarif": { words: ["check", "shop", "--format", "sarif"], files: warned },
  "check-with-a-failed-policy": { words: ["check", "shop"], files: policy },
  "check-with-a-broken-lock": { words: ["check", "shop"], files: { ...fine, "shop/immu.lock": "{ broken" } },
  plan: { words: ["plan", "shop", "--env", "prod"], files: fine },
  "plan-of-several": { words: ["plan", "shop"], files: fine },
  "plan-of-several-with-details": { words: ["plan", "shop", "--details"], files: fine },
  "plan-with-errors": { words: ["plan", "shop"], files: broken },
  "version-as-a-command": { words: ["version"] },
  "version-by-a-small-letter": { words: ["-v"] },
  "explain-unknown": { words: ["explain", "9999"] },
  "explain-nonsense": { words: ["explain", "what"] },
  fmt: {
    words: ["fmt"],
    files: { "a.immu": "let   a=1\n", "b.immu": "let b = 2\n", "node_modules/c.immu": "let c=3\n" },
  },
  "fmt-check": { words: ["fmt", "--check", "."], files: { "a.immu": "let   a=1\n", "b.immu": "let b = 2\n" } },
  "fmt-broken": { words: ["fmt"], files: { "a.immu": "let a =\n", "b.immu": "let   b=2\n" } },
  "fmt-unreadable": {
    words: ["fmt"],
    files: { "a.immu": "l\0e\0t\0", "b.immu": "let   b=2\n", "c.immu": "let c =\n" },
  },
  "fmt-nothing": { words: ["fmt"] },
  "fmt-missing": { words: ["fmt", "nope.immu"] },
  "verify-without-an-output": { words: ["verify", "my shop", "--out=-x"], files: { "my shop/main.immu": "" } },
  init: { words: ["init", "shop"] },
  "init-with-a-space": { words: ["init", "it's my shop"] },
  "init-nowhere": { words: ["init", ""] },
  "init-in-a-repository": {
    words: ["init", "shop"],
    files: { "shop/.gitignore": "node_modules/\n", "shop/README.md": "" },
  },
  "init-over-something": { words: ["init", "shop"], files: { "shop/main.immu": "mine\n" } },
};

/** What a user sees, with what differs from run to run taken out. */
function transcript(words: readonly string[], run: Run): string {
  const text = (output: string): string =>
    output.replace(/in (\d+ ms|[\d.]+ s)\b/g, "in … ms").replaceAll("\u001b", "␛");
  return [
    `$ immuc ${words.join(" ")}`.trimEnd(),
    text(run.stdout).trimEnd(),
    ...(run.stderr === "" ? [] : ["--- messages", text(run.stderr).trimEnd()]),
    `--- exit code ${run.code}`,
    "",
  ].join("\n");
}

describe("what a user sees", () => {
  test.each(Object.keys(cases))("%s", async (name) => {
    const { words, files = {}, env = {} } = cases[name] ?? { words: [] };
    const run = await runProgram(program, words, { folder: folderWith(files), env });
    await expect(transcript(words, run)).toMatchFileSnapshot(`../golden/cli/${name}.txt`);
  });

  it("has no golden that no case makes", () => {
    const goldens = readdirSync(join(import.meta.dirname, "../golden/cli"));
    expect(goldens.filter((name) => !(name.replace(/\.txt$/, "") in cases))).toEqual([]);
  });
});

it.each(["IMMU1001", "1001", "immu1001", "error[IMMU1001]:", "[IMMU1001]"])("explains %s", async (word) => {
  const run = await runProgram(program, ["explain", word], { folder: folderWith({}) });
  expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining("IMMU1001  Unterminated string") });
});

it("lists every diagnostic that it explains", async () => {
  const { code, stdout } = await runProgram(program, ["explain"], { folder: folderWith({}) });
  const lines = definitions.map((definition) => `${definition.code}  ${definition.title}`);
  expect({ code, lines: stdout.trim().split("\n") }).toEqual({ code: 0, lines: lines.sort() });
  expect(await runProgram(program, ["explain", "--json"], { folder: folderWith({}) })).toMatchObject({ code: 2 });
});

// Not golden, as every new command would change them.
describe("lists every command", () => {
  it("with what it does, when nothing is asked", async () => {
    const run = await runProgram(program, [], { folder: folderWith({}) });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    const lines = run.stdout.split("\n");
    for (const { name, load } of commandEntries) {
      const { summary } = (await load()).command;
      expect(lines.filter((line) => line.startsWith(`  ${name} `) && line.endsWith(`  ${summary}`))).toHaveLength(1);
    }
  });

  it.each([[["--help"]], [["help"]]])("by its first word: %j", async (words) => {
    const run = await runProgram(program, words, { folder: folderWith({}) });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    for (const { name } of commandEntries) expect(run.stdout).toContain(`\n  ${name.split(" ")[0]} `);
  });
});

it("tells a newcomer how to start", async () => {
  const run = await runProgram(program, [], { folder: folderWith({}) });
  expect(run.stdout).toContain("immuc init shop");
  expect(run.stdout).toContain("immuc build shop");
  expect(run.stdout.split("\n").every((line) => line.length <= 100)).toBe(true);
});

describe("colours", () => {
  const colorStart = "\u001b[";
  it.each([
    ["off where nobody looks", [], {}, false],
    ["on by --color", ["--color"], {}, true],
    ["--color wins over NO_COLOR", ["--color"], { NO_COLOR: "1" }, true],
    ["on by FORCE_COLOR", [], { FORCE_COLOR: "1" }, true],
    ["FORCE_COLOR=0 is off", [], { FORCE_COLOR: "0" }, false],
    ["NO_COLOR wins over FORCE_COLOR", [], { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
    ["an empty NO_COLOR says nothing", [], { NO_COLOR: "", FORCE_COLOR: "1" }, true],
    ["--no-color wins over all", ["--no-color"], { FORCE_COLOR: "1" }, false],
    ["the last of both wins", ["--no-color", "--color"], {}, true],
  ] as const)("%s", async (_, words, env, colored) => {
    const run = await runProgram(program, ["check", "shop", ...words], { folder: folderWith(broken), env });
    expect(run.stderr.includes(colorStart)).toBe(colored);
  });
});

it("a bug of ours: exit code 70, a report to send, no trace on the screen", async () => {
  const folder = folderWith({ "main.immu": "explode\n" });
  const words = ["build", "-p", "token=hunter2", "--param", "b=hunter2", "--param=c=hunter2", "-pd=hunter2"];
  const run = await runProgram(program, words, { folder, env: { TMPDIR: folder } });
  expect(run).toMatchObject({ code: 70, stdout: "" });
  expect(run.stderr).toContain("immuc ran into a bug of its own: the stub exploded, as it was told\n");
  expect(run.stderr).not.toContain("    at ");
  const file = /^ {2}(\/.*report\.txt)$/m.exec(run.stderr)?.[1] ?? "";
  const report = readFileSync(file, "utf8");
  expect(report).toMatch(/^immuc \d+\.\d+\.\d+, Node v\d+/);
  // The values may be anybody's, and the report is sent on.
  expect(report).toContain('command line: immuc "build" "-p" "token=…" "--param" "b=…" "--param=c=…" "-pd=…"\n');
  expect(report).toContain("    at ");
});

it("a second build writes nothing and says so", async () => {
  const folder = folderWith(fine);
  await runProgram(program, ["build", "shop"], { folder });
  const run = await runProgram(program, ["build", "shop"], { folder });
  expect(run.stdout).toMatch(/^built shop\/dist: all 5 files up to date in /m);
});

it("JSON goes to the standard output alone, one document", async () => {
  for (const words of [
    ["check", "--json"],
    ["build", "--json"],
    ["plan", "--json"],
  ]) {
    const run = await runProgram(program, [...words, "shop"], { folder: folderWith(warned) });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(run.stdout)).toMatchObject({ ok: true, counts: { error: 0, warning: 1, info: 0 } });
  }
});

it.each([
  ["check", ""],
  ["build", "shop", "--out", ""],
  ["build", "shop", "--out="],
  ["fmt", "shop", ""],
  ["plan", "shop", "--env", ""],
  ["check", "shop", "--param", ""],
])("takes no empty text for a word: %j", async (...words) => {
  const run = await runProgram(program, words, { folder: folderWith(fine) });
  expect(run).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("is given as an empty text") });
});

it("says what stands in the place of the entry file", async () => {
  const folder = folderWith({ "a/note.txt": "", "b/main.immu/note.txt": "", "c/note.txt": "" });
  symlinkSync("nowhere", join(folder, "a/main.immu"));
  execFileSync("mkfifo", [join(folder, "c/main.immu")]);
  const said = async (path: string): Promise<string> => (await runProgram(program, ["check", path], { folder })).stderr;
  expect(await said("a")).toContain("a/main.immu is a link that leads to no file");
  expect(await said("b")).toContain("b/main.immu is a folder");
  expect(await said("c")).toContain("c/main.immu is no regular file");
});

it("fmt lays out what a link leads to, and keeps the link", async () => {
  const folder = folderWith({ "shared/real.immu": "let   a=1\n", "here/note.txt": "" });
  symlinkSync("../shared/real.immu", join(folder, "here/link.immu"));
  const run = await runProgram(program, ["fmt", "link.immu"], { folder: join(folder, "here") });
  expect(run).toMatchObject({ code: 0, stdout: "link.immu\n" });
  expect(readFileSync(join(folder, "shared/real.immu"), "utf8")).toBe("let a = 1\n");
  expect(readlinkSync(join(folder, "here/link.immu"))).toBe("../shared/real.immu");
});

it("init makes a project that the layout has nothing to change in", async () => {
  const folder = folderWith({});
  await runProgram(program, ["init", "My Shop-2"], { folder });
  expect(readFileSync(join(folder, "My Shop-2/main.immu"), "utf8")).toContain("\nproject my_shop_2 {\n");
  expect(await runProgram(program, ["fmt", "--check"], { folder })).toMatchObject({ code: 0 });
});

import { cpSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { commandEntries } from "../../src/cli/commands.gen.ts";
import type { Candidate } from "../../src/cli/completion/candidate.ts";
import { completeLine } from "../../src/cli/completion/complete-line.ts";
import { projectNames } from "../../src/cli/completion/project-names.ts";
import { shells } from "../../src/cli/completion/shells.ts";
import { definitions } from "../../src/query/definitions.gen.ts";
import { temporaryFolder } from "../host/temporary-folder.ts";
import { folderWith } from "./cli.ts";

const shop = resolve(import.meta.dirname, "../../examples/shop");

function complete(words: readonly string[], folder = shop): Promise<readonly Candidate[]> {
  return completeLine(commandEntries, words, async (what, context) => projectNames(folder, what, context));
}

async function values(words: readonly string[], folder = shop): Promise<readonly string[]> {
  return (await complete(words, folder)).map(({ value }) => value);
}

test("the first word is a command, each of them once", async () => {
  const all = await values([""]);
  expect(new Set(all)).toEqual(new Set([...commandEntries.map(({ name }) => name.split(" ")[0]), "help"]));
  expect(all).toHaveLength(new Set(all).size);
  expect(await complete(["rol"])).toEqual([
    { value: "rollback", description: expect.stringContaining("take all traffic back") },
    { value: "rollout", description: "abort, run, status" },
  ]);
  expect(await values(["--no-color", "che"])).toEqual(["check"]);
  expect(await values(["help", "che"])).toEqual(["check"]);
});

test("a group is followed by what it does", async () => {
  expect(await values(["rollout", ""])).toEqual(["abort", "run", "status"]);
  expect(await values(["rollout", "r"])).toEqual(["run"]);
});

test("every option of every command is offered, but for those that stand there", async () => {
  for (const { name, load } of commandEntries) {
    const { command } = await load();
    const offered = await values([...name.split(" "), "--"]);
    for (const { flags } of Object.values(command.options)) expect(offered).toContain(/--[\w-]+/.exec(flags)?.[0]);
    expect(offered).toContain("--help");
  }
  const left = await values(["build", "-e", "prod", "--param=a=1", "--"]);
  expect(left).not.toContain("--env");
  expect(left).toContain("--param");
});

test.each([
  ["choices", ["check", "--format", ""], ["text", "json", "sarif"]],
  ["choices behind an equals sign", ["check", "--format=s"], ["--format=sarif"]],
  ["environments", ["build", "--env", ""], ["prod", "staging"]],
  ["environments by the short name", ["build", "-e", "st"], ["staging"]],
  ["fleets", ["rollout", "run", ""], ["web", "worker"]],
  ["fleets behind an option", ["rollout", "run", "--env", "prod", "we"], ["web"]],
  ["fleets behind a flag", ["rollout", "run", "--resume", "we"], ["web"]],
  ["nothing behind all arguments", ["rollout", "run", "web", ""], []],
  ["images, as many as wanted", ["bake", "web", "wo"], ["worker"]],
  ["codes", ["explain", "IMMU2001"], ["IMMU2001"]],
  ["shells", ["completion", ""], ["bash", "zsh", "fish"]],
  ["no options behind their end", ["fmt", "--", "--"], []],
  ["paths, which the shell knows", ["check", ""], []],
  ["nothing of an unknown command", ["frobnicate", ""], []],
])("%s", async (_, words, expected) => {
  expect([...(await values(words))].sort()).toEqual([...expected].sort());
});

test("a project is looked for where the line says", async () => {
  const folder = temporaryFolder();
  cpSync(shop, join(folder, "shop"), { recursive: true });
  expect(await values(["build", "--env", ""], folder)).toEqual([]);
  expect(await values(["build", "shop", "--env", "p"], folder)).toEqual(["prod"]);
  expect(await values(["log", "--project", "shop", "w"], folder)).toEqual(["web", "worker"]);
});

test("abstract declarations and those of the library have no name that a command takes", async () => {
  const folder = folderWith({ "main.immu": "abstract image base {}\nimage web extends base {}\nimage broken {\n" });
  expect(await values(["bake", ""], folder)).toEqual(["web", "broken"]);
});

test("every diagnostic is offered with its title", async () => {
  const offered = await complete(["explain", ""]);
  expect(offered).toEqual(definitions.map(({ code, title }) => ({ value: code, description: title })));
});

test("bash gets the part of a word that it cut off", () => {
  const { words, line } = shells.bash;
  expect(words(["build", "--env", "=", "st"])).toEqual(["build", "--env=st"]);
  expect(words(["build", "--env", "="])).toEqual(["build", "--env="]);
  expect(words(["replay", "prod", ":", "1"])).toEqual(["replay", "prod:1"]);
  expect(words(["build", ""])).toEqual(["build", ""]);
  expect(line({ value: "--env=staging", description: "" }, "--env=st")).toBe("staging");
  expect(line({ value: "prod:12", description: "" }, "prod:1")).toBe("12");
});

test("zsh keeps its colons for descriptions", () => {
  expect(shells.zsh.line({ value: "prod:12", description: "web: live" }, "")).toBe("prod\\:12:web: live");
});

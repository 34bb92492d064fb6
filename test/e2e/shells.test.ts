import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { bundledProgram } from "../cli/cli.ts";
import { sharedFolder } from "../host/temporary-folder.ts";
import { describeWithTools } from "./support/tools.ts";

interface Completer {
  readonly name: string;
  readonly words: readonly string[];
  /** What it runs to print the completions of a line, of which each word is told by itself. */
  script(words: readonly string[]): string;
}

const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(" ");

const completers: readonly Completer[] = [
  {
    name: "bash",
    words: ["--norc", "-c"],
    script: (words) => `source <(immuc completion bash)
COMP_WORDS=(${quoted(words)}); COMP_CWORD=${words.length - 1}
_immuc; printf '%s\\n' "\${COMPREPLY[@]}"`,
  },
  {
    name: "zsh",
    words: ["-f", "-c"],
    // What takes the candidates stands only in a shell that somebody types into.
    script: (words) => `compdef() {}; source <(immuc completion zsh)
_describe() { print -rl -- "\${(@P)4%%:*}" }; _files() { print files }
words=(${quoted(words)}); CURRENT=${words.length}
_immuc`,
  },
  {
    name: "fish",
    words: ["--no-config", "-c"],
    script: (words) =>
      `immuc completion fish | source; complete -C '${words.join(" ")}' | string replace -r '\\t.*' ''; true`,
  },
];

const program = bundledProgram();

for (const { name, words, script } of completers) {
  const missing = spawnSync(name, ["--version"]).status === 0 ? null : `${name} is missing (package ${name})`;
  describeWithTools(`completion in ${name}`, [missing], () => {
    const folder = sharedFolder();
    beforeAll(() =>
      writeFileSync(join(folder, "immuc"), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, {
        mode: 0o755,
      }),
    );
    const complete = (...line: readonly string[]): readonly string[] =>
      execFileSync(name, [...words, script(["immuc", ...line])], {
        cwd: resolve(import.meta.dirname, "../../examples/shop"),
        env: { ...process.env, HOME: folder, PATH: `${folder}${delimiter}${process.env.PATH}` },
        encoding: "utf8",
      })
        .split("\n")
        .filter((line) => line !== "")
        .sort();

    test("offers commands, options and names", () => {
      expect(complete("che")).toEqual(["check"]);
      expect(complete("rollout", "")).toEqual(["abort", "run", "status"]);
      expect(complete("rollout", "run", "--env", "")).toEqual(["prod", "staging"]);
      expect(complete("replay", "--ou")).toEqual(["--out"]);
    });

    test("runs nothing of the line", () => {
      const harm = join(folder, "harm");
      expect(complete("check", `$(touch ${harm})`, "--fo")).toEqual(["--format"]);
      expect(existsSync(harm)).toBe(false);
    });
  });
}

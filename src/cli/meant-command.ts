import { lookup } from "../base/record.ts";
import { commandEntries } from "./commands.gen.ts";

/** The command that a word means which is none: the second word of one, or what other tools call it; null for others. */
export function meantCommand(word: string): string | null {
  const name = word.toLowerCase();
  const bySecond = commandEntries.find((entry) => entry.name.split(" ")[1] === name);
  return bySecond?.name ?? lookup(otherNames, name) ?? null;
}

const otherNames: Readonly<Record<string, string>> = {
  apply: "rollout run",
  deploy: "rollout run",
  release: "rollout run",
  up: "rollout run",
  compile: "build",
  synth: "build",
  lint: "check",
  test: "check",
  validate: "check",
  format: "fmt",
  history: "log",
  undo: "rollback",
};

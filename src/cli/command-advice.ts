import { lookup } from "../base/record.ts";
import { commandEntries } from "./commands.gen.ts";

/**
 * What to say to a word that is no command but means something: the second word of one, what other tools call it, or what
 * there is no command for. Null for others.
 */
export function commandAdvice(word: string): string | null {
  const name = word.toLowerCase();
  const bySecond = commandEntries.find((entry) => entry.name.split(" ")[1] === name);
  const meant = bySecond?.name ?? lookup(otherNames, name);
  return meant === undefined ? (lookup(noCommand, name) ?? null) : `(Did you mean ${meant}?)`;
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
  refresh: "drift",
  undo: "rollback",
};

const takingDown =
  "An environment is taken down where it was applied from: `terraform -chdir=.immuc/environments/<name> destroy`";
const noCommand: Readonly<Record<string, string>> = { destroy: takingDown, down: takingDown };

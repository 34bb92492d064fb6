import { EnvironmentFault } from "./fault.ts";

/** What git is run with: words that a program can read. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: "C" };
}

/**
 * The words of a git command. A folder of a work tree that looks like a bare repository is taken for none: whoever commits
 * one with a configuration of its own could have git run any command there. Git knows the setting since 2.38.
 */
export function gitWords(words: readonly string[]): string[] {
  return ["-c", "safe.bareRepository=explicit", ...words];
}

/**
 * Refuses what git says where it can't look at a repository, for its owner is another say. Taken for none, what is released
 * would be recorded without its commit, and could not be built again.
 */
export function refuseUnlessNone(complaint: string): void {
  if (/not a git repository/i.test(complaint)) return;
  const [line = "", ...more] = complaint.split("\n").filter((each) => each.trim() !== "");
  throw new EnvironmentFault(
    [`git can't look at the project: ${line}`, ...more.map((each) => `  ${each.trim()}`)].join("\n"),
  );
}

import { EnvironmentFault } from "./fault.ts";

/** What git is run with: words that a program can read. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: "C" };
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

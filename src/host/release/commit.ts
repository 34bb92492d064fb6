import { execFile } from "node:child_process";
import { userInfo } from "node:os";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** The commit that a project's folder is at. */
export interface CommitReading {
  readonly commit: string;
  /** Files of the project that differ from it: neither the ledger, which a release itself writes, nor what is made. */
  readonly changed: readonly string[];
}

/** Asks git for the commit of a project; null where it is in no repository, or git is not there. */
export async function readCommit(root: string): Promise<CommitReading | null> {
  try {
    const { stdout: commit } = await execute("git", ["rev-parse", "--verify", "HEAD"], { cwd: root });
    const { stdout: status } = await execute(
      "git",
      ["status", "--porcelain", "-z", "--", ".", ":(exclude)ledger", ":(exclude).immuc", ":(exclude)dist"],
      { cwd: root },
    );
    const changed = status.split("\0").filter((line) => line !== "");
    return { commit: commit.trim(), changed: changed.map((line) => line.slice(3)) };
  } catch {
    return null;
  }
}

/** Who runs this, for the ledger: what the environment or the system calls them. */
export function currentActor(): string {
  const { GITHUB_ACTOR, GITLAB_USER_LOGIN } = process.env;
  const named = GITHUB_ACTOR ?? GITLAB_USER_LOGIN ?? "";
  if (named !== "") return named;
  try {
    return userInfo().username;
  } catch {
    return "unknown";
  }
}

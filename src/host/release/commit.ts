import { execFile } from "node:child_process";
import { userInfo } from "node:os";
import { promisify } from "node:util";
import { gitEnvironment, gitWords, refuseUnlessNone } from "../git-environment.ts";
import { treeLimit } from "../node-project-files.ts";

const execute = promisify(execFile);

/** The commit that a project's folder is at. */
export interface CommitReading {
  readonly commit: string;
  /** The project's folder in the repository, from its root: `infra/shop`, or "". */
  readonly folder: string;
  /** Files of the project that differ from it: neither the ledger, which a release itself writes, nor what is made. */
  readonly changed: readonly string[];
}

/** Asks git for the commit of a project; null where it is in no repository with a commit, or git is not there. */
export async function readCommit(root: string): Promise<CommitReading | null> {
  const prefix = await git(root, "rev-parse", "--show-prefix");
  if (prefix === null) return null;
  const commit = await git(root, "rev-parse", "--verify", "--quiet", "HEAD").catch(() => null);
  if (commit === null) return null;
  // A rename has two paths; without it each line has one.
  const words = ["status", "--porcelain", "--no-renames", "-z", "--", "."];
  const status = await git(root, ...words, ":(exclude)ledger", ":(exclude).immuc", ":(exclude)dist");
  const changed = (status ?? "").split("\0").filter((line) => line !== "");
  return {
    commit: commit.trim(),
    folder: prefix.replace(/\/?\n$/, ""),
    changed: changed.map((line) => line.slice(3)),
  };
}

/** A file in a folder of a project that git has, so that whoever may commit could have put it there; null where there is none. */
export async function trackedFile(root: string, folder: string): Promise<string | null> {
  // Some file systems take names in another case for the same.
  const listed = await git(root, "ls-files", "-z", "--", `:(icase)${folder}`);
  const [first = ""] = (listed ?? "").split("\0");
  return first === "" ? null : first;
}

/** What git prints; null where there is no repository, or no git. */
async function git(folder: string, ...words: readonly string[]): Promise<string | null> {
  try {
    const { stdout } = await execute("git", gitWords(words), {
      cwd: folder,
      env: gitEnvironment(),
      maxBuffer: treeLimit,
    });
    return stdout;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    refuseUnlessNone(error instanceof Error && "stderr" in error ? String(error.stderr) : String(error));
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

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { byText, distinctTexts } from "../base/order.ts";
import type { FileTree, ProjectFiles, ReadProblem, ReadResult } from "../base/project-files.ts";
import { decodeSource } from "./decode-source.ts";
import { EnvironmentFault, reasonOf } from "./fault.ts";
import { gitEnvironment, gitWords, refuseUnlessNone } from "./git-environment.ts";
import { sourceLimit, treeLimit } from "./node-project-files.ts";

export type GitProject =
  | {
      readonly kind: "open";
      readonly commit: string;
      readonly files: ProjectFiles;
      /** The names in a folder of the project, sorted. */
      readonly namesIn: (folder: string) => readonly string[];
    }
  | { readonly kind: "no-repository" }
  | { readonly kind: "unknown-revision" };

/**
 * A project as git has it at a revision, read from the object store: the work tree is neither looked at nor touched.
 * `root` is the project's folder, absolute, in a repository; `then` its folder in the repository at that revision, where
 * that may have been another. Contents are what a checkout would write.
 */
export function openGitProject(root: string, revision: string, then: string | undefined = undefined): GitProject {
  const prefix = git(root, ["rev-parse", "--show-prefix"]);
  if (prefix.status !== 0) {
    refuseUnlessNone(prefix.complaint);
    return { kind: "no-repository" };
  }
  const resolved = git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]);
  if (resolved.status !== 0) return { kind: "unknown-revision" };
  const commit = resolved.text.trim();
  const folder = then === undefined ? prefix.text.replace(/\n$/, "") : then === "" ? "" : `${then}/`;
  const entries = entriesOf(root, commit, folder);
  const namesIn = (inside: string): readonly string[] => beside(entries, `${inside}/`);
  return { kind: "open", commit, files: filesOf(entries), namesIn };
}

interface Entry {
  readonly mode: string;
  readonly size: number;
  /** A folder of the repository that has it, and what it is called there. */
  readonly repository: string;
  readonly object: string;
}

function filesOf(entries: ReadonlyMap<string, Entry>): ProjectFiles {
  const folders = new Set([...entries.keys()].flatMap(foldersAround));
  const bytesOf = (path: string): Uint8Array => {
    const entry = entries.get(path);
    if (entry === undefined) throw new Problem({ kind: "missing", similar: [] });
    const shown = git(entry.repository, ["cat-file", "--filters", entry.object]);
    if (shown.status !== 0) throw new EnvironmentFault(`git can't show ${entry.object}: ${shown.complaint}`);
    return shown.bytes;
  };
  const resolve = (path: string): string =>
    resolveLinks(entries, (link) => Buffer.from(bytesOf(link)).toString("utf8"), path);

  return {
    readSource: (path) =>
      orProblem(entries, path, () => {
        const real = resolve(path);
        const entry = regular(entries, folders, real);
        if (entry.size > sourceLimit) throw new Problem({ kind: "too-large", size: entry.size, limit: sourceLimit });
        const decoded = decodeSource(bytesOf(real));
        if (decoded.kind !== "ok") throw new Problem(decoded);
        return decoded.value;
      }),
    readTree: (path) =>
      orProblem(entries, path, () => {
        const real = resolve(path);
        if (!folders.has(real) && real !== "") {
          const { mode } = regular(entries, folders, real);
          return { folder: false, files: [{ path: "", bytes: bytesOf(real), executable: mode === executableMode }] };
        }
        return treeAt(real);
      }),
  };

  function treeAt(folder: string): FileTree {
    const below = [...entries.keys()].filter((path) => folder === "" || path.startsWith(`${folder}/`));
    const size = below.reduce((sum, path) => sum + (entries.get(path)?.size ?? 0), 0);
    if (size > treeLimit) throw new Problem({ kind: "too-large", size, limit: treeLimit });
    const files = below.flatMap((path) => {
      const inside = folder === "" ? path : path.slice(folder.length + 1);
      const real = resolve(path);
      // A link to a folder brings in all that is below it, as it would on a disk.
      if (folders.has(real)) {
        if (path.startsWith(`${real}/`))
          throw new Problem({ kind: "unreadable", reason: reasonOf("ELOOP"), at: inside });
        return treeAt(real).files.map((file) => ({ ...file, path: `${inside}/${file.path}` }));
      }
      const { mode } = regular(entries, folders, real);
      return [{ path: inside, bytes: bytesOf(real), executable: mode === executableMode }];
    });
    return { folder: true, files: files.sort(byText(({ path }) => path)) };
  }
}

const executableMode = "100755";
const linkMode = "120000";
const submoduleMode = "160000";

/** The files of a commit below a folder of the repository (`infra/`, or ""), with those of submodules that are here. */
function entriesOf(root: string, commit: string, prefix: string): ReadonlyMap<string, Entry> {
  const words = ["ls-tree", "-r", "-l", "-z", "--full-tree", commit, ...(prefix === "" ? [] : ["--", prefix])];
  const listed = git(root, words);
  if (listed.status !== 0) throw new EnvironmentFault(`git can't list ${commit}: ${listed.complaint}`);
  const entries = listed.text.split("\0").flatMap((line): [string, Entry][] => {
    const match = /^(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t([\s\S]*)$/.exec(line);
    if (match === null) return [];
    const [, mode = "", , object = "", size = "0", path = ""] = match;
    const inside = path.slice(prefix.length);
    const below = mode === submoduleMode ? submoduleEntries(join(root, inside), object, inside) : null;
    const entry = { mode, size: size === "-" ? 0 : Number(size), repository: root, object: `${commit}:${path}` };
    return below ?? [[inside, entry]];
  });
  return new Map(entries);
}

/** The files of a submodule's commit; null where the submodule is not checked out, or has not that commit. */
function submoduleEntries(folder: string, commit: string, path: string): [string, Entry][] | null {
  if (!existsSync(join(folder, ".git"))) return null;
  if (git(folder, ["cat-file", "-e", `${commit}^{commit}`]).status !== 0) return null;
  return [...entriesOf(folder, commit, "")].map(([inside, entry]) => [`${path}/${inside}`, entry]);
}

class Problem extends Error {
  readonly problem: ReadProblem;
  constructor(problem: ReadProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}

function orProblem<T>(entries: ReadonlyMap<string, Entry>, path: string, read: () => T): ReadResult<T> {
  try {
    return { kind: "ok", value: read() };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.problem.kind === "missing" ? { kind: "missing", similar: beside(entries, path) } : error.problem;
  }
}

/** A path without symbolic links on it; where they lead out of the project, they are refused as on a disk. */
function resolveLinks(entries: ReadonlyMap<string, Entry>, targetOf: (link: string) => string, path: string): string {
  if (path.startsWith("/") || path.includes("\\") || path.includes("\0")) throw new Problem({ kind: "outside" });
  let left = path.split("/").filter((part) => part !== "" && part !== ".");
  let at: readonly string[] = [];
  for (let hops = 0; left.length > 0; ) {
    const [part = "", ...rest] = left;
    left = rest;
    if (part === "..") {
      if (at.length === 0) throw new Problem({ kind: "outside" });
      at = at.slice(0, -1);
      continue;
    }
    const next = [...at, part];
    if (entries.get(next.join("/"))?.mode !== linkMode) {
      at = next;
      continue;
    }
    if (++hops > mostLinks) throw new Problem({ kind: "unreadable", reason: reasonOf("ELOOP") });
    const target = targetOf(next.join("/"));
    if (target.startsWith("/")) throw new Problem({ kind: "outside" });
    left = [...target.split("/").filter((each) => each !== "" && each !== "."), ...left];
  }
  return at.join("/");
}

const mostLinks = 40;

function regular(entries: ReadonlyMap<string, Entry>, folders: ReadonlySet<string>, path: string): Entry {
  const entry = entries.get(path);
  if (entry === undefined)
    throw new Problem(folders.has(path) ? { kind: "not-regular" } : { kind: "missing", similar: [] });
  // A submodule that is not checked out has no content.
  if (!entry.mode.startsWith("100")) throw new Problem({ kind: "not-regular" });
  return entry;
}

/** The names in the folder where the file should be, sorted. */
function beside(entries: ReadonlyMap<string, Entry>, path: string): readonly string[] {
  const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/") + 1) : "";
  const names = [...entries.keys()]
    .filter((each) => each.startsWith(folder))
    .map((each) => each.slice(folder.length).split("/")[0] ?? "");
  return distinctTexts(names);
}

function foldersAround(path: string): readonly string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

interface Answer {
  readonly status: number | null;
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly complaint: string;
}

function git(folder: string, words: readonly string[]): Answer {
  const { status, stdout, stderr, error } = spawnSync("git", gitWords(words), {
    cwd: folder,
    maxBuffer: treeLimit,
    env: gitEnvironment(),
  });
  if (error !== undefined && "code" in error && error.code === "ENOENT")
    throw new EnvironmentFault("git is not on the PATH, and earlier versions of a project are read with it");
  if (error !== undefined) throw new EnvironmentFault(`git ${words[0]} could not be run: ${error.message}`);
  return { status, bytes: stdout, text: stdout.toString("utf8"), complaint: stderr.toString("utf8").trim() };
}

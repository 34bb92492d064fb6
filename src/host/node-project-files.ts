import { readdirSync, readSync, realpathSync, statSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { byText, compareCodePoints } from "../base/order.ts";
import type { FileTree, ProjectFiles, ReadProblem, ReadResult, TreeFile } from "../base/project-files.ts";
import { decodeSource } from "./decode-source.ts";
import { reasonOf, systemCode } from "./fault.ts";
import { withRegularFile } from "./regular-file.ts";

/** The most that one `.immu` source may hold, in bytes. */
export const sourceLimit = 4 * 1024 * 1024;

/** The most that one copied file or folder may hold, in bytes: all of it is in memory at once. */
export const treeLimit = 1024 * 1024 * 1024;

/**
 * The files of a project on the disk, below `root`. Nothing outside is ever read: a path is refused by its text first,
 * then by where its symbolic links lead. The answers do not depend on the order in which the system lists a folder.
 */
export function nodeProjectFiles(root: string): ProjectFiles {
  const realRoot = realpathSync(root);
  return {
    readSource: (path) => orProblem(realRoot, path, () => readSource(resolveInside(realRoot, path))),
    readTree: (path) => orProblem(realRoot, path, () => readTree(realRoot, resolveInside(realRoot, path))),
  };
}

class Problem extends Error {
  readonly problem: ReadProblem;
  constructor(problem: ReadProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}

function orProblem<T>(root: string, path: string, read: () => T): ReadResult<T> {
  try {
    return { kind: "ok", value: read() };
  } catch (error) {
    if (error instanceof Problem) return error.problem;
    const code = systemCode(error);
    if (code === null) throw error;
    if (code === "ENOENT" || code === "ENOTDIR") return { kind: "missing", similar: namesBeside(root, path) };
    return code === "EFTYPE" ? { kind: "not-regular" } : { kind: "unreadable", reason: reasonOf(code) };
  }
}

function resolveInside(root: string, path: string): string {
  const parts = path.split("/");
  const leaves = path.startsWith("/") || path.includes("\0") || path.includes("\\") || parts.includes("..");
  if (leaves) throw new Problem({ kind: "outside" });
  return realInside(root, join(root, ...parts));
}

function realInside(root: string, file: string): string {
  const real = realpathSync(file);
  if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep)) throw new Problem({ kind: "outside" });
  return real;
}

function readSource(file: string): string {
  const decoded = decodeSource(readRegular(file, sourceLimit).bytes);
  if (decoded.kind !== "ok") throw new Problem(decoded);
  return decoded.value;
}

interface RegularFile {
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

function readRegular(file: string, limit: number): RegularFile {
  return withRegularFile(file, (descriptor, { size, mode }) => {
    if (size > limit) throw new Problem({ kind: "too-large", size, limit });
    return { bytes: readAll(descriptor, size), executable: (mode & 0o100) !== 0 };
  });
}

// Up to the size that was checked: a file that grows meanwhile does not slip past the limit.
function readAll(descriptor: number, size: number): Uint8Array {
  const bytes = Buffer.alloc(size);
  let filled = 0;
  while (filled < size) {
    const count = readSync(descriptor, bytes, filled, size - filled, null);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

function readTree(root: string, top: string): FileTree {
  if (!statSync(top).isDirectory()) return { folder: false, files: [{ path: "", ...readRegular(top, treeLimit) }] };
  const files: TreeFile[] = [];
  let left = treeLimit;
  const visit = (folder: string, prefix: string, around: readonly string[]): void => {
    for (const name of entryNames(folder)) {
      const path = prefix + name;
      naming(path, () => {
        const real = realInside(root, join(folder, name));
        if (around.includes(real)) throw new Problem({ kind: "unreadable", reason: reasonOf("ELOOP") });
        if (statSync(real).isDirectory()) visit(real, `${path}/`, [...around, real]);
        else {
          const file = readRegular(real, left);
          left -= file.bytes.length;
          files.push({ path, ...file });
        }
      });
    }
  };
  visit(top, "", [top]);
  return { folder: true, files: files.sort(byText(({ path }) => path)) };
}

function entryNames(folder: string): readonly string[] {
  return readdirSync(folder, { encoding: "buffer" }).map((bytes) => {
    const name = bytes.toString("utf8");
    if (!Buffer.from(name).equals(bytes)) throw new Problem({ kind: "unreadable", reason: "a name that is not UTF-8" });
    return name;
  });
}

/** Adds to what goes wrong in `read` which entry of the folder it is about; the innermost name is the whole path. */
function naming(path: string, read: () => void): void {
  try {
    read();
  } catch (error) {
    if (error instanceof Problem)
      throw error.problem.at === undefined ? new Problem({ ...error.problem, at: path }) : error;
    const code = systemCode(error);
    if (code === null) throw error;
    throw new Problem(
      code === "EFTYPE" ? { kind: "not-regular", at: path } : { kind: "unreadable", reason: reasonOf(code), at: path },
    );
  }
}

/** The names in the folder where the file should be, sorted; what was meant is likely among them. */
function namesBeside(root: string, path: string): readonly string[] {
  try {
    return readdirSync(realInside(root, join(root, ...dirname(path).split("/")))).sort(compareCodePoints);
  } catch {
    return [];
  }
}

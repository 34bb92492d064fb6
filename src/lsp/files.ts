import { realpathSync } from "node:fs";
import type { FileTree, ProjectFiles, ReadResult } from "../base/project-files.ts";
import { listSources } from "../host/list-sources.ts";
import { nodeProjectFiles } from "../host/node-project-files.ts";

/** The files of a project as they were when they were first read, until they are forgotten. */
export interface RememberedFiles extends ProjectFiles {
  /** Forgets what was read of a root-relative path, of folders around it and of what lies in it; says if there was any. */
  forget(path: string): boolean;
  forgetAll(): void;
  sources(): readonly string[];
}

/** The files below a folder of the disk, remembered: an edit must not read a project's every file again. */
export function rememberedFiles(root: string, entry: string): RememberedFiles {
  const disk = filesBelow(root);
  let listed: readonly string[] | null = null;
  const sources = new Map<string, ReadResult<string>>();
  const trees = new Map<string, ReadResult<FileTree>>();
  return {
    readSource: (path) => remember(sources, path, disk.readSource),
    readTree: (path) => remember(trees, path, disk.readTree),
    sources() {
      listed ??= listSources(root, entry);
      return listed;
    },
    forget(path) {
      listed = null;
      let known = false;
      for (const memory of [sources, trees]) {
        for (const each of [...memory.keys()]) {
          const concerned =
            each === path || each.startsWith(`${path}/`) || path.startsWith(`${each}/`) || isMissing(memory.get(each));
          if (concerned) known = memory.delete(each) || known;
        }
      }
      return known;
    },
    forgetAll() {
      listed = null;
      sources.clear();
      trees.clear();
    },
  };
}

function remember<T>(memory: Map<string, T>, path: string, read: (path: string) => T): T {
  const known = memory.get(path);
  if (known !== undefined) return known;
  const value = read(path);
  memory.set(path, value);
  return value;
}

// What is missing is told with the names beside it, which any new file changes.
function isMissing(result: ReadResult<unknown> | undefined): boolean {
  return result?.kind === "missing";
}

function filesBelow(root: string): ProjectFiles {
  try {
    realpathSync(root);
    return nodeProjectFiles(root);
  } catch {
    // A folder that does not exist (any more) has no files; documents in it may be open nevertheless.
    return noFiles;
  }
}

/** No files at all: what a document without a folder sees. */
export const noFiles: ProjectFiles = {
  readSource: () => ({ kind: "missing", similar: [] }),
  readTree: () => ({ kind: "missing", similar: [] }),
};

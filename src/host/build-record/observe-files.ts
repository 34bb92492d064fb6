import { sha256 } from "../../base/digest.ts";
import type { FileTree, ProjectFiles, ReadResult } from "../../base/project-files.ts";

/** One question that a build asked about the project's files, with a digest of the answer. */
export interface Observation {
  readonly ask: "source" | "tree";
  readonly path: string;
  readonly answer: string;
}

export interface FileObserver {
  /** The same files; what is asked of them is kept. */
  readonly files: ProjectFiles;
  /** All that was asked so far, each once; null where an answer changed while the build was under way. */
  observations(): readonly Observation[] | null;
}

/** Keeps every question about files with its answer. Compiling is pure: where all answers are the same, so is all else. */
export function observeFiles(files: ProjectFiles): FileObserver {
  const known = new Map<string, Observation>();
  let steady = true;
  const keep = (ask: Observation["ask"], path: string, answer: string): void => {
    const key = `${ask} ${path}`;
    const before = known.get(key);
    if (before === undefined) known.set(key, { ask, path, answer });
    else if (before.answer !== answer) steady = false;
  };
  return {
    files: {
      readSource(path) {
        const found = files.readSource(path);
        keep("source", path, sourceDigest(found));
        return found;
      },
      readTree(path) {
        const found = files.readTree(path);
        keep("tree", path, treeDigest(found));
        return found;
      },
    },
    observations: () => (steady ? [...known.values()] : null),
  };
}

/** Whether the files answer every question as they did before. */
export function answerAlike(files: ProjectFiles, observations: readonly Observation[]): boolean {
  return observations.every(({ ask, path, answer }) =>
    ask === "source" ? sourceDigest(files.readSource(path)) === answer : treeDigest(files.readTree(path)) === answer,
  );
}

function sourceDigest(found: ReadResult<string>): string {
  return found.kind === "ok" ? sha256(found.value) : problemDigest(found);
}

function treeDigest(found: ReadResult<FileTree>): string {
  if (found.kind !== "ok") return problemDigest(found);
  const { folder, files } = found.value;
  return sha256(JSON.stringify([folder, files.map((file) => [file.path, file.executable, sha256(file.bytes)])]));
}

// The names beside a file that is missing serve the messages of errors alone, and no build with errors is kept.
function problemDigest(problem: Exclude<ReadResult<unknown>, { kind: "ok" }>): string {
  return problem.kind === "missing" ? `missing ${problem.at ?? ""}` : JSON.stringify(problem);
}

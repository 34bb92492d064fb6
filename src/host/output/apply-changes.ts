import { copyFileSync, linkSync, lstatSync, mkdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { join, posix } from "node:path";
import type { Artifact } from "../../emit/artifact.ts";
import { faultsNaming, systemCode } from "../fault.ts";
import { journalName, stagingName } from "./names.ts";
import type { OutputRequest } from "./output-request.ts";
import { journalText } from "./owned-paths.ts";
import { stageFiles, stageFlushed } from "./stage-files.ts";
import type { Changes } from "./survey-output.ts";

/**
 * Carries out changes in an output folder, all or none. Call it under the folder's lock. What a process that died on
 * the way left behind is tidied up.
 */
export async function applyChanges(request: OutputRequest, changes: Changes, signal: AbortSignal): Promise<void> {
  const { folder, shownAs, manifest } = request;
  const staging = join(folder, stagingName);
  const fresh = join(staging, freshName);
  const journal = new TextEncoder().encode(journalText(changes.owned));
  const files = changes.write.filter((artifact) => artifact !== manifest);
  const exchange = exchangeIn(request);
  try {
    // A full disk shows here, while the old output is still untouched.
    faultsNaming("write to", shownAs, () => {
      rmSync(staging, { recursive: true, force: true });
      mkdirSync(join(staging, keptName), { recursive: true });
      mkdirSync(fresh);
    });
    await stageFiles(fresh, shownAs, files, signal);
    stageFlushed(join(fresh, journalName), posix.join(shownAs, journalName), journal);
    if (files.length < changes.write.length) {
      stageFlushed(join(fresh, manifest.path), posix.join(shownAs, manifest.path), manifest.bytes);
    }

    exchange.put(journalName);
    changes.remove.forEach(exchange.remove);
    unitsOf(folder, files).forEach(exchange.put);
    // Only now does anything call the new files whole.
    if (files.length < changes.write.length) exchange.put(manifest.path);
  } catch (error) {
    exchange.undo();
    throw error;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  rmSync(join(folder, journalName), { force: true });
}

const freshName = "new";
const keptName = "old";

/**
 * The paths to rename so that every file takes its place: a folder that is not there yet goes whole, with all that is
 * staged in it. Nothing is looked up twice, and nothing may be removed between here and the renames.
 */
function unitsOf(folder: string, files: readonly Artifact[]): readonly string[] {
  const units = new Set<string>();
  const known = new Map<string, boolean>();
  const isThere = (path: string): boolean => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const found = lstatSync(join(folder, path), { throwIfNoEntry: false }) !== undefined;
    known.set(path, found);
    return found;
  };
  for (const { path } of files) {
    let at = path.indexOf("/");
    while (at !== -1 && isThere(path.slice(0, at))) at = path.indexOf("/", at + 1);
    units.add(at === -1 ? path : path.slice(0, at));
  }
  return [...units];
}

interface Exchange {
  /** Gives what is staged under a path its place: a file, or a folder that is not there yet. */
  put(path: string): void;
  remove(path: string): void;
  /** Puts everything back, the last first. */
  undo(): void;
}

/** Removes and renames. No step takes long or needs space. */
function exchangeIn({ folder, shownAs }: OutputRequest): Exchange {
  const steps: (() => void)[] = [];
  const staging = join(folder, stagingName);
  let kept = 0;
  const aside = (): string => join(staging, keptName, String(kept++));
  return {
    put: (path) => {
      const [staged, target, old] = [join(staging, freshName, path), join(folder, path), aside()];
      faultsNaming("write", posix.join(shownAs, path), () => {
        const had = keepAside(target, old);
        renameSync(staged, target);
        steps.push(() => renameSync(had ? old : target, had ? target : staged));
      });
    },
    remove: (path) => {
      const old = aside();
      faultsNaming("remove", posix.join(shownAs, path), () => renameSync(join(folder, path), old));
      steps.push(() => renameSync(old, join(folder, path)));
      removeEmptyFolders(folder, path, steps);
    },
    undo: () => {
      for (const step of steps.reverse()) {
        try {
          step();
        } catch {
          // The journal is put back last. Where it stays, the next build knows that this folder needs mending.
          return;
        }
      }
    },
  };
}

// The file stays where it is meanwhile: at no moment is there nothing under its name.
function keepAside(file: string, old: string): boolean {
  try {
    linkSync(file, old);
    return true;
  } catch (error) {
    const code = systemCode(error);
    if (code === "ENOENT") return false;
    if (code === "EACCES" || code === "EROFS") throw error;
    // Some file systems have no hard links.
    copyFileSync(file, old);
    return true;
  }
}

function removeEmptyFolders(folder: string, path: string, steps: (() => void)[]): void {
  for (let inside = posix.dirname(path); inside !== "."; inside = posix.dirname(inside)) {
    const empty = join(folder, inside);
    try {
      rmdirSync(empty);
    } catch {
      // It holds more: files that stay, or files that are not ours.
      return;
    }
    steps.push(() => mkdirSync(empty, { recursive: true }));
  }
}

import { copyFileSync, linkSync, mkdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import type { Artifact } from "../../emit/artifact.ts";
import { faultsNaming, systemCode } from "../fault.ts";
import { flushFolders, writeFlushed } from "./flush.ts";
import { journalName, stagingName } from "./names.ts";
import { journalText } from "./owned-paths.ts";
import type { Changes } from "./survey-output.ts";
import type { OutputRequest } from "./write-output.ts";

/**
 * Carries out changes in an output folder, all or none. Call it under the folder's lock. What a process that died on
 * the way left behind is tidied up.
 */
export async function applyChanges(request: OutputRequest, changes: Changes, signal: AbortSignal): Promise<void> {
  const { folder, shownAs } = request;
  const staging = join(folder, stagingName);
  const journal: Artifact = { path: journalName, bytes: new TextEncoder().encode(journalText(changes.owned)) };
  const exchange = exchangeIn(request);
  try {
    // A full disk shows here, while the old output is still untouched.
    faultsNaming("write to", shownAs, () => {
      rmSync(staging, { recursive: true, force: true });
      mkdirSync(join(staging, "old"), { recursive: true });
    });
    await writeFlushed(staging, shownAs, [journal, ...changes.write], signal);

    exchange.put(0, journal.path);
    await flushFolders([folder]);
    changes.remove.forEach(exchange.remove);
    changes.write.forEach((artifact, index) => {
      if (artifact !== request.manifest) exchange.put(index + 1, artifact.path);
    });
    await flushFolders(changes.write.map((artifact) => dirname(join(folder, artifact.path))));
    // Only now does anything call the new files whole.
    if (changes.write.at(-1) === request.manifest) exchange.put(changes.write.length, request.manifest.path);
    await flushFolders([folder]);
  } catch (error) {
    exchange.undo();
    throw error;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  rmSync(join(folder, journalName), { force: true });
}

interface Exchange {
  /** Gives the staged file of a number its place. */
  put(staged: number, path: string): void;
  remove(path: string): void;
  /** Puts everything back, the last first. */
  undo(): void;
}

/** Removes and renames. No step takes long or needs space. */
function exchangeIn({ folder, shownAs }: OutputRequest): Exchange {
  const steps: (() => void)[] = [];
  const made = new Set<string>();
  let kept = 0;
  const aside = (): string => join(folder, stagingName, "old", String(kept++));
  return {
    put: (staged, path) => {
      const target = join(folder, path);
      const old = aside();
      faultsNaming("write", posix.join(shownAs, path), () => {
        if (!made.has(dirname(target))) makeFolders(dirname(target), steps);
        made.add(dirname(target));
        const had = keepAside(target, old);
        renameSync(join(folder, stagingName, String(staged)), target);
        steps.push(() => (had ? renameSync(old, target) : rmSync(target, { force: true })));
      });
    },
    remove: (path) => {
      const old = aside();
      made.clear();
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

function makeFolders(folder: string, steps: (() => void)[]): void {
  const first = mkdirSync(folder, { recursive: true });
  if (first !== undefined) steps.push(() => rmSync(first, { recursive: true, force: true }));
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

import { close, fsync, openSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { setImmediate } from "node:timers/promises";
import { promisify } from "node:util";
import type { Artifact } from "../../emit/artifact.ts";
import { systemCode, toFault } from "../fault.ts";

/** Writes files into a folder under their numbers, `0` first, and returns when all of them are on the disk. */
export async function writeFlushed(
  folder: string,
  shownAs: string,
  artifacts: readonly Artifact[],
  signal: AbortSignal,
): Promise<void> {
  for (let start = 0; start < artifacts.length; start += batch) {
    // Only between turns of the event loop does an interruption show.
    await setImmediate();
    signal.throwIfAborted();
    const pending = artifacts
      .slice(start, start + batch)
      .map((artifact, index) => writeOne(join(folder, String(start + index)), artifact, shownAs));
    for (const result of await Promise.allSettled(pending)) if (result.status === "rejected") throw result.reason;
  }
}

/** Makes the names in folders durable. */
export async function flushFolders(folders: readonly string[]): Promise<void> {
  for (const folder of new Set(folders)) {
    const descriptor = openSync(folder, "r");
    try {
      await flush(descriptor);
    } catch (error) {
      // Some file systems can't flush a folder; then its names are as durable as they get.
      if (systemCode(error) === null) throw error;
    } finally {
      await closed(descriptor);
    }
  }
}

// Files of one batch are flushed together: the file system commits them in one go.
const batch = 128;
const flush = promisify(fsync);
const closed = promisify(close);

async function writeOne(file: string, { path, bytes, executable = false }: Artifact, shownAs: string): Promise<void> {
  try {
    const descriptor = openSync(file, "wx", executable ? 0o755 : 0o644);
    try {
      writeFileSync(descriptor, bytes);
      await flush(descriptor);
    } finally {
      await closed(descriptor);
    }
  } catch (error) {
    throw toFault("write", posix.join(shownAs, path), error);
  }
}

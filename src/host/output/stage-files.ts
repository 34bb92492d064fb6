import { closeSync, fsyncSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Artifact } from "../../emit/artifact.ts";
import { faultsNaming, toFault } from "../fault.ts";

/** Writes files below a folder that is empty. Not flushed: see docs/decisions/0003. */
export async function stageFiles(
  folder: string,
  shownAs: string,
  artifacts: readonly Artifact[],
  signal: AbortSignal,
): Promise<void> {
  const made = new Set<string>();
  for (const [index, { path, bytes, executable = false }] of artifacts.entries()) {
    if (index % turn === 0) {
      // Only between turns of the event loop does an interruption show.
      await setImmediate();
      signal.throwIfAborted();
    }
    try {
      const around = path.slice(0, Math.max(0, path.lastIndexOf("/")));
      if (!made.has(around)) mkdirSync(join(folder, around), { recursive: true });
      made.add(around);
      writeFileSync(`${folder}/${path}`, bytes, { flag: "wx", mode: executable ? 0o755 : 0o644 });
    } catch (error) {
      // Not `faultsNaming`: putting the name of each of thousands of files together takes longer than half of all this.
      throw toFault("write", posix.join(shownAs, path), error);
    }
  }
}

/** Writes one file, and returns when it is on the disk. */
export function stageFlushed(file: string, shownAs: string, bytes: Uint8Array): void {
  faultsNaming("write", shownAs, () => {
    const descriptor = openSync(file, "wx", 0o644);
    try {
      writeFileSync(descriptor, bytes);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  });
}

const turn = 128;

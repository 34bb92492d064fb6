import { closeSync, fsyncSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Artifact } from "../../emit/artifact.ts";
import { faultsNaming } from "../fault.ts";

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
    const file = join(folder, path);
    faultsNaming("write", posix.join(shownAs, path), () => {
      const around = dirname(file);
      if (!made.has(around)) mkdirSync(around, { recursive: true });
      made.add(around);
      writeFileSync(file, bytes, { flag: "wx", mode: executable ? 0o755 : 0o644 });
    });
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

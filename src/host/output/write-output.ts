import { join } from "node:path";
import { EnvironmentFault, faultsNaming, toFault } from "../fault.ts";
import { describeHolder, withFolderLock } from "../folder-lock.ts";
import { interruptible } from "../interruption.ts";
import { makeFolder } from "../make-folder.ts";
import { applyChanges } from "./apply-changes.ts";
import { checkPaths } from "./check-paths.ts";
import { isTorn, lockName } from "./names.ts";
import type { OutputRequest } from "./output-request.ts";
import { type Changes, holdsManifest, surveyOutput } from "./survey-output.ts";

/** What became of every file, the manifest included. Paths are relative to the folder, sorted. */
export interface OutputReport {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Makes an output folder hold exactly these files, beside files that are not ours.
 *
 * - A file that no manifest names is never touched; where one is in the way, nothing is written (`EnvironmentFault`).
 * - Files of the manifest before that are no longer wanted are removed. Files that are right already are left alone.
 * - Everything is staged before the first file is exchanged; the manifest is exchanged last. A failure on the way puts
 *   back what was there. After a crash the manifest calls nothing whole that is not, and the next build knows which
 *   files are ours.
 * - One process at a time; others wait, and give up with an `EnvironmentFault`.
 */
export async function writeOutput(request: OutputRequest): Promise<OutputReport> {
  checkPaths([...request.artifacts, request.manifest].map((artifact) => artifact.path));
  const { folder, shownAs, onWait } = request;
  // A build that changes nothing takes no lock, and so leaves no trace, not even on the folder's time. A process that
  // writes meanwhile can't fool it: the manifest is looked at last, and is right only when all files are.
  const early = surveyEarly(request);
  if (early?.write.length === 0 && early.remove.length === 0 && !isTorn(folder)) return reportOf(early);
  faultsNaming("make the folder", shownAs, () => makeFolder(folder));
  return interruptible(async (signal) => {
    const result = await withFolderLock(
      {
        path: join(folder, lockName),
        purpose: `writing ${shownAs}`,
        timeout: patience,
        signal,
        onWait: (holder) => onWait?.(describeHolder(holder), patience),
      },
      async () => {
        const changes = surveyOutput(request);
        await applyChanges(request, changes, signal);
        return reportOf(changes);
      },
    ).catch((error: unknown) => {
      throw toFault("write to", shownAs, error);
    });
    if (result.kind === "done") return result.value;
    throw new EnvironmentFault(
      `gave up after ${Math.round(result.waited / 1000)} s of waiting for ${describeHolder(result.holder)}\n` +
        `  If that process is gone, remove ${join(shownAs, lockName)} and try again.`,
    );
  });
}

/** How long to wait for another process, in milliseconds. */
const patience = 60_000;

/**
 * Null where the output is another one or none. Also where something seems to be in the way: that may be what another
 * process is writing, so the lock is taken first.
 */
function surveyEarly(request: OutputRequest): Changes | null {
  try {
    return holdsManifest(request) ? surveyOutput(request) : null;
  } catch (error) {
    if (error instanceof EnvironmentFault) return null;
    throw error;
  }
}

function reportOf({ write, unchanged, remove }: Changes): OutputReport {
  return { written: write.map((artifact) => artifact.path), unchanged, removed: remove };
}

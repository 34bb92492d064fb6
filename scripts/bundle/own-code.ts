import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Script } from "node:vm";
import { cacheFolder, forgetOldest, makeCached, writeCached } from "../../src/host/cache-folder.ts";
import { codeSuffix } from "./code-suffix.ts";

/**
 * The code of packs for a Node that the bundle brings none for, kept in this user's cache by the first run that has to
 * compile them. Without such a folder nothing is kept, and nothing is said.
 */

/** The code of a pack that an earlier run kept. */
export function readOwnCode(identity: string, pack: string): Buffer | undefined {
  try {
    const folder = folderOf(identity);
    return folder === null || !isOurs(folder) ? undefined : readFileSync(join(folder, `${pack}${codeSuffix}`));
  } catch {
    return undefined;
  }
}

/** Keeps, when the process ends, the code that it made of a pack. */
export function keepOwnCode(identity: string, pack: string, script: Script): void {
  // Others run too little of a pack to tell what the next run will need.
  if (!["build", "check", "lsp"].includes(process.argv[2] ?? "")) return;
  process.once("exit", () => {
    try {
      const folder = folderOf(identity);
      if (folder === null) return;
      const file = join(folder, `${pack}${codeSuffix}`);
      makeCached(file);
      if (!isOurs(folder)) return;
      writeCached(file, script.createCachedData());
      forgetOldest(dirname(folder), releasesInUse, releasesInUse);
    } catch {
      // The next run compiles as this one did.
    }
  });
}

/** Of the releases of immuc that a user may have side by side, the last ones; the code of others is forgotten. */
const releasesInUse = 3;

function folderOf(identity: string): string | null {
  const cache = cacheFolder();
  return cache === null ? null : join(cache, "code", identity);
}

// What is read here is run: nobody else may have written it.
function isOurs(folder: string): boolean {
  if (process.geteuid === undefined) return true;
  const { uid, mode } = statSync(folder);
  return uid === process.geteuid() && (mode & 0o022) === 0;
}

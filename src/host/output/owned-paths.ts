import { join, posix } from "node:path";
import { readManifest } from "../../emit/output/read-manifest.ts";
import { EnvironmentFault } from "../fault.ts";
import { readTextIfThere } from "../regular-file.ts";
import { staysInside } from "./check-paths.ts";
import { journalName } from "./names.ts";
import type { OutputRequest } from "./output-request.ts";

/**
 * The paths in an output folder that are ours: what the manifest there names, the manifest itself, and what a build
 * that died on the way had begun to write. Anybody may have written either: what they name outside of the folder is
 * nobody's.
 */
export function ownedPaths({ folder, shownAs, manifest }: OutputRequest): ReadonlySet<string> {
  const journal = readTextIfThere(join(folder, journalName), posix.join(shownAs, journalName));
  const text = readTextIfThere(join(folder, manifest.path), posix.join(shownAs, manifest.path));
  const owned = new Set(journal === null ? [] : readJournal(journal).filter(staysInside));
  if (text === null) return owned;
  const previous = readManifest(text);
  if (previous === null) {
    throw new EnvironmentFault(
      `${posix.join(shownAs, manifest.path)} is not a manifest that this version can read, so which files are ours is unknown\n` +
        "  Remove the folder, or build into another one with --out.",
    );
  }
  for (const path of [manifest.path, ...Object.keys(previous.files)]) if (staysInside(path)) owned.add(path);
  return owned;
}

/** The text of a journal that names these paths. */
export function journalText(paths: readonly string[]): string {
  return `${JSON.stringify(paths)}\n`;
}

// A journal takes its place whole, so one that can't be read is not ours: then it names nothing.
function readJournal(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((path) => typeof path === "string") : [];
  } catch {
    return [];
  }
}

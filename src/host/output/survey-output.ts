import { lstatSync, readdirSync, readFileSync, type Stats } from "node:fs";
import { join, posix } from "node:path";
import { byText, compareCodePoints, distinctTexts } from "../../base/order.ts";
import { withoutControls } from "../../base/wording.ts";
import type { Artifact } from "../../emit/artifact.ts";
import { EnvironmentFault, faultsNaming, systemCode } from "../fault.ts";
import type { OutputRequest } from "./output-request.ts";
import { ownedPaths } from "./owned-paths.ts";

/** What has to happen in an output folder. */
export interface Changes {
  /** New or different files, sorted by path, the manifest last. */
  readonly write: readonly Artifact[];
  /** Files of ours that are no longer wanted, sorted. */
  readonly remove: readonly string[];
  readonly unchanged: readonly string[];
  /** Every path that is ours now or will be. */
  readonly owned: readonly string[];
}

/** Whether a folder's manifest is the one that it should have. Throws an `EnvironmentFault` where it can't be read. */
export function holdsManifest(request: OutputRequest): boolean {
  return diskView(request).holds(request.manifest);
}

/** Compares a folder with what it should hold. Throws an `EnvironmentFault` where files that are not ours are in the way. */
export function surveyOutput(request: OutputRequest): Changes {
  const wanted = [...request.artifacts].sort(byText(({ path }) => path));
  const all = [...wanted, request.manifest];
  const paths = new Set(all.map((artifact) => artifact.path));
  const owned = ownedPaths(request);
  const disk = diskView(request);
  const remove = [...owned].filter((path) => !paths.has(path) && disk.status(path)?.isFile()).sort(compareCodePoints);
  const going = new Set(remove);

  const collisions: string[] = [];
  const write: Artifact[] = [];
  const unchanged: string[] = [];
  for (const artifact of all) {
    const obstacle = obstacleTo(artifact.path, disk, owned, going);
    if (obstacle !== null) collisions.push(obstacle);
    else if (disk.holds(artifact)) unchanged.push(artifact.path);
    else write.push(artifact);
  }
  if (collisions.length > 0) throw collisionFault(request.shownAs, [...new Set(collisions)]);
  return { write, remove, unchanged, owned: distinctTexts([...owned, ...paths]) };
}

/** The path that keeps a file from being written, or null where nothing does. */
function obstacleTo(
  path: string,
  disk: DiskView,
  owned: ReadonlySet<string>,
  going: ReadonlySet<string>,
): string | null {
  // `a/b/c.txt` lies in `a` and `a/b`.
  for (let end = path.indexOf("/"); end !== -1; end = path.indexOf("/", end + 1)) {
    const folder = path.slice(0, end);
    const status = disk.status(folder);
    if (status === null || going.has(folder)) return null;
    if (!status.isDirectory()) return folder;
  }
  const status = disk.status(path);
  if (status === null) return null;
  if (status.isFile()) return owned.has(path) ? null : path;
  if (status.isDirectory()) return disk.below(path).find((file) => !going.has(file)) ?? null;
  return path;
}

function collisionFault(shownAs: string, paths: readonly string[]): EnvironmentFault {
  const shown = paths.slice(0, 5).map((path) => `  ${withoutControls(posix.join(shownAs, path))}\n`);
  const more = paths.length > shown.length ? `  and ${paths.length - shown.length} more\n` : "";
  return new EnvironmentFault(
    `nothing was written, as no build of ours made what is in the way:\n${shown.join("")}${more}` +
      "  Move it away, or build into another folder with --out.",
  );
}

interface DiskView {
  /** Null where nothing is. Symbolic links are not followed. */
  status(path: string): Stats | null;
  /** Files, and all else but folders, below a folder. */
  below(folder: string): readonly string[];
  /** Whether the file is there with these bytes and this mode. */
  holds(artifact: Artifact): boolean;
}

function diskView({ folder, shownAs }: OutputRequest): DiskView {
  const folders = new Map<string, Stats | null>();
  const look = (path: string): Stats | null =>
    faultsNaming("look at", posix.join(shownAs, path), () => {
      try {
        return lstatSync(join(folder, path), { throwIfNoEntry: false }) ?? null;
      } catch (error) {
        if (systemCode(error) === "ENOTDIR") return null;
        throw error;
      }
    });
  const status = (path: string): Stats | null => {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const end = path.lastIndexOf("/");
    // Nothing is below what is not there, so a first build looks at next to nothing. Nor is what a link leads to.
    const found = end !== -1 && !status(path.slice(0, end))?.isDirectory() ? null : look(path);
    // Files are asked for once; folders lie around many of them.
    if (found === null || found.isDirectory()) folders.set(path, found);
    return found;
  };
  return {
    status,
    below: (path) =>
      readdirSync(join(folder, path), { recursive: true, encoding: "utf8" })
        .map((name) => posix.join(path, name.replaceAll("\\", "/")))
        .filter((name) => status(name)?.isDirectory() === false),
    holds: ({ path, bytes, executable = false }) => {
      const found = status(path);
      if (!found?.isFile() || found.size !== bytes.length) return false;
      if (((found.mode & 0o100) !== 0) !== executable) return false;
      return faultsNaming("read", posix.join(shownAs, path), () => readFileSync(join(folder, path)).equals(bytes));
    },
  };
}

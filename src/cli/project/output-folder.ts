import { realpathSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join, parse, relative, resolve, sep } from "node:path";
import { faultsNaming, nullOn } from "../../host/fault.ts";
import { UsageError } from "../usage-error.ts";

/**
 * The absolute folder to write to: `dist` in the project, where none is named. Refuses one that holds what no build has made,
 * as output would be strewn between it, and one that a link takes out of the project: a manifest that the project brings
 * along could call anything there the output of a build, to be removed by this one.
 */
export function outputFolder(currentFolder: string, out: string | undefined, root: string): string {
  const folder = resolve(currentFolder, out ?? join(root, "dist"));
  const shown = out === undefined ? "the output folder dist" : `--out ${out}`;
  const [real, realRoot] = faultsNaming("look at", shown, () => [realPlace(folder), realPlace(root)]);
  const what = whatItIs(real, realRoot);
  if (what !== null)
    throw new UsageError(
      `${shown} is ${what}, so nothing was written\n  Name a folder of its own, such as --out dist.`,
    );
  if (isWithin(root, folder) && !isWithin(realRoot, real))
    throw new UsageError(
      `${shown} leads out of the project by a symbolic link, so nothing was written\n  Where that is meant, name where it leads: --out ${real}.`,
    );
  return folder;
}

/** What a folder is that is no place for output; null where it may be one. Both without links. */
function whatItIs(folder: string, root: string): string | null {
  if (folder === parse(folder).root) return "the root of the file system";
  if (folder === root) return "the project itself";
  if (isWithin(folder, root)) return "a folder that holds the project";
  if (folder === home()) return "your home folder";
  if (folder.split(sep).includes(".git")) return "git's own";
  const kept = [".immuc", "ledger"].find((name) => isWithin(join(root, name), folder));
  return kept === undefined ? null : `${kept}, where releases keep what can't be made again`;
}

// A user that the system does not know has none.
function home(): string | null {
  try {
    return realpathSync(homedir());
  } catch {
    return null;
  }
}

/** Whether a path is that of a folder, or of something in it. */
function isWithin(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside === "" || !(inside === ".." || inside.startsWith(`..${sep}`) || resolve(inside) === inside);
}

/** A path without links, as far as there is something at it. */
function realPlace(path: string): string {
  const real = nullOn(["ENOENT", "ENOTDIR"], () => realpathSync(path));
  return real ?? join(realPlace(dirname(path)), basename(path));
}

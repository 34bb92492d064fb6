import { readdirSync, type Stats, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { compareCodePoints } from "../../base/order.ts";
import { faultsNaming, nullOn } from "../../host/fault.ts";
import { suggest } from "../../semantics/suggest.ts";
import { UsageError } from "../usage-error.ts";

export interface ProjectPlace {
  /** Absolute folder that everything the project reads lies in. */
  readonly root: string;
  /** The entry file, relative to the root. */
  readonly entry: string;
}

const entryName = "main.immu";

/** Finds the project that a command line means: a folder with a `main.immu`, or an entry file. */
export function locateProject(currentFolder: string, path = "."): ProjectPlace {
  const place = resolve(currentFolder, path);
  const status = look(place, path);
  if (status === null) throw new UsageError(`there is no file or folder ${path}${advice(currentFolder, place, path)}`);
  if (status.isFile() && !path.endsWith(".immu"))
    throw new UsageError(
      `${path} is no .immu file\n  Name a folder with a ${entryName}, or an entry file that ends in .immu.`,
    );
  if (status.isFile()) return { root: dirname(place), entry: basename(place) };
  if (!status.isDirectory()) throw new UsageError(`${path} is neither a file nor a folder`);
  if (look(join(place, entryName), join(path, entryName))?.isFile()) return { root: place, entry: entryName };
  throw new UsageError(noEntry(place, path));
}

/** The same for whoever only looks: a file that is a part of a project around it is read from that project's folder. */
export function locateSource(currentFolder: string, path?: string): ProjectPlace & { readonly isPart: boolean } {
  const place = locateProject(currentFolder, path);
  const root = place.entry === entryName ? null : projectAround(place.root);
  if (root === null) return { ...place, isPart: false };
  return { root, entry: relative(root, join(place.root, place.entry)).replaceAll(sep, "/"), isPart: true };
}

function projectAround(folder: string): string | null {
  if (look(join(folder, entryName), entryName)?.isFile()) return folder;
  const around = dirname(folder);
  return around === folder ? null : projectAround(around);
}

function noEntry(place: string, path: string): string {
  const here = path === "." ? "this folder" : path;
  const found = names(place);
  if (found.includes(entryName)) {
    const entry = join(path, entryName);
    return `${entry} is ${otherThanFile(look(join(place, entryName), entry))}\n  The entry of a project is a file: name another, or put it there.`;
  }
  const advice =
    above(place, path) ??
    otherEntries(found, path) ??
    "Name a folder that has one, or start a project with `immuc init`.";
  return `there is no ${entryName} in ${here}\n  ${advice}`;
}

function otherEntries(found: readonly string[], path: string): string | null {
  const sources = found.filter((name) => name.endsWith(".immu")).slice(0, 3);
  return sources.length === 0 ? null : `Name the entry file: ${sources.map((name) => join(path, name)).join(", ")}.`;
}

function otherThanFile(status: Stats | null): string {
  if (status === null) return "a link that leads to no file";
  return status.isDirectory() ? "a folder" : "no regular file";
}

// Whoever stands in a folder of a project means the project.
function above(place: string, path: string): string | null {
  const around = dirname(place);
  if (around === place) return null;
  const shown = join(path, "..");
  return names(around).includes(entryName)
    ? `There is one in \`${shown}\`: go there, or name that folder.`
    : above(around, shown);
}

function look(place: string, path: string): Stats | null {
  return faultsNaming("read", path, () => nullOn(["ENOENT", "ENOTDIR"], () => statSync(place)));
}

function advice(currentFolder: string, place: string, path: string): string {
  const near = suggest(basename(place), names(dirname(place)));
  if (near !== null && near !== basename(place)) return `\n  Did you mean ${join(dirname(path), near)}?`;
  // `plan web`, `build prod` in a project: a bare name is likelier one of the project's than a path.
  return /^[\w-]+$/.test(path) && names(currentFolder).includes(entryName)
    ? `\n  Name a folder with a ${entryName}, or an entry file; one environment alone is --env ${path}.`
    : "";
}

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort(compareCodePoints);
  } catch {
    return [];
  }
}

/** A path as the user would write it from where they are. */
export function shownPath(currentFolder: string, place: string): string {
  const path = relative(currentFolder, place);
  if (path === "") return ".";
  return path.startsWith("..") ? place : path;
}

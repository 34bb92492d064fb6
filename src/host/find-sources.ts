import { type Dirent, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { compareCodePoints } from "../base/order.ts";
import { manifestPath } from "../emit/output/manifest.ts";
import { EnvironmentFault, toFault } from "./fault.ts";

/**
 * Every `.immu` file below a folder, absolute and sorted. Left out are hidden folders, `node_modules` and the outputs of
 * builds; links are not followed. What can't be read is told to `unreadable`, and the rest is found all the same.
 */
export function findSources(folder: string, unreadable: (fault: EnvironmentFault) => void): readonly string[] {
  return entriesOf(folder, unreadable)
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isFile()) return entry.name.endsWith(".immu") ? [path] : [];
      return entry.isDirectory() && !isForeign(path, entry.name) ? findSources(path, unreadable) : [];
    })
    .sort(compareCodePoints);
}

function entriesOf(folder: string, unreadable: (fault: EnvironmentFault) => void): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const fault = toFault("read the folder", folder, error);
    if (!(fault instanceof EnvironmentFault)) throw fault;
    unreadable(fault);
    return [];
  }
}

function isForeign(path: string, name: string): boolean {
  return name.startsWith(".") || name === "node_modules" || existsSync(join(path, manifestPath));
}

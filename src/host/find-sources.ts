import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { compareCodePoints } from "../base/json.ts";
import { manifestPath } from "../emit/output/manifest.ts";
import { faultsNaming } from "./fault.ts";

/**
 * Every `.immu` file below a folder, absolute and sorted. Left out are hidden folders, `node_modules` and the outputs of
 * builds; links are not followed.
 */
export function findSources(folder: string): readonly string[] {
  const entries = faultsNaming("read the folder", folder, () => readdirSync(folder, { withFileTypes: true }));
  return entries
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isFile()) return entry.name.endsWith(".immu") ? [path] : [];
      return entry.isDirectory() && !isForeign(path, entry.name) ? findSources(path) : [];
    })
    .sort(compareCodePoints);
}

function isForeign(path: string, name: string): boolean {
  return name.startsWith(".") || name === "node_modules" || existsSync(join(path, manifestPath));
}

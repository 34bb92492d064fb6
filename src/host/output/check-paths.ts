import { EnvironmentFault } from "../fault.ts";
import { journalName, lockName, stagingName } from "./names.ts";

/**
 * Holds paths to what every file system can store side by side: inside the folder, and no two that one system or
 * another would take for the same file.
 */
export function checkPaths(paths: readonly string[]): void {
  const folded = new Map<string, string>();
  for (const path of paths) {
    if (!staysInside(path)) throw new Error(`an artifact's path leaves the output folder: ${JSON.stringify(path)}`);
    const key = fold(path);
    const other = folded.get(key);
    if (other === path) throw new Error(`two artifacts have the path ${path}`);
    if (other !== undefined) {
      throw new EnvironmentFault(
        `can't write both ${other} and ${path}: some file systems take them for one file. Rename one`,
      );
    }
    folded.set(key, path);
  }
  const folders = new Set<string>();
  for (const path of paths) {
    for (let at = path.lastIndexOf("/"); at !== -1; at = path.lastIndexOf("/", at - 1)) {
      const folder = path.slice(0, at);
      // Then those around it have been looked at too.
      if (folders.has(folder)) break;
      folders.add(folder);
      const file = folded.get(fold(folder));
      if (file !== undefined) throw new EnvironmentFault(`can't write ${path}: ${file} is a file. Rename one`);
    }
  }
}

/** Whether a path means a file below the folder that it is relative to, and none that only a process under way has there. */
export function staysInside(path: string): boolean {
  const [first] = path.split("/");
  const reserved = first === lockName || first === stagingName || first === journalName;
  return !reserved && !/[\\\0]/.test(path) && path.split("/").every((part) => !["", ".", ".."].includes(part));
}

function fold(path: string): string {
  return path.normalize("NFC").toLowerCase();
}

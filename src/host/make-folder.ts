import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { systemCode } from "./fault.ts";

/**
 * Makes a folder, with those around it that are missing; each gets the mode. Not by `mkdirSync` with `recursive`: where a
 * folder is there and takes no others in (`/proc`, the folder of an automounter), Node 20 tries that for ever.
 */
export function makeFolder(folder: string, mode?: number): void {
  try {
    mkdirSync(folder, mode);
  } catch (error) {
    const code = systemCode(error);
    if (code === "EEXIST" && statSync(folder).isDirectory()) return;
    const around = dirname(folder);
    if (code !== "ENOENT" || existsSync(around)) throw error;
    makeFolder(around, mode);
    mkdirSync(folder, mode);
  }
}

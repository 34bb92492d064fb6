import { readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { makeFolder } from "./make-folder.ts";

/**
 * Where what can be made again is kept for this user: the folder that `IMMUC_CACHE` names, or where the system keeps such
 * things. Null where it is `off`.
 */
export function cacheFolder(): string | null {
  const { IMMUC_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (IMMUC_CACHE !== undefined && IMMUC_CACHE !== "") return isAbsolute(IMMUC_CACHE) ? IMMUC_CACHE : null;
  if (XDG_CACHE_HOME !== undefined && isAbsolute(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, "immuc");
  if (process.platform === "win32") return LOCALAPPDATA === undefined ? null : join(LOCALAPPDATA, "immuc");
  return join(homedir(), process.platform === "darwin" ? "Library/Caches" : ".cache", "immuc");
}

/** Makes the folder of a file below the cache, for this user alone. Throws where it can't be made. */
export function makeCached(file: string): void {
  makeFolder(dirname(file), 0o700);
}

/** Writes a file below the cache, whole or not at all. Throws where it can't be written. */
export function writeCached(file: string, content: string | Uint8Array): void {
  const beside = `${file}.${process.pid}`;
  try {
    writeFileSync(beside, content, { mode: 0o600 });
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** Where a folder below the cache holds more than `most`, removes all but the `left` that changed last. */
export function forgetOldest(folder: string, most: number, left: number): void {
  const names = readdirSync(folder);
  if (names.length <= most) return;
  const aged = names.map((name) => ({ name, at: statSync(join(folder, name)).mtimeMs }));
  aged.sort((one, other) => other.at - one.at);
  for (const { name } of aged.slice(left)) rmSync(join(folder, name), { recursive: true, force: true });
}

import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

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

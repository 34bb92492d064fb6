import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Outcome } from "../diagnostics/diagnostic.ts";
import { emptyLock, type LockFile } from "../release/lock/model.ts";
import { parseLock } from "../release/lock/parse.ts";
import { renderLock } from "../release/lock/render.ts";
import { faultsNaming, systemCode } from "./fault.ts";
import { writeDurably } from "./ledger/durable.ts";

/** The lock's name in a project's root. */
export const lockFileName = "immu.lock";

/** Reads the lock of a project; one that does not exist is empty. */
export function readLockFile(root: string): Outcome<LockFile> {
  const text = textOf(root);
  return text === null ? { value: emptyLock, diagnostics: [] } : parseLock({ uri: lockFileName, text });
}

/** Writes the lock of a project, whole or not at all; false when it says so already. */
export function writeLockFile(root: string, lock: LockFile): boolean {
  const text = renderLock(lock);
  if (textOf(root) === text) return false;
  faultsNaming("write", lockFileName, () => writeDurably(join(root, lockFileName), new TextEncoder().encode(text)));
  return true;
}

function textOf(root: string): string | null {
  return faultsNaming("read", lockFileName, () => {
    try {
      return readFileSync(join(root, lockFileName), "utf8");
    } catch (error) {
      if (systemCode(error) === "ENOENT") return null;
      throw error;
    }
  });
}

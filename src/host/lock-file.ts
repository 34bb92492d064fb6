import { join } from "node:path";
import type { Outcome } from "../diagnostics/diagnostic.ts";
import { emptyLock, type LockFile, lockFileName } from "../release/lock/model.ts";
import { parseLock } from "../release/lock/parse.ts";
import { renderLock } from "../release/lock/render.ts";
import { writeDurably } from "./durable.ts";
import { faultsNaming, nullOn } from "./fault.ts";
import { readRegularText } from "./regular-file.ts";

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
  const read = (): string => readRegularText(join(root, lockFileName));
  return faultsNaming("read", lockFileName, () => nullOn(["ENOENT"], read));
}

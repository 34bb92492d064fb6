import { randomBytes } from "node:crypto";
import { linkSync, lstatSync, readdirSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { nullOn, systemCode } from "./fault.ts";
import { describeSelf, holderIsGone, type LockHolder, parseHolder } from "./lock-holder.ts";
import { makeFolder } from "./make-folder.ts";
import { readRegularText } from "./regular-file.ts";
import { milliseconds } from "./timer.ts";

export interface FolderLockOptions {
  /** The lock file. Its folder is made when it is missing. */
  readonly path: string;
  /** What the lock is held for, as the one who waits reads it: "building dist". */
  readonly purpose: string;
  /** Milliseconds to wait before giving up. */
  readonly timeout: number;
  /** Called once, when it turns out that somebody else holds the lock. */
  readonly onWait?: (holder: LockHolder) => void;
  /** Ends the wait: its reason is thrown. */
  readonly signal?: AbortSignal;
}

export type Locked<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "timed-out"; readonly holder: LockHolder; readonly waited: number };

/**
 * Runs `body` while no other process runs one under the same lock, and waits for its turn. A lock whose process died
 * is taken over. Where the holder may live on another machine, only the time-out ends the wait.
 *
 * The lock file appears whole or not at all (written aside, then linked), and it is only removed by its holder or by
 * the one process that holds the right to break it.
 */
export async function withFolderLock<T>(options: FolderLockOptions, body: () => Promise<T>): Promise<Locked<T>> {
  const self = describeSelf(options.purpose);
  makeFolder(dirname(options.path));
  const start = milliseconds();
  let announced = false;
  for (let attempt = 0; ; attempt++) {
    options.signal?.throwIfAborted();
    if (createWhole(options.path, self)) break;
    const holder = readHolder(options.path);
    if (holder === null) continue;
    if (holderIsGone(holder)) {
      await breakLock(options.path, self);
      continue;
    }
    const waited = Math.round(milliseconds() - start);
    if (waited >= options.timeout) return { kind: "timed-out", holder, waited };
    if (!announced) options.onWait?.(holder);
    announced = true;
    await pause(attempt);
  }
  try {
    return { kind: "done", value: await body() };
  } finally {
    unlinkIfThere(options.path);
  }
}

/** One line that says who is waited for: `pid 42 on build-1 (building dist) since 2026-01-02T03:04:05.000Z`. */
export function describeHolder(holder: LockHolder): string {
  return `pid ${holder.pid} on ${holder.host} (${holder.purpose}) since ${holder.since}`;
}

/**
 * Removes a lock whose holder died. Two processes may see the same dead holder, and the slower one must not remove the
 * lock that the faster one has taken since. So each first puts down a claim under a name that is never used twice,
 * then looks for others: whoever sees another living claim steps back, and of any two the later look sees both.
 */
async function breakLock(path: string, self: LockHolder): Promise<void> {
  const folder = dirname(path);
  const lock = basename(path);
  const claim = `${lock}.breaker-${unique()}`;
  writeWhole(join(folder, claim), self);
  try {
    for (const name of readdirSync(folder)) {
      if (!name.startsWith(`${lock}.`) || name === claim) continue;
      const other = readHolder(join(folder, name));
      if (other === null) continue;
      if (holderIsGone(other)) unlinkIfThere(join(folder, name));
      else if (name.startsWith(`${lock}.breaker-`) && !name.endsWith(".part")) return;
    }
    const holder = readHolder(path);
    if (holder !== null && holderIsGone(holder)) unlinkIfThere(path);
  } finally {
    unlinkIfThere(join(folder, claim));
    await pause(1);
  }
}

/** Makes the lock file with its content in one step; false when there is one already. */
function createWhole(path: string, holder: LockHolder): boolean {
  const aside = `${path}.${unique()}.part`;
  writeNew(aside, holder);
  try {
    linkSync(aside, path);
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    throw error;
  } finally {
    unlinkIfThere(aside);
  }
}

function writeWhole(path: string, holder: LockHolder): void {
  const aside = `${path}.part`;
  writeNew(aside, holder);
  renameSync(aside, path);
}

function writeNew(path: string, holder: LockHolder): void {
  writeFileSync(path, `${JSON.stringify(holder)}\n`, { flag: "wx" });
}

/** Null when the file is gone. A link to nowhere is there all the same, and nobody knows whose it is. */
function readHolder(path: string): LockHolder | null {
  const holder = nullOn(["ENOENT"], () => parseHolder(readRegularText(path)));
  const isLink = holder === null && lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  return isLink ? parseHolder("") : holder;
}

function unlinkIfThere(path: string): void {
  nullOn(["ENOENT"], () => unlinkSync(path));
}

// Jitter, as processes that wait in step would collide in step.
function pause(attempt: number): Promise<void> {
  const ceiling = Math.min(100, 2 ** Math.min(attempt, 7));
  return sleep(1 + Math.random() * ceiling);
}

function unique(): string {
  return `${process.pid}-${randomBytes(6).toString("hex")}`;
}

import { randomBytes } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { systemCode } from "./fault.ts";
import { makeFolder } from "./make-folder.ts";

/** Puts a whole file in place: whoever looks sees the old one or the new one, and the new one is on the disk. */
export function writeDurably(path: string, bytes: Uint8Array): void {
  makeFolder(dirname(path));
  const aside = `${path}.${process.pid}-${randomBytes(4).toString("hex")}.part`;
  try {
    withFile(aside, "wx", (file) => {
      writeAll(file, bytes);
      fsyncSync(file);
    });
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
  flushFolder(dirname(path));
}

/**
 * Adds bytes to the end of a file and returns when they are on the disk. Where that fails, the file is as long as it
 * was before. The caller holds the file's lock.
 */
export function appendDurably(path: string, bytes: Uint8Array): void {
  withFile(path, constants.O_APPEND | constants.O_CREAT | constants.O_RDWR, (file) => {
    const before = fstatSync(file).size;
    try {
      writeAll(file, bytes);
      fsyncSync(file);
    } catch (error) {
      ftruncateSync(file, before);
      throw error;
    }
    if (before === 0) flushFolder(dirname(path));
  });
}

/** Cuts a file to its first `length` bytes, on the disk too. */
export function truncateDurably(path: string, length: number): void {
  withFile(path, "r+", (file) => {
    ftruncateSync(file, length);
    fsyncSync(file);
  });
}

function withFile(path: string, flags: string | number, work: (file: number) => void): void {
  const file = openSync(path, flags, 0o644);
  try {
    work(file);
  } finally {
    closeSync(file);
  }
}

// write(2) may take fewer bytes than it is given.
function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

/** Makes the names in a folder durable, as far as the file system can. */
function flushFolder(path: string): void {
  try {
    withFile(path, "r", fsyncSync);
  } catch (error) {
    if (systemCode(error) === null) throw error;
  }
}

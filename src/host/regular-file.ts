import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats, statSync } from "node:fs";
import { faultsNaming, nullOn } from "./fault.ts";

/** The most that a file of ours may hold, in bytes: all of it is in memory at once, and has to fit into one string. */
const mostBytes = 256 * 1024 * 1024;

/**
 * Works with a file that is open for reading. A pipe, a device or the like, which could be read for ever, is refused as the
 * system refuses: an error with the code `EFTYPE`. It is looked at before it is opened, as opening a pipe waits for a
 * writer; and again once it is open, as it may have been exchanged in between.
 */
export function withRegularFile<T>(path: string, work: (descriptor: number, status: Stats) => T): T {
  if (!statSync(path).isFile()) throw refusal("EFTYPE", path);
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) throw refusal("EFTYPE", path);
    return work(descriptor, status);
  } finally {
    closeSync(descriptor);
  }
}

/** All of a file that immuc itself has written, or should have: whoever made the project may have put anything there. */
export function readRegularFile(path: string): Buffer {
  return withRegularFile(path, (descriptor, { size }) => {
    if (size > mostBytes) throw refusal("EFBIG", path);
    return readFileSync(descriptor);
  });
}

/** The same as text. */
export function readRegularText(path: string): string {
  return readRegularFile(path).toString("utf8");
}

/** The text of a file that messages name as `shownAs`; null where there is none at that path. */
export function readTextIfThere(path: string, shownAs: string): string | null {
  return faultsNaming("read", shownAs, () => nullOn(["ENOENT", "ENOTDIR"], () => readRegularText(path)));
}

function refusal(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code, syscall: "open" });
}

import { withoutControls } from "../base/wording.ts";

/** Something outside the project got in the way: one line that names the path and says why. */
export class EnvironmentFault extends Error {
  override readonly name = "EnvironmentFault";
}

/** Ctrl-C was pressed, and what was under way has been undone. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** The system's own word for what went wrong, such as `ENOENT`, or null where the error is no system error. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}

/** Runs file work; a system error becomes an `EnvironmentFault` that says what was wanted of which path. */
export function faultsNaming<T>(wish: string, path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toFault(wish, path, error);
  }
}

/** What file work gives; null where it fails with one of these codes of the system. */
export function nullOn<T>(codes: readonly string[], work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (codes.includes(systemCode(error) ?? "")) return null;
    throw error;
  }
}

/** A system error as an `EnvironmentFault` that says what was wanted of which path; anything else as it is. */
export function toFault(wish: string, path: string, error: unknown): unknown {
  const code = systemCode(error);
  return code === null ? error : new EnvironmentFault(`can't ${wish} ${withoutControls(path)}: ${reasonOf(code)}`);
}

/** A system error in words, with the code for those who search for it. */
export function reasonOf(code: string): string {
  const words = reasons[code];
  return words === undefined ? code : `${words} (${code})`;
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EBUSY: "it is in use",
  EDQUOT: "the disk quota is used up",
  EEXIST: "something is there already",
  EFBIG: "the file is larger than allowed here",
  EIO: "the disk reported an error",
  EFTYPE: "it is not a regular file",
  EISDIR: "it is a folder",
  ELOOP: "its symbolic links run in a circle",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "the name is too long",
  ENOENT: "it does not exist",
  ENOSPC: "the disk is full",
  ENOTDIR: "a part of the path is not a folder",
  ENOTEMPTY: "the folder is not empty",
  EPERM: "not permitted",
  EROFS: "the file system is read-only",
  EXDEV: "it lies on another file system",
};

import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../../base/digest.ts";
import type { FileDigest } from "../../release/verify/compare-output.ts";
import { faultsNaming, nullOn } from "../fault.ts";
import type { OutputPlace } from "./output-request.ts";

/** The files of an output that are there, out of those with these paths. What is no regular file has the digest "". */
export function digestFiles(
  { folder, shownAs }: OutputPlace,
  paths: Iterable<string>,
): ReadonlyMap<string, FileDigest> {
  const found = new Map<string, FileDigest>();
  for (const path of paths) {
    const read = (): FileDigest => digestFile(join(folder, path));
    const there = faultsNaming("read", join(shownAs, path), () => nullOn(["ENOENT", "ENOTDIR"], read));
    if (there !== null) found.set(path, there);
  }
  return found;
}

function digestFile(file: string): FileDigest {
  const status = lstatSync(file);
  if (!status.isFile()) return { sha256: "", executable: false };
  return { sha256: sha256(readFileSync(file)), executable: (status.mode & 0o100) !== 0 };
}

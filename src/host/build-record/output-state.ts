import { lstatSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { sha256 } from "../../base/digest.ts";
import { type Artifact, artifactDigest } from "../../emit/artifact.ts";
import { isTorn } from "../output/names.ts";

/** An output folder as a build left it. */
export interface OutputState {
  /** Absolute. */
  readonly folder: string;
  /** The manifest last. */
  readonly files: readonly OutputFile[];
}

interface OutputFile {
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
  readonly executable: boolean;
}

/** What a folder holds after these artifacts are written, the manifest last. */
export function outputState(folder: string, artifacts: readonly Artifact[]): OutputState {
  const files = artifacts.map((artifact) => {
    const { path, bytes, executable = false } = artifact;
    return { path, sha256: artifactDigest(artifact), size: bytes.length, executable };
  });
  return { folder, files };
}

/**
 * Whether writing the same output would do nothing: every file is there as a regular file with its bytes and mode, in
 * folders that are folders, and no build died over it. The manifest is looked at last, as it is written last.
 */
export function isAsLeft({ folder, files }: OutputState): boolean {
  const sound = new Set(["."]);
  const isFolder = (path: string): boolean => {
    if (sound.has(path)) return true;
    if (!isFolder(posix.dirname(path)) || !lstatSync(join(folder, path)).isDirectory()) return false;
    sound.add(path);
    return true;
  };
  const isHeld = (file: OutputFile): boolean => {
    if (!isFolder(posix.dirname(file.path))) return false;
    const place = join(folder, file.path);
    const status = lstatSync(place);
    if (!status.isFile() || status.size !== file.size) return false;
    return ((status.mode & 0o100) !== 0) === file.executable && sha256(readFileSync(place)) === file.sha256;
  };
  return files.every(isHeld) && !isTorn(folder);
}

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sha256 } from "../../base/digest.ts";
import { cacheFolder, forgetOldest, makeCached, writeCached } from "../cache-folder.ts";
import { buildIdentity, isBundled } from "./build-identity.ts";
import type { Observation } from "./observe-files.ts";
import type { OutputState } from "./output-state.ts";

/** All that a build without errors depended on and made, so that the next one can see that nothing is to be done. */
export interface BuildRecord<Shown> {
  /** Absolute. */
  readonly root: string;
  readonly observations: readonly Observation[];
  readonly output: OutputState;
  /** What the command prints where no file changes. */
  readonly shown: Shown;
}

/** What names a build: the command line and the folder that it was given in. */
export interface Invocation {
  readonly folder: string;
  readonly words: readonly string[];
}

/**
 * The record of the last build of this command line by this very compiler, whose `Shown` it therefore has; null where there is none that is whole.
 * Never throws: without a record the build is made.
 */
export function loadRecord<Shown>(invocation: Invocation): BuildRecord<Shown> | null {
  const file = recordFile(invocation);
  if (file === null) return null;
  try {
    const text = readFileSync(file, "utf8");
    const end = text.indexOf("\n");
    const body = text.slice(end + 1);
    // What this compiler wrote itself, to the last byte, has the shape that it gave it.
    return text.slice(0, end) === seal(body) ? (JSON.parse(body) as BuildRecord<Shown>) : null;
  } catch {
    return null;
  }
}

/** Keeps a record for the next build. Where that is impossible (a home that can't be written to) nothing is kept. */
export function saveRecord<Shown>(invocation: Invocation, record: BuildRecord<Shown>): void {
  const file = recordFile(invocation);
  if (file === null) return;
  const body = JSON.stringify(record);
  try {
    makeCached(file);
    writeCached(file, `${seal(body)}\n${body}`);
    forgetOldest(dirname(file), mostRecords, mostRecords / 2);
  } catch {
    // The next build is made as this one was.
  }
}

const mostRecords = 200;

function seal(body: string): string {
  return sha256(`${buildIdentity} ${process.version}\n${body}`);
}

function recordFile({ folder, words }: Invocation): string | null {
  const cache = cacheFolder();
  if (cache === null || !isBundled) return null;
  return join(cache, "builds", `${sha256(JSON.stringify([folder, words])).slice(0, 32)}.json`);
}

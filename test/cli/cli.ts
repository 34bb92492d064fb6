import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Plugin } from "esbuild";
import { beforeAll, inject } from "vitest";
import { buildInto } from "../../scripts/build.ts";
import { describeHolder, withFolderLock } from "../../src/host/folder-lock.ts";
import { sharedFolder, temporaryFolder } from "../host/temporary-folder.ts";

export interface Run {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The path of the command line, there once the tests of a file begin. Others run it too: no test changes what is there. */
export function bundledProgram(): string {
  beforeAll(() => bundleOnce());
  return programIn(sharedBundle("program"));
}

/** The path of a copy, which the tests of a file may change. */
export function ownProgram(): string {
  const folder = sharedFolder();
  beforeAll(async () => cpSync(dirname(await bundleOnce()), folder, { recursive: true }));
  return programIn(folder);
}

/** The path of the command line over the stub compiler. */
export function programOverStub(): string {
  beforeAll(() => bundleOnce("stub", [stubQuery]));
  return programIn(sharedBundle("stub"));
}

/** Bundles the command line unless some file of this run has, and says where it is. */
export async function bundleOnce(name = "program", plugins: readonly Plugin[] = []): Promise<string> {
  const folder = sharedBundle(name);
  const lock = { path: `${folder}.lock`, purpose: `bundling ${name}`, timeout: 100_000 };
  const locked = await withFolderLock(lock, async () => {
    if (existsSync(folder)) return;
    await buildInto(`${folder}.part`, plugins);
    renameSync(`${folder}.part`, folder);
  });
  if (locked.kind === "timed-out") throw new Error(`waited in vain for ${describeHolder(locked.holder)}`);
  return programIn(folder);
}

function sharedBundle(name: string): string {
  return join(inject("runFolder"), name);
}

function programIn(folder: string): string {
  return join(folder, "immuc.cjs");
}

const stubQuery: Plugin = {
  name: "stub-query",
  setup(build) {
    build.onResolve({ filter: /\/query\/(compile|emit-all)\.ts$/ }, ({ path }) => ({
      path: resolve(import.meta.dirname, "stub", path.replace(/^.*\//, "")),
    }));
  },
};

/** Runs the program to its end. The environment is empty but for `PATH`, folders to write to, and what is given. */
export function runProgram(
  program: string,
  words: readonly string[],
  { folder, env = {} }: { readonly folder: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Run> {
  return finished(start(program, words, folder, env));
}

/** Starts the program without waiting for it. */
export function start(
  program: string,
  words: readonly string[],
  folder: string,
  env: Readonly<Record<string, string>> = {},
  user?: number,
): ReturnType<typeof spawn> {
  return spawn(process.execPath, [program, ...words], {
    cwd: folder,
    ...(user === undefined ? {} : { uid: user, gid: user }),
    env: {
      PATH: process.env.PATH,
      TMPDIR: process.env.TMPDIR,
      // Not in the home of whoever runs the tests.
      IMMUC_CACHE: join(inject("runFolder"), "records"),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** What a started program printed, and how it ended. */
export function finished(child: ReturnType<typeof spawn>): Promise<Run> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk) => (stdout += chunk));
  child.stderr?.on("data", (chunk) => (stderr += chunk));
  return new Promise((done) => child.on("close", (code, signal) => done({ code, signal, stdout, stderr })));
}

/** A fresh folder with these files. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

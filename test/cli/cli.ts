import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Plugin } from "esbuild";
import { beforeAll } from "vitest";
import { buildInto } from "../../scripts/build.ts";
import { sharedFolder, temporaryFolder } from "../host/temporary-folder.ts";

export interface Run {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The path of the command line, which is bundled once for all tests of a file, before they begin. */
export function bundledProgram(plugins: readonly Plugin[] = []): string {
  const folder = sharedFolder();
  beforeAll(() => buildInto(folder, plugins));
  return join(folder, "immuc.cjs");
}

/** The same over the stub compiler. */
export function programOverStub(): string {
  return bundledProgram([stubQuery]);
}

const stubQuery: Plugin = {
  name: "stub-query",
  setup(build) {
    build.onResolve({ filter: /\/query\/(compile|emit-all)\.ts$/ }, ({ path }) => ({
      path: resolve(import.meta.dirname, "stub", path.replace(/^.*\//, "")),
    }));
  },
};

// Not the home of whoever runs the tests.
const recordsFolder = join(tmpdir(), "immuc-test-records");

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
    env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, IMMUC_CACHE: recordsFolder, ...env },
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

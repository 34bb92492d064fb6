import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findManifest } from "../../src/cli/project/find-manifest.ts";
import { textArtifact } from "../../src/emit/artifact.ts";
import { withFolderLock } from "../../src/host/folder-lock.ts";
import { loadDefinition } from "../../src/host/ledger/generation-store.ts";
import { readLedger } from "../../src/host/ledger/read-ledger.ts";
import { readLockFile } from "../../src/host/lock-file.ts";
import { writeOutput } from "../../src/host/output/write-output.ts";
import { readRegularFile } from "../../src/host/regular-file.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const digest = "0".repeat(64);
const endless: Readonly<Record<string, (path: string) => void>> = {
  "a pipe that nobody writes to": (path) => void execFileSync("mkfifo", [path]),
  "a link to a device": (path) => symlinkSync("/dev/zero", path),
};

/** What of ours stands where, and what reads it. */
const readers: Readonly<Record<string, (folder: string) => unknown>> = {
  "immu.lock": (folder) => readLockFile(folder),
  "ledger/prod.jsonl": (folder) => readLedger({ path: join(folder, "ledger"), shownAs: "ledger" }, "prod"),
  [`ledger/generations/${digest}.json`]: (folder) =>
    loadDefinition({ path: join(folder, "ledger"), shownAs: "ledger" }, digest),
  "dist/immu.manifest.json": (folder) => findManifest(join(folder, "dist"), "dist"),
  "dist/.immuc-journal.json": async (folder) => {
    const files = { artifacts: [], manifest: textArtifact("immu.manifest.json", "{}") };
    await writeOutput({ folder: join(folder, "dist"), shownAs: "dist", ...files });
  },
  "dist/.immuc.lock": (folder) =>
    withFolderLock({ path: join(folder, "dist/.immuc.lock"), purpose: "test", timeout: 1000 }, async () => {}),
};

describe.each(Object.entries(endless))("%s", (_, put) => {
  it.each(Object.entries(readers))("in the place of %s is refused", async (path, read) => {
    const folder = temporaryFolder();
    for (const inside of ["ledger/generations", "dist"]) mkdirSync(join(folder, inside), { recursive: true });
    put(join(folder, path));
    await expect((async () => read(folder))()).rejects.toThrow(/not a regular file|EFTYPE/);
  });
});

it.each(Object.entries(readers))("a file of 600 MB in the place of %s is refused", async (path, read) => {
  const folder = temporaryFolder();
  for (const inside of ["ledger/generations", "dist"]) mkdirSync(join(folder, inside), { recursive: true });
  writeFileSync(join(folder, path), "");
  truncateSync(join(folder, path), 600_000_000);
  await expect((async () => read(folder))()).rejects.toThrow(/larger than allowed|EFBIG/);
});

it("reads a regular file, also through a link", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "file"), "text");
  symlinkSync("file", join(folder, "link"));
  expect(readRegularFile(join(folder, "link")).toString()).toBe("text");
});

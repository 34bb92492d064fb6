import { mkdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { EnvironmentFault } from "../../src/host/fault.ts";
import { withFolderLock } from "../../src/host/folder-lock.ts";
import { lockName } from "../../src/host/output/names.ts";
import { filesIn, isWhole, writeFiles } from "./output.ts";
import { temporaryFolder } from "./temporary-folder.ts";

describe("writeOutput", () => {
  it("writes files and the manifest, and says so", async () => {
    const folder = join(temporaryFolder(), "deep", "dist");
    const report = await writeFiles(folder, { "a/b.txt": "b", "c.txt": "c" });
    expect(report).toEqual({ written: ["a/b.txt", "c.txt", "immu.manifest.json"], unchanged: [], removed: [] });
    expect(filesIn(folder)).toEqual({ "a/b.txt": "b", "c.txt": "c" });
    expect(isWhole(folder)).toBe(true);
  });

  it("writes nothing the second time, not even a time", async () => {
    const folder = temporaryFolder();
    await writeFiles(folder, { "a/b.txt": "b" });
    const past = new Date(1_000_000_000_000);
    const paths = ["", "a", "a/b.txt", "immu.manifest.json"].map((path) => join(folder, path));
    for (const path of paths) utimesSync(path, past, past);
    const report = await writeFiles(folder, { "a/b.txt": "b" });
    expect(report).toEqual({ written: [], unchanged: ["a/b.txt", "immu.manifest.json"], removed: [] });
    for (const path of paths) expect(statSync(path).mtime).toEqual(past);
  });

  it("writes only what differs, and removes what is no longer wanted with its empty folders", async () => {
    const folder = temporaryFolder();
    await writeFiles(folder, { "keep.txt": "1", "change.txt": "1", "old/deep/gone.txt": "1" });
    const report = await writeFiles(folder, { "keep.txt": "1", "change.txt": "2", "new.txt": "1" });
    expect(report).toEqual({
      written: ["change.txt", "new.txt", "immu.manifest.json"],
      unchanged: ["keep.txt"],
      removed: ["old/deep/gone.txt"],
    });
    expect(filesIn(folder)).toEqual({ "keep.txt": "1", "change.txt": "2", "new.txt": "1" });
    expect(() => statSync(join(folder, "old"))).toThrow("ENOENT");
  });

  it("mends a file of ours that somebody changed", async () => {
    const folder = temporaryFolder();
    await writeFiles(folder, { "a.txt": "1" });
    writeFileSync(join(folder, "a.txt"), "edited");
    expect((await writeFiles(folder, { "a.txt": "1" })).written).toEqual(["a.txt"]);
    expect(isWhole(folder)).toBe(true);
  });

  it("keeps the executable bit right", async () => {
    const folder = temporaryFolder();
    const run = { path: "run.sh", bytes: Buffer.from("#!/bin/sh\n") };
    await writeFiles(folder, {}, { artifacts: [{ ...run, executable: true }] });
    expect(statSync(join(folder, "run.sh")).mode & 0o100).toBe(0o100);
    await writeFiles(folder, {}, { artifacts: [run] });
    expect(statSync(join(folder, "run.sh")).mode & 0o100).toBe(0);
  });

  it("puts a file where a folder of ours was, and a folder where a file was", async () => {
    const folder = temporaryFolder();
    await writeFiles(folder, { "x/y": "1", z: "1" });
    await writeFiles(folder, { x: "2", "z/w": "2" });
    expect(filesIn(folder)).toEqual({ x: "2", "z/w": "2" });
  });

  it("leaves files alone that no manifest names", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "old"));
    writeFileSync(join(folder, "mine.txt"), "mine");
    writeFileSync(join(folder, "old/mine.txt"), "mine");
    await writeFiles(folder, { "old/ours.txt": "1" });
    await writeFiles(folder, { "new.txt": "1" });
    expect(filesIn(folder)).toEqual({ "mine.txt": "mine", "old/mine.txt": "mine", "new.txt": "1" });
  });
});

describe("nothing outside of the folder is ever removed", () => {
  const strayPaths = ["../mine.txt", "./../mine.txt"];

  for (const path of strayPaths) {
    it(`though the manifest names ${path}`, async () => {
      const around = temporaryFolder();
      const folder = join(around, "dist");
      await writeFiles(folder, { "a/b.txt": "1" });
      writeFileSync(join(around, "mine.txt"), "mine");
      const manifest = join(folder, "immu.manifest.json");
      writeFileSync(manifest, readFileSync(manifest, "utf8").replace("a/b.txt", path));
      rmSync(join(folder, "a"), { recursive: true });
      expect((await writeFiles(folder, { "c.txt": "1" })).removed).toEqual([]);
      expect(readFileSync(join(around, "mine.txt"), "utf8")).toBe("mine");
    });

    it(`though the journal names ${path}`, async () => {
      const around = temporaryFolder();
      const folder = join(around, "dist");
      mkdirSync(folder);
      writeFileSync(join(around, "mine.txt"), "mine");
      writeFileSync(join(folder, ".immuc-journal.json"), JSON.stringify([path]));
      expect((await writeFiles(folder, { "c.txt": "1" })).removed).toEqual([]);
      expect(readFileSync(join(around, "mine.txt"), "utf8")).toBe("mine");
    });
  }

  it("though a symbolic link stands where a folder of ours was", async () => {
    const around = temporaryFolder();
    const folder = join(around, "dist");
    await writeFiles(folder, { "a/b/mine.txt": "1" });
    rmSync(join(folder, "a"), { recursive: true });
    mkdirSync(join(around, "theirs/b"), { recursive: true });
    writeFileSync(join(around, "theirs/b/mine.txt"), "mine");
    symlinkSync("../theirs", join(folder, "a"));
    expect((await writeFiles(folder, { "c.txt": "1" })).removed).toEqual([]);
    expect(readFileSync(join(around, "theirs/b/mine.txt"), "utf8")).toBe("mine");
  });
});

describe("what is in the way is an error, and nothing is written", () => {
  const cases: Record<string, (folder: string) => void> = {
    "a file": (folder) => writeFileSync(join(folder, "a"), "mine"),
    "an equal file": (folder) => writeFileSync(join(folder, "a"), "1"),
    "a folder with a file": (folder) => {
      mkdirSync(join(folder, "a"));
      writeFileSync(join(folder, "a/mine"), "mine");
    },
    "a symbolic link": (folder) => symlinkSync("elsewhere", join(folder, "a")),
    "a symbolic link to a folder on the way": (folder) => {
      mkdirSync(join(folder, "elsewhere"));
      symlinkSync("elsewhere", join(folder, "b"));
    },
  };
  for (const [name, arrange] of Object.entries(cases)) {
    it(name, async () => {
      const folder = temporaryFolder();
      arrange(folder);
      const before = filesIn(folder);
      await expect(writeFiles(folder, { a: "1", "b/c": "1" })).rejects.toThrow("nothing was written");
      expect(filesIn(folder)).toEqual(before);
    });
  }

  it("a manifest that is not ours", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "immu.manifest.json"), "{}");
    await expect(writeFiles(folder, { a: "1" })).rejects.toThrow("is not a manifest that this version can read");
    expect(readFileSync(join(folder, "immu.manifest.json"), "utf8")).toBe("{}");
  });
});

it("files that another process is just writing are in nobody's way", async () => {
  const folder = temporaryFolder();
  await writeFiles(folder, { "a.txt": "1" });
  const manifest = join(folder, "immu.manifest.json");
  const text = readFileSync(manifest, "utf8");
  rmSync(manifest);
  let written: Promise<unknown> = Promise.resolve();
  const path = join(folder, lockName);
  await withFolderLock({ path, purpose: "writing", timeout: 0 }, async () => {
    await new Promise<void>((tell, fail) => {
      written = writeFiles(folder, { "a.txt": "2" }, { onWait: () => tell() });
      written.catch(fail);
    });
    writeFileSync(manifest, text);
  });
  await written;
  expect(filesIn(folder)).toEqual({ "a.txt": "2" });
});

describe("paths", () => {
  for (const path of ["../a", "/a", "a//b", "a/./b", "a\\b", "", ".immuc.lock"]) {
    it(`never leave the folder: ${JSON.stringify(path)}`, async () => {
      await expect(writeFiles(temporaryFolder(), { [path]: "1" })).rejects.toThrow("leaves the output folder");
    });
  }

  it("that fold to one are refused with both names", async () => {
    const result = writeFiles(temporaryFolder(), { "files/A": "1", "files/a": "1" });
    await expect(result).rejects.toThrow(EnvironmentFault);
    await expect(result).rejects.toThrow("can't write both files/A and files/a");
  });

  it("that need a file to be a folder are refused", async () => {
    await expect(writeFiles(temporaryFolder(), { a: "1", "a/b": "1" })).rejects.toThrow("a is a file");
  });
});

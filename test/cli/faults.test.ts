import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { withFolderLock } from "../../src/host/folder-lock.ts";
import { filesIn, isWhole } from "../host/output.ts";
import { finished, folderWith, programOverStub, runProgram, start } from "./cli.ts";

const program = programOverStub();

/** Names of ours that a build must not leave behind. */
function leftovers(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name.startsWith(".immuc"));
}

async function untilStaging(folder: string): Promise<void> {
  while (!existsSync(join(folder, "dist/.immuc-staging"))) await sleep(1);
}

describe("a build that dies", () => {
  it("never leaves what its manifest calls whole and is not, and the next build mends it", async () => {
    const folder = folderWith({ "main.immu": "files 200\n", "dist/mine.txt": "mine" });
    let torn = 0;
    for (let round = 0; round < 20; round++) {
      writeFileSync(join(folder, "main.immu"), `files ${200 + (round % 3)}\n// ${round}\n`);
      const child = start(program, ["build"], folder);
      const done = finished(child);
      await Promise.race([untilStaging(folder), done]);
      await sleep(round);
      child.kill("SIGKILL");
      await done;
      if (leftovers(join(folder, "dist")).length > 0) torn++;
      // Throws where the manifest itself is torn.
      isWhole(join(folder, "dist"));
      if (round % 4 !== 3) continue;
      const mended = await runProgram(program, ["build"], { folder });
      expect(mended).toMatchObject({ code: 0, stderr: "" });
      expect(isWhole(join(folder, "dist"))).toBe(true);
      expect(leftovers(join(folder, "dist"))).toEqual([]);
      expect(Object.keys(filesIn(join(folder, "dist"))).filter((path) => path.startsWith("more/"))).toHaveLength(
        200 + (round % 3),
      );
      expect(readFileSync(join(folder, "dist/mine.txt"), "utf8")).toBe("mine");
    }
    // Else the test would have killed nothing on its way.
    expect(torn).toBeGreaterThan(0);
  });

  it("by Ctrl-C undoes what it began and exits with 130", async () => {
    const folder = folderWith({ "main.immu": "// before\n" });
    await runProgram(program, ["build"], { folder });
    const before = filesIn(join(folder, "dist"));
    writeFileSync(join(folder, "main.immu"), "files 3000\n");
    const child = start(program, ["build"], folder);
    const done = finished(child);
    await untilStaging(folder);
    child.kill("SIGINT");
    expect(await done).toMatchObject({ code: 130, signal: null, stderr: "" });
    expect(filesIn(join(folder, "dist"))).toEqual(before);
    expect(isWhole(join(folder, "dist"))).toBe(true);
    expect(leftovers(join(folder, "dist"))).toEqual([]);
  });
});

describe("two builds into one folder", () => {
  it("take turns: the output is the one's or the other's, never a mixture", async () => {
    const folder = folderWith({ "a/main.immu": "files 100\n// a\n", "b/main.immu": "files 101\n// b\n" });
    for (let round = 0; round < 4; round++) {
      const builds = ["a", "b", "a", "b"].map((name) =>
        runProgram(program, ["build", name, "--out", "out"], { folder }),
      );
      for (const run of await Promise.all(builds)) expect(run.code).toBe(0);
      const files = filesIn(join(folder, "out"));
      expect(isWhole(join(folder, "out"))).toBe(true);
      const count = files["source.txt"]?.includes("// a") ? 100 : 101;
      expect(Object.keys(files).filter((path) => path.startsWith("more/"))).toHaveLength(count);
      expect(leftovers(join(folder, "out"))).toEqual([]);
    }
  });

  it("the later one says whom it waits for", async () => {
    const folder = folderWith({ "main.immu": "", "dist/mine.txt": "" });
    const path = join(folder, "dist/.immuc.lock");
    const build = await withFolderLock({ path, purpose: "holding the lock", timeout: 0 }, async () => {
      const child = start(program, ["build"], folder);
      const text = new Promise<string>((tell) => child.stderr?.once("data", (chunk) => tell(String(chunk))));
      const done = finished(child);
      expect(await text).toMatch(
        new RegExp(`^waiting for pid ${process.pid} on .+ \\(holding the lock\\) since .+, for 60 s at most\\n$`),
      );
      return { done };
    });
    if (build.kind !== "done") throw new Error("the lock was free");
    expect(await build.value.done).toMatchObject({ code: 0 });
  });

  it("Ctrl-C ends the wait", async () => {
    const folder = folderWith({ "main.immu": "", "dist/mine.txt": "" });
    const path = join(folder, "dist/.immuc.lock");
    await withFolderLock({ path, purpose: "holding the lock", timeout: 0 }, async () => {
      const child = start(program, ["build"], folder);
      const done = finished(child);
      await new Promise((tell) => child.stderr?.once("data", tell));
      child.kill("SIGINT");
      expect(await done).toMatchObject({ code: 130 });
    });
    expect(leftovers(join(folder, "dist"))).toEqual([]);
  });
});

describe("an environment in the way is one line, exit code 4, and the old output intact", () => {
  it("no room for a file", async () => {
    const folder = folderWith({ "main.immu": "// small\n" });
    await runProgram(program, ["build"], { folder });
    const before = filesIn(join(folder, "dist"));
    writeFileSync(join(folder, "main.immu"), `// ${"large ".repeat(20_000)}\n`);
    const run = await runShell(`ulimit -f 16; exec "$NODE" "$PROGRAM" build`, folder);
    expect(run).toMatchObject({ code: 4, stdout: "" });
    expect(run.stderr).toBe("error: can't write dist/source.txt: the file is larger than allowed here (EFBIG)\n");
    expect(filesIn(join(folder, "dist"))).toEqual(before);
    expect(leftovers(join(folder, "dist"))).toEqual([]);
  });

  it("a full disk", async ({ skip }) => {
    const folder = folderWith({ "main.immu": "// small\n" });
    if (!mountSmallDisk(join(folder, "dist"))) skip("mounting a small disk needs root; the test above needs nothing");
    await runProgram(program, ["build"], { folder });
    const before = filesIn(join(folder, "dist"));
    writeFileSync(join(folder, "main.immu"), `// ${"large ".repeat(40_000)}\n`);
    const run = await runProgram(program, ["build"], { folder });
    expect(run).toMatchObject({ code: 4, stdout: "" });
    expect(run.stderr).toBe("error: can't write dist/source.txt: the disk is full (ENOSPC)\n");
    expect(filesIn(join(folder, "dist"))).toEqual(before);
    expect(leftovers(join(folder, "dist"))).toEqual([]);
  });

  it("an output folder that is read-only", async () => {
    const folder = folderWith({ "main.immu": "// before\n" });
    await runUnprivileged(["build"], folder);
    const before = filesIn(join(folder, "dist"));
    chmodSync(join(folder, "dist"), 0o555);
    writeFileSync(join(folder, "main.immu"), "// after\n");
    const run = await runUnprivileged(["build"], folder);
    expect(run).toMatchObject({ code: 4, stdout: "" });
    expect(run.stderr).toBe("error: can't write to dist: permission denied (EACCES)\n");
    expect(filesIn(join(folder, "dist"))).toEqual(before);
  });

  it("a folder inside the output that is read-only: what was exchanged is put back", async () => {
    const folder = folderWith({ "main.immu": "files 2\n// before\n" });
    await runUnprivileged(["build"], folder);
    const before = filesIn(join(folder, "dist"));
    chmodSync(join(folder, "dist/more"), 0o555);
    writeFileSync(join(folder, "main.immu"), "files 2\n// after\n");
    const run = await runUnprivileged(["build"], folder);
    expect(run).toMatchObject({ code: 4, stderr: "error: can't write dist/more/0.txt: permission denied (EACCES)\n" });
    expect(filesIn(join(folder, "dist"))).toEqual(before);
    expect(isWhole(join(folder, "dist"))).toBe(true);
    expect(leftovers(join(folder, "dist"))).toEqual([]);
  });

  it("a project that can't be read", async () => {
    const folder = folderWith({ "secret/main.immu": "" });
    chmodSync(join(folder, "secret"), 0o000);
    const run = await runUnprivileged(["build", "secret"], folder);
    chmodSync(join(folder, "secret"), 0o755);
    expect(run).toMatchObject({ code: 4, stdout: "" });
    expect(run.stderr).toBe("error: can't read secret/main.immu: permission denied (EACCES)\n");
  });

  it("a file where the output folder should be", async () => {
    const folder = folderWith({ "main.immu": "", dist: "a file" });
    const run = await runProgram(program, ["build"], { folder });
    expect(run).toMatchObject({
      code: 4,
      stderr: "error: can't make the folder dist: something is there already (EEXIST)\n",
    });
  });

  // Node's own way of making folders never ends there.
  it.each([
    ["of a build", ["build", "--out", "/proc/immuc"], "can't make the folder /proc/immuc: "],
    ["of a new project", ["init", "/proc/immuc"], "can't write /proc/immuc/.gitignore: "],
  ])("a folder %s where none can be made", async (_, words, message) => {
    const folder = folderWith({ "main.immu": "files 1\n" });
    const run = await inTime(start(program, words, folder));
    expect(run).toMatchObject({ code: 4 });
    expect(run.stderr).toContain(message);
  });

  it("a cache where none can be made: the work is done without", async () => {
    const folder = folderWith({ "main.immu": "files 1\n" });
    const run = await inTime(start(program, ["build"], folder, { IMMUC_CACHE: "/proc/immuc" }));
    expect(run).toMatchObject({ code: 0, stderr: "" });
  });

  it("files of the user's where output should go", async () => {
    const folder = folderWith({ "main.immu": "", "dist/source.txt": "mine" });
    const run = await runProgram(program, ["build"], { folder });
    expect(run).toMatchObject({ code: 4, stdout: "" });
    expect(run.stderr).toBe(
      "error: nothing was written, as no build of ours made what is in the way:\n" +
        "  dist/source.txt\n" +
        "  Move it away, or build into another folder with --out.\n",
    );
    expect(filesIn(join(folder, "dist"))).toEqual({ "source.txt": "mine" });
  });
});

describe("a reader that stops reading", () => {
  it("is no fault: nothing is said, and the code is that of the work", async () => {
    const many = Array.from({ length: 4000 }, () => "report IMMU2001 error much to print\n").join("");
    const folder = folderWith({ "main.immu": many });
    for (const stream of ["", "2>&1 >/dev/null"]) {
      const run = await runShell(
        `"$NODE" "$PROGRAM" check --json ${stream} | head -c 1 >/dev/null; echo "\${PIPESTATUS[0]}"`,
        folder,
      );
      expect(run).toMatchObject({ stdout: "1\n", stderr: "" });
    }
  });

  it("output that nobody cuts short arrives whole through a slow pipe", async () => {
    const many = Array.from({ length: 4000 }, () => "report IMMU2001 error much to print\n").join("");
    const folder = folderWith({ "main.immu": many });
    const run = await runShell(`"$NODE" "$PROGRAM" check --json | (sleep 0.5; cat) | tail -c 2`, folder);
    expect(run.stdout).toBe("}\n");
  });
});

describe("results that can't be written", () => {
  it.each(["check --json", "build", "--version", "--help"])("%s: one line says so, and the code", async (words) => {
    const folder = folderWith({ "main.immu": "// fine\n" });
    const run = await runShell(`exec "$NODE" "$PROGRAM" ${words} >/dev/full`, folder);
    expect(run).toMatchObject({
      code: 4,
      stderr: "error: can't write to the standard output: ENOSPC\n",
    });
  });

  it("a build is whole all the same", async () => {
    const folder = folderWith({ "main.immu": "// fine\n" });
    await runShell(`exec "$NODE" "$PROGRAM" build >/dev/full`, folder);
    expect(isWhole(join(folder, "dist"))).toBe(true);
  });

  it("messages alone end nothing", async () => {
    const folder = folderWith({ "main.immu": "report IMMU2001 error wrong\n" });
    expect(await runShell(`exec "$NODE" "$PROGRAM" check 2>/dev/full`, folder)).toMatchObject({ code: 1, stdout: "" });
  });
});

function runShell(script: string, folder: string): ReturnType<typeof finished> {
  const env = { NODE: process.execPath, PROGRAM: program };
  return finished(shell(script, folder, env));
}

function shell(script: string, folder: string, env: Readonly<Record<string, string>>): ReturnType<typeof start> {
  return start("-e", [bashScript], folder, { ...env, SCRIPT: script });
}

const bashScript =
  "const r=require('node:child_process').spawnSync('bash',['-c',process.env.SCRIPT],{stdio:'inherit'});process.exitCode=r.status";

/** What a program printed that ends within some seconds, as it should. */
async function inTime(child: ReturnType<typeof start>): ReturnType<typeof finished> {
  const timer = setTimeout(() => child.kill("SIGKILL"), 20_000);
  return finished(child).finally(() => clearTimeout(timer));
}

/** Runs the program as somebody whom permissions bind: root may write everywhere. */
async function runUnprivileged(words: readonly string[], folder: string): ReturnType<typeof finished> {
  if (process.getuid?.() !== 0) return runProgram(program, words, { folder });
  execFileSync("chmod", ["-R", "go+rX", dirname(program)]);
  execFileSync("chown", ["-R", "65534:65534", folder]);
  return finished(start(program, words, folder, {}, 65534));
}

/** Mounts a disk of 128 KiB; false where that is not allowed here. */
function mountSmallDisk(folder: string): boolean {
  mkdirSync(folder);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=128k", "tmpfs", folder], { stdio: "ignore" });
  } catch {
    return false;
  }
  onTestFinished(() => void execFileSync("umount", [folder]));
  return lstatSync(folder).isDirectory();
}

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { fleets, lines, writeInput } from "../../bench/inputs.ts";
import { bundledProgram } from "../cli/cli.ts";
import { sharedFolder } from "../host/temporary-folder.ts";

/** What a person sees of a long command, in a terminal that `script` of util-linux makes. */
const hasTerminal = process.platform === "linux" && existsSync("/usr/bin/script");
test.runIf(process.env.CI !== undefined)("`script` is there, to make terminals with", () => {
  expect(hasTerminal).toBe(true);
});
if (!hasTerminal) console.warn("SKIPPED: `script` is missing (Debian: apt install bsdutils); with it, this test runs");

const place = sharedFolder();
const program = bundledProgram();
beforeAll(() => {
  writeInput(join(place, "large"), lines(12_000));
  writeInput(join(place, "fleets"), fleets(1000));
  writeInput(join(place, "small"), fleets(1));
});

const { CI: _, TERM: __, ...inherited } = process.env;
const env = { ...inherited, IMMUC_CACHE: "off", TERM: "xterm" };

/** Standard output and error of a command in a terminal. */
function watched(folder: string, words: string, size = "rows 24 cols 100"): string {
  const command = `stty ${size}; ${process.execPath} ${program} ${words}`;
  const { stdout } = spawnSync("script", ["-qefc", command, "/dev/null"], {
    cwd: join(place, folder),
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  return stdout;
}

function piped(folder: string, words: string): { readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, [program, words], { cwd: join(place, folder), env, encoding: "utf8" });
}

describe.runIf(hasTerminal)("in a terminal", () => {
  test("a long check says what it is at, and takes that away again", () => {
    const seen = watched("large", "check");
    expect(seen).toContain("reading and checking");
    const [, erased = ""] = seen.slice(seen.lastIndexOf("reading and checking")).split("\u001b[0K");
    expect(erased).toContain("ok");
    expect(seen.length).toBeLessThan(1000);
  });

  // How soon it gets to the stages before is up to the machine.
  test("a build of many fleets tells what it is at", () => {
    expect(watched("fleets", "build")).toMatch(/writing \d+ files/);
  });

  test("nor does one in a terminal without a size, in which no line can be taken back", () => {
    expect(watched("large", "check", "rows 0 cols 0")).not.toContain("reading");
  });

  test("a short one says nothing on the way", () => {
    expect(watched("small", "check")).not.toContain("reading");
  });
});

test("in a pipe nothing is said of it", () => {
  for (const folder of ["large", "fleets"]) expect(piped(folder, "check").stderr).toBe("");
});

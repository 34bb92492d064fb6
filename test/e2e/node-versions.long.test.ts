import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildInto } from "../../scripts/build.ts";
import { exampleFolder, exampleNames } from "../support/project.ts";
import { installed } from "./support/installed.ts";

const root = resolve(import.meta.dirname, "../..");
const place = mkdtempSync(join(tmpdir(), "immuc-versions-"));
const program = join(place, "program/immuc.cjs");
beforeAll(() => buildInto(join(place, "program")));
afterAll(() => rmSync(place, { recursive: true }));

const versions = [22, 24].flatMap((version) => {
  const folder = installed(`node${version}`, `node@${version}`);
  return folder === null ? [] : [[version, join(folder, ".bin/node")] as const];
});

// npm may be without a registry. The other tests of this file then have nothing to run, and this one says so.
test("the Node that runs the tests is one of those that the package is for", () => {
  expect(Number(process.versions.node.split(".")[0])).toBeGreaterThanOrEqual(20);
});

describe.each(versions)("Node %i", (version, node) => {
  test("is what it says", () => {
    expect(execFileSync(node, ["--version"], { encoding: "utf8" })).toMatch(new RegExp(`^v${version}\\.`));
  });

  test.each(exampleNames)("builds %s to the same bytes", (example) => {
    expect(built(node, `${version}`, example)).toEqual(built(process.execPath, "here", example));
  });

  test("passes the tests of what decides those bytes", () => {
    const folders = ["syntax", "semantics", "plan", "emit", "rollout", "format"].map((name) => `test/${name}`);
    const vitest = join(root, "node_modules/vitest/vitest.mjs");
    const { TEST_TOTALS: _, ...env } = process.env;
    const options = { cwd: root, env, encoding: "utf8", stdio: "pipe", maxBuffer: 1 << 26 } as const;
    expect(execFileSync(node, [vitest, "run", ...folders], options)).toMatch(/Test Files.* passed/);
  }, 900_000);
});

/** The output of an example under a Node, by path. */
function built(node: string, name: string, example: string): Readonly<Record<string, string>> {
  const folder = join(place, name, example);
  cpSync(exampleFolder(example), folder, { recursive: true, filter: (source) => !source.endsWith("/dist") });
  execFileSync(node, [program, "build", "--locked"], { cwd: folder, env: { IMMUC_CACHE: "off" }, stdio: "pipe" });
  const out = join(folder, "dist");
  const paths = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((path) =>
    statSync(join(out, path)).isFile(),
  );
  expect(paths.length).toBeGreaterThan(5);
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(out, path), "latin1")]));
}

import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bundledProgram } from "../cli/cli.ts";
import { sharedFolder } from "../host/temporary-folder.ts";
import { exampleFolder, exampleNames } from "../support/project.ts";
import { otherNodes } from "./support/other-nodes.ts";

const place = sharedFolder();
const program = bundledProgram();

// npm may be without a registry. The other tests of this file then have nothing to run, and this one says so.
test("the Node that runs the tests is one of those that the package is for", () => {
  expect(Number(process.versions.node.split(".")[0])).toBeGreaterThanOrEqual(20);
});

describe.each(otherNodes())("Node %i", (version, node) => {
  test("is what it says", () => {
    expect(execFileSync(node, ["--version"], { encoding: "utf8" })).toMatch(new RegExp(`^v${version}\\.`));
  });

  test.each(exampleNames)("builds %s to the same bytes, and says no more of it", (example) => {
    expect(built(node, `${version}`, example)).toEqual(built(process.execPath, "here", example));
  });
});

/** What a build of an example prints, and its output by path. */
function built(node: string, name: string, example: string): unknown {
  const folder = join(place, name, example);
  cpSync(exampleFolder(example), folder, { recursive: true, filter: (source) => !source.endsWith("/dist") });
  const options = { cwd: folder, env: { IMMUC_CACHE: "off" }, encoding: "utf8" } as const;
  const { status, stderr } = spawnSync(node, [program, "build", "--locked"], options);
  expect(status).toBe(0);
  const out = join(folder, "dist");
  const paths = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((path) =>
    statSync(join(out, path)).isFile(),
  );
  expect(paths.length).toBeGreaterThan(5);
  return {
    stderr,
    files: Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(out, path), "latin1")])),
  };
}

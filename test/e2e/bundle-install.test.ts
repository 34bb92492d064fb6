import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { buildInto } from "../../scripts/build.ts";
import { keepCode } from "../../scripts/bundle/code-cache.ts";
import { isWhole } from "../host/output.ts";
import { sharedFolder } from "../host/temporary-folder.ts";

// What npm would publish, installed into an empty prefix without a network: nothing but Node is needed.
const place = sharedFolder();
const prefix = join(place, "prefix");
beforeAll(async () => {
  const root = resolve(import.meta.dirname, "../..");
  const staging = join(place, "package");
  mkdirSync(staging);
  for (const name of ["package.json", "README.md", "LICENSE", "stdlib", "grammar"]) {
    cpSync(join(root, name), join(staging, name), { recursive: true });
  }
  await buildInto(join(staging, "dist"));
  await keepCode(join(staging, "dist"), root);
  const packed =
    npm(staging, ["pack", "--ignore-scripts", "--pack-destination", place]).trim().split("\n").at(-1) ?? "";
  npm(place, ["install", "--global", "--offline", "--prefix", prefix, join(place, packed)]);
});

test("the package that is installed starts a project and builds it", () => {
  const program = join(prefix, "bin/immuc");
  const run = (words: readonly string[]): string =>
    execFileSync(program, words, { cwd: place, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  expect(run(["--version"])).toMatch(/^immuc \d+\.\d+\.\d+\n$/);
  run(["init", "x"]);
  run(["build", "x"]);
  expect(isWhole(join(place, "x/dist"))).toBe(true);
  expect(readdirSync(join(place, "x/dist"))).toEqual(expect.arrayContaining(["cdktf.out", "packer", "rollouts"]));
});

test("it brings no other package, and is small", () => {
  const packages = join(prefix, "lib/node_modules");
  expect(readdirSync(packages).filter((name) => !name.startsWith("."))).toEqual(["immuc"]);
  expect(existsSync(join(packages, "immuc/node_modules"))).toBe(false);
  expect(sizeOf(packages)).toBeLessThan(10_000_000);
});

function npm(folder: string, words: readonly string[]): string {
  return execFileSync("npm", words, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => statSync(join(folder, name)))
    .reduce((sum, status) => sum + (status.isFile() ? status.size : 0), 0);
}

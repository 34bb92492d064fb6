import { mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { install, preparePeers } from "../../bench/peers.ts";
import { temporaryFolder } from "../host/temporary-folder.ts";

const ours = resolve(import.meta.dirname, "../../node_modules");

test.each([
  ["is gone", "gone"],
  ["is still there", "."],
])("an app is measured with the packages of this checkout where one that left its own %s", (_, other) => {
  const scratch = temporaryFolder();
  const app = join(scratch, "cdktf-app");
  mkdirSync(app);
  symlinkSync(join(scratch, other), join(app, "node_modules"));
  const { found, left } = preparePeers(scratch, ["CDKTF app"]);
  expect(left).toEqual([]);
  expect(found.map(({ name }) => name)).toEqual(["CDKTF app"]);
  expect(realpathSync(join(app, "node_modules"))).toBe(ours);
});

test("a peer is installed again when another release of it is asked for, and only then", () => {
  const scratch = temporaryFolder();
  const release = (version: string): string => {
    const folder = join(scratch, version);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "peer", version }));
    return folder;
  };
  const installed = (): string => JSON.parse(readFileSync(join(modules, "peer/package.json"), "utf8")).version;
  const modules = install(scratch, "peer", release("1.0.0"));
  expect(installed()).toBe("1.0.0");
  install(scratch, "peer", release("2.0.0"));
  expect(installed()).toBe("2.0.0");
  writeFileSync(join(modules, "kept"), "");
  install(scratch, "peer", release("2.0.0"));
  expect(readFileSync(join(modules, "kept"), "utf8")).toBe("");
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { version } from "../../package.json";
import { prettyJson } from "../../src/base/json.ts";
import { compileFolder, emitted, exampleFolder, exampleNames } from "../support/project.ts";

const golden = join(import.meta.dirname, "../golden/examples");

test("every example is tested", () => {
  const folders = readdirSync(exampleFolder("."), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual([...exampleNames]);
});

describe.each(exampleNames)("example %s", (name) => {
  test("is locked and free of findings, and its plan is as expected", async () => {
    const compilation = compileFolder(exampleFolder(name));
    expect(compilation.diagnostics).toEqual([]);
    const lock: unknown = JSON.parse(readFileSync(join(exampleFolder(name), "immu.lock"), "utf8"));
    expect(lock, "moved by `immuc lock`").toMatchObject({ toolchain: { immuc: version } });
    await expect(prettyJson(compilation.plan ?? {})).toMatchFileSnapshot(join(golden, name, "plan.json"));
  });

  test("is emitted as expected, file by file", async () => {
    const artifacts = await emitted(compileFolder(exampleFolder(name)));
    await expect(artifacts.map(({ path }) => `${path}\n`).join("")).toMatchFileSnapshot(
      join(golden, name, "files.txt"),
    );
    for (const { path, bytes } of artifacts) {
      await expect(new TextDecoder().decode(bytes)).toMatchFileSnapshot(join(golden, name, "dist", path));
    }
  });
});

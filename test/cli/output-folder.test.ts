import { existsSync, symlinkSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { outputFolder } from "../../src/cli/project/output-folder.ts";
import { folderWith } from "./cli.ts";

test.each([
  ["/", "the root of the file system"],
  [homedir(), "your home folder"],
  [".", "the project itself"],
  ["..", "a folder that holds the project"],
  [".git", "git's own"],
  ["sub/.git/hooks", "git's own"],
  ["ledger", "ledger, where releases keep"],
  [".immuc/environments", ".immuc, where releases keep"],
])("--out %s is no place for output", (out, what) => {
  const root = join(folderWith({ "project/immu.manifest.json": "{}" }), "project");
  expect(() => outputFolder(root, out, root)).toThrow(`--out ${out} is ${what}`);
});

test.each([".", "..", ".git", "ledger", "/"])(
  "dist that leads to %s is refused, whatever manifest is there",
  (target) => {
    const root = join(
      folderWith({ "project/immu.manifest.json": "{}", "project/.git/config": "", "project/ledger/a": "" }),
      "project",
    );
    symlinkSync(target, join(root, "dist"));
    expect(() => outputFolder(root, undefined, root)).toThrow("the output folder dist is ");
    expect(() => outputFolder(root, "dist/../dist", root)).toThrow("--out dist/../dist is ");
  },
);

test.each(["dist", "build/dist"])("%s that leads out of the project is refused, and the place itself is not", (out) => {
  const base = folderWith({ "project/main.immu": "", "theirs/precious": "" });
  const [root, theirs] = [join(base, "project"), join(base, "theirs")];
  const link = out.includes("/") ? dirname(out) : out;
  symlinkSync(theirs, join(root, link));
  expect(() => outputFolder(root, out, root)).toThrow(`leads out of the project by a symbolic link`);
  expect(outputFolder(root, theirs, root)).toBe(theirs);
});

test("a project behind a link has its output in it, as one that is no link", () => {
  const base = folderWith({ "project/main.immu": "" });
  symlinkSync(join(base, "project"), join(base, "link"));
  expect(outputFolder(base, undefined, join(base, "link"))).toBe(join(base, "link/dist"));
  expect(outputFolder(base, "elsewhere", join(base, "link"))).toBe(join(base, "elsewhere"));
  expect(existsSync(join(base, "elsewhere"))).toBe(false);
});

import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join, resolve } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { packageInto } from "../../scripts/package-vscode.ts";
import { sharedFolder } from "../host/temporary-folder.ts";

const root = resolve(import.meta.dirname, "../..");
const scratch = sharedFolder();
let first: Buffer;
let second: Buffer;

beforeAll(async () => {
  vi.stubEnv("SOURCE_DATE_EPOCH", "1700000000");
  await packageInto(join(scratch, "first.vsix"));
  await packageInto(join(scratch, "second.vsix"));
  first = readFileSync(join(scratch, "first.vsix"));
  second = readFileSync(join(scratch, "second.vsix"));
});

afterAll(() => void vi.unstubAllEnvs());

describe("the extension for VS Code", () => {
  it("is packed to the same bytes again", () => {
    expect(first.equals(second)).toBe(true);
  });

  it("holds what it runs on, and nothing else", () => {
    const names = Object.keys(unzipSync(first)).filter(
      (name) => !/^extension\/server\/chunks\/[\w.-]+\.c?js$/.test(name),
    );
    expect(names.sort()).toEqual([
      "[Content_Types].xml",
      "extension.vsixmanifest",
      "extension/LICENSE.txt",
      "extension/dist/LICENSES.txt",
      "extension/dist/extension.cjs",
      "extension/icon.png",
      "extension/language-configuration.json",
      "extension/package.json",
      "extension/readme.md",
      "extension/server/LICENSES.txt",
      "extension/server/immuc.cjs",
      "extension/snippets/immu.json",
      "extension/syntaxes/immu.tmLanguage.json",
    ]);
  });

  it("takes a name for a word, as suggestions come only where one is written", () => {
    const path = join(root, "editors/vscode/language-configuration.json");
    const { wordPattern } = JSON.parse(readFileSync(path, "utf8"));
    // A pattern that is a text alone is read without flags.
    const word = new RegExp(wordPattern.pattern ?? wordPattern, wordPattern.flags ?? "");
    for (const name of ["size", "x86_64", "blue-green", "größe", "名前", "_a"])
      expect(word.exec(`  ${name}- = 1`)?.[0], name).toBe(name);
  });

  it("registers each command that it offers, and needs nothing but the editor", () => {
    const files = unzipSync(first);
    const text = (path: string): string => strFromU8(files[`extension/${path}`] ?? new Uint8Array());
    const code = text("dist/extension.cjs");
    const manifest = JSON.parse(text("package.json"));
    for (const { command } of manifest.contributes.commands) expect(code).toContain(`"${command}"`);
    const required = [...code.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name = ""]) => name);
    expect(required.filter((name) => name !== "vscode" && !isBuiltin(name))).toEqual([]);
    expect(text("syntaxes/immu.tmLanguage.json")).toBe(
      readFileSync(join(root, "grammar/immu.tmLanguage.json"), "utf8"),
    );
    expect(manifest.version).toBe(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version);
  });
});

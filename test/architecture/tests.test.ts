import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const tests = resolve(import.meta.dirname, "..");

describe("no test file", () => {
  const texts = readdirSync(tests, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => [file, readFileSync(join(tests, file), "utf8")] as const);
  const filesWith = (pattern: RegExp): readonly string[] =>
    texts.flatMap(([file, text]) => (pattern.test(text) ? [file] : []));

  it("is overlooked", () => {
    expect(texts.length).toBeGreaterThan(100);
  });

  // What one file replaced would be replaced for the others of its worker too, or would come too late.
  it("replaces a module, as they share them", () => {
    expect(filesWith(/\bvi\s*\.\s*(?:doMock|mock|resetModules)\s*\(/)).toEqual([]);
  });

  // `temporary-folder.ts` has folders that are gone when a test is over, or its file.
  it("makes a temporary folder of its own, which a test that fails would leave behind", () => {
    expect(filesWith(/\btmpdir\(\)/)).toEqual([]);
  });
});

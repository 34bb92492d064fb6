import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";

const tests = resolve(import.meta.dirname, "..");
const replacing = /\bvi\s*\.\s*(?:doMock|mock|resetModules)\s*\(/;

// What one file replaced would be replaced for the others of its worker too, or would come too late.
it("no test replaces a module, as test files share them", () => {
  const files = readdirSync(tests, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".test.ts"));
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => replacing.test(readFileSync(join(tests, file), "utf8")))).toEqual([]);
});

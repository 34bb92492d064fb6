import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "../../src/syntax/parse.ts";
import { diagnosticsText, treeText } from "../support/tree-text.ts";

const folder = join(import.meta.dirname, "../golden/syntax");
const cases = readdirSync(folder).sort();

describe("sources as trees and findings", () => {
  test.each(cases)("%s", async (name) => {
    const text = readFileSync(join(folder, name, "input.immu"), "utf8");
    const { value, diagnostics } = parse({ uri: "input.immu", text });
    await expect(treeText(value)).toMatchFileSnapshot(join(folder, name, "tree.txt"));
    await expect(diagnosticsText(diagnostics, text)).toMatchFileSnapshot(join(folder, name, "diagnostics.txt"));
  });

  test("what is named broken has findings, and nothing else has", () => {
    const found = cases.filter((name) => {
      const text = readFileSync(join(folder, name, "input.immu"), "utf8");
      return parse({ uri: "input.immu", text }).diagnostics.length > 0;
    });
    expect(found).toEqual(cases.filter((name) => name.startsWith("broken-")));
  });
});

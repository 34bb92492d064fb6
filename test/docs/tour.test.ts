import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "../../src/syntax/parse.ts";

const tour = readFileSync(join(import.meta.dirname, "../../docs/tour.md"), "utf8");
const blocks = [...tour.matchAll(/```immu\n([\s\S]*?)```/g)].map(([, text = ""]) => text);

test("the tour has samples", () => {
  expect(blocks.length).toBeGreaterThan(8);
});

test.each(blocks.map((text, index) => [index + 1, text] as const))("sample %i of the tour parses", (_number, text) => {
  // Some samples show what stands inside a declaration.
  const inside = /^\s*[a-z_]+\s*=/.test(text);
  const source = inside ? `fleet sample {\n${text}}\n` : text;
  expect(parse({ uri: "tour.immu", text: source }).diagnostics).toEqual([]);
});

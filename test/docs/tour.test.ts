import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { format } from "../../src/format/format.ts";
import { parse } from "../../src/syntax/parse.ts";
import { compileFiles, lineOf } from "../support/compile.ts";

const tour = readFileSync(join(import.meta.dirname, "../../docs/tour.md"), "utf8");
const blocks = [...tour.matchAll(/```immu\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
// One sample shows what stands inside of a fleet.
const isInside = (text: string): boolean => /^secrets\b/.test(text);

test("the tour has samples", () => {
  expect(blocks.length).toBeGreaterThan(8);
});

test("the samples of the tour are laid out as `immuc fmt` does", () => {
  for (const text of blocks.filter((each) => !isInside(each))) {
    expect(format(parse({ uri: "main.immu", text }).value, text)).toBe(text);
  }
});

test("the samples of the tour, put together, are a project", () => {
  const members = blocks.filter(isInside).join("");
  const orders = "fleet orders extends small {\n";
  const source = blocks.filter((text) => !isInside(text)).join("\n");
  expect(source).toContain(orders);
  const files = {
    "main.immu": source.replace(orders, `${orders}${members}`),
    "settings.immu": "let port = 80\n",
    "index.html": "<p>It works</p>\n",
  };
  const { diagnostics, sources, plan } = compileFiles(files, { params: { replicas: "3" } });
  const said = diagnostics.filter(({ level, code }) => level !== "info" && code !== "IMMU7001");
  expect(said.map((each) => lineOf(each, sources))).toEqual([]);
  expect(plan).not.toBeNull();
});

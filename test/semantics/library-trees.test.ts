import { expect, test } from "vitest";
import { treesOfLibrary } from "../../scripts/bundle/library-trees.ts";
import { standardLibrary } from "../../src/semantics/stdlib.gen.ts";
import { parse } from "../../src/syntax/parse.ts";

test("what the bundle has of each module of the standard library is what parsing it gives", () => {
  const trees = treesOfLibrary();
  expect(Object.keys(trees)).toEqual(Object.keys(standardLibrary));
  for (const [uri, text] of Object.entries(standardLibrary)) {
    expect(JSON.parse(trees[uri] ?? ""), uri).toEqual(parse({ uri, text }).value);
  }
});

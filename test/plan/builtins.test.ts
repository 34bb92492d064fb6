import { join } from "node:path";
import { expect, test } from "vitest";
import { readLibrary } from "../../scripts/read-stdlib.ts";
import { builtins } from "../../src/plan/evaluate/builtins.ts";

// A call of a function that has neither would be unknown, and nothing would say so.
test("every function of the prelude has a body, in the language or among the builtins", () => {
  const { modules } = readLibrary(join(import.meta.dirname, "../.."));
  const functions = modules.flatMap(({ file }) => file.items.flatMap((item) => (item.kind === "Fn" ? [item] : [])));
  const bodiless = functions.filter(({ body }) => body === undefined).map(({ name }) => name.text);
  expect(Object.keys(builtins).sort()).toEqual(bodiless.sort());
});

import { resolve } from "node:path";
import { expect, it } from "vitest";
import { runGenerators } from "../../scripts/gen.ts";

it("generated files are up to date; `npm run gen` makes them so", async () => {
  expect(await runGenerators(resolve(import.meta.dirname, "../.."), true)).toEqual([]);
});

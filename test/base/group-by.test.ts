import { expect, test } from "vitest";
import { groupBy } from "../../src/base/group-by.ts";

test("groups stand in the order of their first item, and hold theirs in order", () => {
  const groups = groupBy(["beta", "alpha", "bravo"], (word) => word.charAt(0));
  expect([...groups]).toEqual([
    ["b", ["beta", "bravo"]],
    ["a", ["alpha"]],
  ]);
});

import { expect, test } from "vitest";
import { stateText } from "../../src/cli/release/progress.ts";

test("a state is told by its weights and instances", () => {
  const side = { weight: 75, min: 1, max: 4, desired: 1, attached: true };
  const [old, fresh] = ["a".repeat(64), "b".repeat(64)];
  expect(stateText({ [old]: side, [fresh]: { ...side, weight: 25, min: 2 } })).toBe(
    "aaaaaaaaaaaa: weight 75, 1 instance; bbbbbbbbbbbb: weight 25, 2 instances",
  );
  expect(stateText({ [fresh]: { ...side, weight: 25 }, legacy: { ...side, min: 0 } })).toBe(
    "bbbbbbbbbbbb: weight 25, 1 instance; legacy: weight 75",
  );
  expect(stateText({})).toBe("nothing");
});

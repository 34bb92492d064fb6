import fc from "fast-check";
import { expect, test } from "vitest";
import { prettyJson } from "../../../src/base/json.ts";
import { createStackText } from "../../../src/emit/terraform/stack-text.ts";

const name = fc.stringMatching(/^[a-z\u00e9\u{1f600}]{1,4}$/u);

test("members that come in any order make the file that all of them at once make", () => {
  const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.constant("é".repeat(9000)));
  const stack = fc.dictionary(name, fc.dictionary(name, text, { minKeys: 1, maxKeys: 6 }), {
    minKeys: 1,
    maxKeys: 6,
  });
  fc.assert(
    fc.property(stack, fc.infiniteStream(fc.nat()), (groups, order) => {
      const members = Object.entries(groups).flatMap(([group, inside]) =>
        Object.entries(inside).map(([key, value]) => ({ path: [group, key], value, at: order.next().value })),
      );
      const written = createStackText();
      for (const { path, value } of members.sort((one, other) => one.at - other.at)) {
        written.add(path.slice(0, -1), path.at(-1) ?? "", JSON.stringify(value));
      }
      // Not by a matcher that would show megabytes.
      expect(new TextDecoder().decode(written.bytes()) === prettyJson(groups)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test("a member may be longer than any before it", () => {
  const groups = { a: { x: "é".repeat(400_000), y: "y" }, b: { x: "x" } };
  const written = createStackText();
  written.add(["b"], "x", JSON.stringify(groups.b.x));
  written.add(["a"], "x", JSON.stringify(groups.a.x));
  written.add(["a"], "y", JSON.stringify(groups.a.y));
  expect(new TextDecoder().decode(written.bytes()) === prettyJson(groups)).toBe(true);
});

test("two members of one path are a mistake", () => {
  const written = createStackText();
  written.add(["resource", "aws_lb"], "public", "{}");
  expect(() => written.add(["resource", "aws_lb"], "public", "{}")).toThrow("resource.aws_lb.public");
});

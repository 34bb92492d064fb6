import fc from "fast-check";
import { expect, test } from "vitest";
import { hclString } from "../../../src/emit/escape/hcl.ts";
import { readHclString } from "../../support/hcl-reader.ts";
import { hostileText } from "../../support/hostile-text.ts";

test.each([
  ["plain é text", '"plain é text"'],
  ['say "hi" \\ bye', '"say \\"hi\\" \\\\ bye"'],
  ["a\r\n\tb", '"a\\r\\n\\tb"'],
  ["${x} %{if} $x 5% $${", '"$${x} %%{if} $x 5% $$${"'],
  ["\0\u001b\u0085", '"\\u0000\\u001B\\u0085"'],
  ["a\u202eb\ufeff\u2028", '"a\\u202Eb\\uFEFF\\u2028"'],
  ["🚀", '"\\U0001F680"'],
  ["\ud800", '"\\uFFFD"'],
])("%j is written as %s", (text, written) => {
  expect(hclString(text)).toBe(written);
});

test("what is written reads back as it was, on one line", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const written = hclString(text);
      expect(written).not.toMatch(/[\n\r]/);
      expect(readHclString(written)).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

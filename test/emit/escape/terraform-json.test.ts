import fc from "fast-check";
import { expect, test } from "vitest";
import { terraformJsonString } from "../../../src/emit/escape/terraform-json.ts";

test.each([
  ["plain é 🚀 text", "plain é 🚀 text"],
  ["${var.x}", "$${var.x}"],
  ["%{if true}", "%%{if true}"],
  ["$${x}", "$$${x}"],
  ["\ufeffx", '${"\\ufeff"}x'],
  ["a\ufeff", "a\ufeff"],
  ["${TfToken[TOKEN.0]}", '$${TfToken${"["}TOKEN.0]}'],
  ["a\r\nb", 'a${"\\r"}\nb'],
  ["$$\r", '${"$$\\r"}'],
])("%j is written as %j", (text, written) => {
  expect(terraformJsonString(text)).toBe(written);
});

test("read as a template, the text is as it was", () => {
  const unit = fc.constantFrom("$", "%", "{", "}", "\r", "\n", "\ufeff", "TfToken[", '${"["}', "a", '"', "\\");
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      const written = terraformJsonString(text);
      expect(readTemplate(written)).toBe(text);
      expect(written).not.toMatch(/^\ufeff|TfToken\[|\r/);
    }),
    { numRuns: 2000 },
  );
});

/** All of HCL's template language that may stand in what is written: escapes, and literal strings as expressions. */
function readTemplate(written: string): string {
  return written.replace(/\$\$\{|%%\{|\$\{("(?:[^"\\]|\\.)*")\}/g, (mark, literal: string | undefined) => {
    return literal === undefined ? mark.slice(1) : String(JSON.parse(literal));
  });
}

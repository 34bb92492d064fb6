import fc from "fast-check";
import { expect, test } from "vitest";
import { isTerraformLiteral, terraformJsonString } from "../../../src/emit/escape/terraform-json.ts";

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

test("no expression is left that the compiler did not write", () => {
  const hostile = fc.string({ unit: fc.constantFrom("$", "%", "{", "}", "\r", "\n", "\ufeff", "TfToken[", "a", '"') });
  fc.assert(
    fc.property(hostile, (text) => {
      const rest = terraformJsonString(text).replace(/\$\{"(\[|\\ufeff|[$%]*\\r)"\}/g, "");
      expect(rest.replace(/\$\$\{|%%\{/g, "")).not.toMatch(/[$%]\{|TfToken\[|\r/);
    }),
  );
});

test("a literal context takes what needs no escape", () => {
  expect(isTerraformLiteral("costs ${5} %{of}")).toBe(true);
  expect(isTerraformLiteral("${TfToken[1]}")).toBe(false);
  expect(isTerraformLiteral("\ufeffx")).toBe(false);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { isPackerLiteral, packerTemplateText } from "../../../src/emit/escape/packer-template.ts";
import { hostileText } from "../../support/hostile-text.ts";

test.each([
  ["plain { text }", "plain { text }"],
  ["{{ .Path }}", "{{`{{`}} .Path }}"],
  ["{{{", "{{`{{`}}{"],
])("%j is written as %j", (text, written) => {
  expect(packerTemplateText(text)).toBe(written);
});

test("rendered once, the text is as it was", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const written = packerTemplateText(text);
      // All that Go's template language does with it: an action whose raw string is printed.
      expect(written.replaceAll("{{`{{`}}", "{{")).toBe(text);
      expect(isPackerLiteral(written.replaceAll("{{`{{`}}", ""))).toBe(true);
    }),
  );
});

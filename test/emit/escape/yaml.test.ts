import fc from "fast-check";
import { expect, test } from "vitest";
import { githubActionsText } from "../../../src/emit/escape/github-actions.ts";
import { yamlString } from "../../../src/emit/escape/yaml.ts";
import { hostileText } from "../../support/hostile-text.ts";

test("a YAML string is ASCII on one line, and JSON reads it back", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const written = yamlString(text);
      expect(written).toMatch(/^[ -~]*$/);
      expect(JSON.parse(written)).toBe(text);
    }),
  );
});

test.each([
  ["${{ github.token }}", "${{ '${{' }} github.token }}"],
  ["${x} {{y}}", "${x} {{y}}"],
])("GitHub Actions prints %j for %j", (text, written) => {
  expect(githubActionsText(text)).toBe(written);
});

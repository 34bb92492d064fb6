import fc from "fast-check";
import { expect, test } from "vitest";
import { yamlString } from "../../../src/emit/escape/yaml.ts";
import { hostileText } from "../../support/hostile-text.ts";

test("a YAML string is ASCII on one line, and reads back as the text", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const written = yamlString(text);
      expect(written).toMatch(/^[ -~]*$/);
      expect(JSON.parse(withoutLongEscapes(written))).toBe(text);
    }),
  );
});

test("a character beyond 16 bits is one escape", () => {
  expect(yamlString("\u{1f600}")).toBe('"\\U0001f600"');
});

// YAML's `\U`, which JSON lacks, as the character itself; a backslash that is escaped stays one.
function withoutLongEscapes(yaml: string): string {
  return yaml.replace(/\\(?:U([0-9a-f]{8})|.)/g, (written, long?: string) =>
    long === undefined ? written : String.fromCodePoint(Number.parseInt(long, 16)),
  );
}

import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineComment } from "../../../src/emit/escape/line-comment.ts";
import { shellSingleQuoted, shellWord } from "../../../src/emit/escape/shell.ts";
import { hostileText } from "../../support/hostile-text.ts";

const shellText = hostileText.map((text) => text.replaceAll("\0", ""));

describe.each([
  ["shellSingleQuoted", shellSingleQuoted],
  ["shellWord", shellWord],
])("%s", (_, quote) => {
  test.each(["sh", "bash"])("%s reads back each word as it was", (shell) => {
    fc.assert(
      fc.property(fc.array(shellText, { minLength: 1, maxLength: 30 }), (texts) => {
        const script = `printf '%s\\0' ${texts.map(quote).join(" ")}\n`;
        const output = execFileSync(shell, { input: script, encoding: "utf8" });
        expect(output.split("\0").slice(0, -1)).toEqual(texts);
      }),
      { numRuns: 60 },
    );
  });

  test("NUL is refused", () => {
    expect(() => quote("a\0b")).toThrow("NUL");
  });
});

test.each([
  ["plain-1.2_x", "plain-1.2_x"],
  ["", "''"],
  ["it's", "'it'\\''s'"],
  ["~root", "'~root'"],
  ["a b", "'a b'"],
  ["{a,b}", "'{a,b}'"],
])("%j is the word %s", (text, word) => {
  expect(shellWord(text)).toBe(word);
});

test("a comment stays on its line", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(lineComment(text)).not.toMatch(/[\n\r\u2028\u2029\u0085]/);
    }),
  );
});

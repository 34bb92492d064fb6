import fc from "fast-check";
import { expect, test } from "vitest";
import { literalText } from "../../src/semantics/literal-text.ts";
import { compilePattern, matchesLibraryPattern } from "../../src/semantics/pattern.ts";
import { standardLibrary } from "../../src/semantics/stdlib.gen.ts";
import type { Expression } from "../../src/syntax/ast.ts";
import { parse } from "../../src/syntax/parse.ts";

const patterns = [
  ...new Set(Object.entries(standardLibrary).flatMap(([uri, text]) => patternsIn(parse({ uri, text }).value))),
];

// Checking a project takes their word for it.
test("every pattern of the standard library is a regular expression", () => {
  expect(patterns.length).toBeGreaterThan(0);
  for (const pattern of patterns) expect(compilePattern(pattern).kind, pattern).toBe("ok");
});

// Backtracking has then nothing to multiply.
test.each(patterns)(
  "%s reads the text from its first character to its last and repeats no group but separated parts",
  (pattern) => {
    expect(pattern).toMatch(/^\^.*\$$/);
    const [, part = "", separator = ""] = /^\^(\[[^\]]+\])\+\((.)\1\+\)\*\$$/.exec(pattern) ?? [];
    if (part === "") expect(pattern).not.toMatch(/\)[*+{]/);
    // There is one way alone to divide a text into such parts.
    else expect(separator).not.toMatch(new RegExp(part, "u"));
  },
);

test.each(patterns)("%s means the same to both engines", (pattern) => {
  const compiled = compilePattern(pattern);
  const same = (text: string): void => {
    expect(matchesLibraryPattern(pattern, text), JSON.stringify(text)).toBe(
      compiled.kind === "ok" && compiled.test(text),
    );
  };
  const near = fc.stringMatching(new RegExp(pattern, "u"), { maxLength: 30 });
  const changed = fc
    .tuple(near, fc.nat(), fc.constantFrom("", "\n", "\0", " ", "é", "😀", "A", "~", ".", "*", "/", "_"))
    .map(([text, place, mark]) => {
      const at = place % (text.length + 1);
      return `${text.slice(0, at)}${mark}${text.slice(at + (place % 2))}`;
    });
  fc.assert(fc.property(fc.oneof(near, changed, fc.string({ unit: "grapheme" })), same));
});

function patternsIn(node: unknown): readonly string[] {
  if (typeof node !== "object" || node === null) return [];
  const within = Object.values(node).flatMap(patternsIn);
  if (!("refinement" in node && "argument" in node) || node.refinement !== "matching") return within;
  const argument = node.argument as Expression;
  return [...within, (argument.kind === "StringLiteral" ? literalText(argument) : null) ?? "("];
}

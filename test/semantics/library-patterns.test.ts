import { expect, test } from "vitest";
import { literalText } from "../../src/semantics/literal-text.ts";
import { compilePattern } from "../../src/semantics/pattern.ts";
import { standardLibrary } from "../../src/semantics/stdlib.gen.ts";
import type { Expression } from "../../src/syntax/ast.ts";
import { parse } from "../../src/syntax/parse.ts";

// Checking a project takes their word for it.
test("every pattern of the standard library is a regular expression", () => {
  const patterns = Object.entries(standardLibrary).flatMap(([uri, text]) => patternsIn(parse({ uri, text }).value));
  expect(patterns.length).toBeGreaterThan(0);
  for (const pattern of patterns) expect(compilePattern(pattern).kind, pattern).toBe("ok");
});

function patternsIn(node: unknown): readonly string[] {
  if (typeof node !== "object" || node === null) return [];
  const within = Object.values(node).flatMap(patternsIn);
  if (!("refinement" in node && "argument" in node) || node.refinement !== "matching") return within;
  const argument = node.argument as Expression;
  return [...within, (argument.kind === "StringLiteral" ? literalText(argument) : null) ?? "("];
}

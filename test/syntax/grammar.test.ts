import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ItemParser } from "../../src/syntax/item-parser.ts";
import { parse } from "../../src/syntax/parse.ts";
import { contextualWords, reservedWords } from "../../src/syntax/tokens.ts";
import { mentioned, type Pattern, readGrammar, sentences } from "../support/grammar.ts";

const source = readFileSync("grammar/immu.ebnf", "utf8");
const grammar = readGrammar(source);

const words = contextualWords.map((type) => type.LABEL ?? "");
const itemWords = ["import", "param", "let", "fn", "kind", "policy", "test", "private", "abstract", "of", "matching"];
const plainNames = ["a", "web", "x_1", "ubuntu-24-04", "größe", "_"];
const constants = ['"text"', '""', '"a\\n\\u{41}\\$"', 'r"\\d+"', '"""\n  two\n  lines\n  """'];
const tokens = {
  NAME: fc.constantFrom(...plainNames, ...words),
  KINDNAME: fc.constantFrom(...plainNames, ...words.filter((word) => !itemWords.includes(word))),
  NUMBER: fc.constantFrom("0", "1_000", "2.5", "30s", "20GiB", "99.9%"),
  CONSTANT: fc.constantFrom(...constants),
  STRING: fc.constantFrom(...constants, '"a ${b + 1} c"', '"""\n  ${a}\n  ${"${b}"}\n  """'),
};

/** Rules that the parser reads as one flat run of operands and operators, or inside of the rule that they belong to. */
const flattened = ["Operators", "Or", "And", "Not", "Comparison", "Sum", "Product", "Negation", "Postfix", "Arguments"];

const starts = ["File", "Expression", "Type", "Body", "KindBody", "Match", "Fn", "Policy", "Test", "Import"];

describe("the grammar", () => {
  test.each(starts)("every sentence derived from %s parses without a finding, wherever its lines break", (start) => {
    const spaces = fc.infiniteStream(fc.constantFrom(" ", " ", " ", "\n", "\r\n", " // note\n"));
    fc.assert(
      fc.property(sentences(grammar, start, tokens), spaces, (sentence, space) => {
        const text = inFile(start, sentence.tokens.map((token) => token + space.next().value).join(""));
        expect(parse({ uri: "main.immu", text }).diagnostics).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test("every rule takes part in some derived sentence", () => {
    const seen = new Set<string>();
    for (const start of starts) {
      const runs = fc.sample(sentences(grammar, start, tokens), { numRuns: 300, seed: 1 });
      for (const sentence of runs) for (const rule of sentence.rules) seen.add(rule);
    }
    expect([...grammar.keys()].filter((rule) => !seen.has(rule))).toEqual([]);
  });

  test("every rule that is mentioned exists, and every rule is mentioned", () => {
    const all = new Set([...grammar.values()].flatMap(mentioned));
    expect([...all].filter((rule) => !grammar.has(rule))).toEqual([]);
    expect([...grammar.keys()].filter((rule) => rule !== "File" && !all.has(rule))).toEqual([]);
  });

  test("the parser has the same rules", () => {
    const parser = Object.keys(new ItemParser().getGAstProductions());
    const own = ["Operand", "String", "Spread"];
    expect(parser.filter((rule) => !own.includes(rule)).sort()).toEqual(
      [...grammar.keys()].filter((rule) => !flattened.includes(rule)).sort(),
    );
  });

  test("the words of both are the same", () => {
    const literals = new Set([...grammar.values()].flatMap(literalsOf));
    const inGrammar = [...literals].filter((text) => /^[a-z]+$/.test(text)).sort();
    expect(inGrammar).toEqual([...reservedWords, ...contextualWords].map((type) => type.LABEL ?? "").sort());
  });

  test("the words that it calls reserved are", () => {
    const [, reserved = ""] = /The words ([a-z ]+) are\s+reserved/.exec(source.replace(/\s+/g, " ")) ?? [];
    expect(reserved.split(" ").sort()).toEqual(reservedWords.map((type) => type.LABEL ?? "").sort());
  });
});

function inFile(start: string, sentence: string): string {
  switch (start) {
    case "Expression":
      return `let it = (${sentence})`;
    case "Match":
      return `let it = ${sentence}`;
    case "Type":
      return `param it: (${sentence})`;
    case "Body":
      return `fleet it ${sentence}`;
    case "KindBody":
      return `kind it ${sentence}`;
    default:
      return sentence;
  }
}

function literalsOf(pattern: Pattern): readonly string[] {
  switch (pattern.kind) {
    case "choice":
      return pattern.options.flatMap(literalsOf);
    case "sequence":
      return pattern.parts.flatMap(literalsOf);
    case "repeat":
      return literalsOf(pattern.pattern);
    case "literal":
      return [pattern.text];
    default:
      return [];
  }
}

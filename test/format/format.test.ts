import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { format } from "../../src/format/format.ts";
import type { SourceFile } from "../../src/syntax/ast.ts";
import { parse } from "../../src/syntax/parse.ts";
import { contextualWords } from "../../src/syntax/tokens.ts";
import { readGrammar, sentences } from "../support/grammar.ts";
import { immuFiles } from "../support/immu-files.ts";

const grammar = readGrammar(readFileSync("grammar/immu.ebnf", "utf8"));
const constants = ['"text"', 'r"\\d+"', '"""\n  two\n    lines\n  """'];
const tokens = {
  NAME: fc.constantFrom(
    "a",
    "web",
    "long_name-1",
    "a-name-that-is-long-enough-to-fill-a-line-with-two-of-its-like",
    ...contextualWords.map((type) => type.LABEL ?? ""),
  ),
  KINDNAME: fc.constantFrom("fleet", "image", "step"),
  NUMBER: fc.constantFrom("0", "1_000", "2.5", "30s", "99.9%"),
  CONSTANT: fc.constantFrom(...constants),
  STRING: fc.constantFrom(...constants, '"a ${b + 1} c"'),
};
const spaces = fc.infiniteStream(
  fc.constantFrom(" ", " ", " ", " ", "\n", "\n\n\n", "\r\n", " // note\n", "\n/// doc\n", "\n  // own\n\n", " //\r\n"),
);

/** A right source, laid out and commented at random. */
const source = fc
  .tuple(sentences(grammar, "File", tokens), spaces)
  .map(([sentence, space]) => sentence.tokens.map((token) => token + space.next().value).join(""));

describe("formatting", () => {
  test("keeps the tree, and every comment in its place", () => {
    fc.assert(
      fc.property(source, (text) => {
        const before = parse({ uri: "main.immu", text }).value;
        const after = parse({ uri: "main.immu", text: format(before, text) });
        expect(after.diagnostics).toEqual([]);
        expect(withoutSpans(after.value)).toEqual(withoutSpans(before));
      }),
      { numRuns: 1000 },
    );
  });

  test("changes nothing the second time", () => {
    fc.assert(
      fc.property(source, (text) => {
        const once = formatted(text);
        expect(formatted(once)).toBe(once);
      }),
      { numRuns: 1000 },
    );
  });

  test("leaves no carriage return, trailing space, double blank line or missing last newline outside of strings", () => {
    fc.assert(
      fc.property(source, (text) => {
        const once = formatted(text);
        expect(once).not.toContain("\r");
        expect(once === "" || /[^\n]\n$/.test(once)).toBe(true);
      }),
    );
  });

  test.each(immuFiles)("$path keeps its tree", ({ text }) => {
    const once = formatted(text);
    expect(withoutSpans(parse({ uri: "main.immu", text: once }).value)).toEqual(
      withoutSpans(parse({ uri: "main.immu", text }).value),
    );
    expect(formatted(once)).toBe(once);
  });
});

function formatted(text: string): string {
  return format(parse({ uri: "main.immu", text }).value, text);
}

function withoutSpans(file: SourceFile): unknown {
  return JSON.parse(
    JSON.stringify(file, (key, value) => {
      if (key === "start" || key === "end") return undefined;
      return key === "comments" ? file.comments.map((comment) => comment.text.trimEnd()) : value;
    }),
  );
}

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lex } from "../../src/syntax/lexer.ts";
import { parse } from "../../src/syntax/parse.ts";
import { immuFiles } from "../support/immu-files.ts";

const fragments = [
  ...[
    "fleet",
    "web",
    "let",
    "fn",
    "kind",
    "import",
    "policy",
    "test",
    "block",
    "per",
    "in",
    "if",
    "then",
    "else",
    "match",
  ],
  ...[
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    '"',
    '"""',
    'r"',
    "${",
    "'",
    "=",
    ":",
    "=>",
    "..",
    "...",
    ".",
    ",",
    ";",
    "|",
    "?",
    "??",
  ],
  ...[
    "+",
    "-",
    "not",
    "&&",
    "!",
    "//",
    "///",
    "/*",
    "#",
    "<<EOF\n",
    "\n<<<<<<< ours\n",
    "\n=======\n",
    "\n>>>>>>> theirs\n",
    "\n",
    "\r\n",
    "  ",
    "5%",
    "1_",
    "\0",
    "\ud800",
    "\u202e",
  ],
];
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.constantFrom(...fragments), { maxLength: 60 }).map((parts) => parts.join(" ")),
  fc.array(fc.constantFrom(...fragments), { maxLength: 60 }).map((parts) => parts.join("")),
);
const file = fc.constantFrom(...immuFiles.map((each) => each.text));

/** A right source with some tokens deleted, doubled, or others put in. */
const mutated = fc
  .tuple(
    file,
    fc.array(fc.tuple(fc.nat(), fc.constantFrom("delete", "double", "insert"), fc.constantFrom(...fragments)), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([whole, edits]) =>
    edits.reduce((before, [place, edit, fragment]) => {
      const { tokens } = lex(before, "main.immu", () => {});
      const token = tokens[place % Math.max(1, tokens.length)];
      if (token === undefined) return before;
      const end = token.startOffset + token.image.length;
      const middle =
        edit === "delete" ? "" : edit === "double" ? `${token.image} ${token.image}` : `${token.image} ${fragment}`;
      return before.slice(0, token.startOffset) + middle + before.slice(end);
    }, whole),
  );

describe("parsing", () => {
  test("any text yields a tree whose spans nest and lie inside the text", () => {
    fc.assert(
      fc.property(text, (source) => checkTree(source)),
      { numRuns: 2000 },
    );
  });

  test("any source with mistakes yields a tree whose spans nest and lie inside the text", () => {
    fc.assert(
      fc.property(mutated, (source) => checkTree(source)),
      { numRuns: 500 },
    );
  });

  test.each(immuFiles)("$path parses without a finding, and every beginning of it yields a tree", ({ text: whole }) => {
    expect(parse({ uri: "main.immu", text: whole }).diagnostics).toEqual([]);
    const step = Math.max(1, Math.floor(whole.length / 400));
    for (let end = 0; end < whole.length; end += step) parse({ uri: "main.immu", text: whole.slice(0, end) });
  });

  test("comments are kept in order, as written", () => {
    for (const { text: whole } of immuFiles) {
      const { value } = parse({ uri: "main.immu", text: whole });
      expect(value.comments.map((comment) => whole.slice(comment.start, comment.end))).toEqual(
        value.comments.map((comment) => comment.text),
      );
      const lines = whole.split("\n").filter((line) => line.trimStart().startsWith("//"));
      expect(value.comments.map((comment) => comment.text)).toEqual(
        expect.arrayContaining(lines.map((line) => line.trim())),
      );
    }
  });

  test("a mistake in one declaration leaves the others as they are", () => {
    const broken = fc.constantFrom(
      "size =",
      "http {",
      "list = [1,",
      "= 5",
      "a b c",
      '"x',
      ")",
      "step one { weight = 5%",
      "x = f(",
    );
    fc.assert(
      fc.property(broken, fc.nat(2), (mistake, place) => {
        const bodies = ["first", "second", "third"].map(
          (name, index) => `fleet ${name} {\n  size = 2\n${index === place ? `  ${mistake}\n` : ""}  last = 3\n}\n`,
        );
        const { value, diagnostics } = parse({ uri: "main.immu", text: bodies.join("\n") });
        expect(value.items.map((item) => (item.kind === "Declaration" ? item.name.text : item.kind))).toEqual([
          "first",
          "second",
          "third",
        ]);
        expect(diagnostics.map((diagnostic) => diagnostic.message)).toHaveLength(1);
      }),
    );
  });

  test("every fix of a finding is inside the text", () => {
    fc.assert(
      fc.property(mutated, (source) => {
        for (const { fixes } of parse({ uri: "main.immu", text: source }).diagnostics) {
          for (const { span } of fixes.flatMap((fix) => fix.edits)) {
            expect(span.start >= 0 && span.start <= span.end && span.end <= source.length).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("large and deep input", () => {
  const mega = 2 ** 20;
  test.each([
    ["a string of 8 MB", `let a = "${"x".repeat(8 * mega)}"`, 0],
    ["8 MB of escapes", `let a = "${"\\n".repeat(4 * mega)}"`, 0],
    ["1 MB of opening interpolations", `let a = "${'${"'.repeat(mega / 3)}`, undefined],
    ["a multi-line string of 8 MB", `let a = """\n${"  line\n".repeat(mega)}  """`, 0],
    ["100 000 brackets", `let a = ${"[".repeat(1e5)}`, undefined],
    ["100 000 closing brackets", `let a = ${"]".repeat(1e5)}`, undefined],
    ["100 000 parentheses, closed", `let a = ${"(".repeat(1e5)}1${")".repeat(1e5)}`, 1],
    ["100 000 times not", `let a = ${"not ".repeat(1e5)}b`, undefined],
    ["100 000 minus signs", `let a = ${"- ".repeat(1e5)}b`, undefined],
    ["100 000 sums", `let a = 1${" + 1".repeat(1e5)}`, 1],
    ["100 000 fields", `let a = b${".c".repeat(1e5)}`, undefined],
    ["10 000 times else if", `let a = ${"if a then b else ".repeat(1e4)}c`, 1],
    ["10 000 nested blocks", `fleet a { ${"b { ".repeat(1e4)}${"} ".repeat(1e4)}}`, 1],
    ["10 000 nested types", `param a: ${"[".repeat(1e4)}int${"]".repeat(1e4)}`, 1],
    ["heredocs without an end", "let a = <<X\n".repeat(1e4), undefined],
  ])("%s", (_, source, findings) => {
    const started = performance.now();
    const { diagnostics } = parse({ uri: "main.immu", text: source });
    if (findings !== undefined) expect(diagnostics).toHaveLength(findings);
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});

function checkTree(source: string): void {
  const { value, diagnostics } = parse({ uri: "main.immu", text: source });
  checkSpans(value, { start: 0, end: source.length });
  for (const { span } of diagnostics) {
    expect(span.start >= 0 && span.start <= span.end && span.end <= source.length, JSON.stringify(span)).toBe(true);
  }
}

function checkSpans(node: unknown, outer: { readonly start: number; readonly end: number }): void {
  if (typeof node !== "object" || node === null) return;
  if (Array.isArray(node)) {
    for (const item of node) checkSpans(item, outer);
    return;
  }
  let inner = outer;
  if ("start" in node) {
    const span = node as { readonly start: number; readonly end: number };
    inner = span;
    const nested = outer.start <= span.start && span.start <= span.end && span.end <= outer.end;
    if (!nested) throw new Error(`${JSON.stringify(span)} is not inside of ${outer.start}..${outer.end}`);
  }
  for (const value of Object.values(node)) checkSpans(value, inner);
}

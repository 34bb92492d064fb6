import { expect, test } from "vitest";
import { parse } from "../../src/syntax/parse.ts";

const items = [
  'import { b } from "./c"',
  "param b: int",
  "private let b = 1",
  "fn b(): int = 1",
  "policy b on image c {}",
  'test "b" {}',
  "abstract image b {}",
  "image b {}",
];
const open = ["let a =", "let a = 1 +", "param a:", "fn a():", "fn a(): int ="];

// What is missing is told by what stands at the start of a line, and must be told apart from what is there.
test.each(open.flatMap((start) => items.map((item) => [start, item])))(
  "a name on the line after `%s` is its value or type, whatever item follows it: %s",
  (start, item) => {
    const result = start?.endsWith(":") ? " = 1" : "";
    const body = start === "fn a():" ? result : "";
    for (const line of ["\n", "\n  "]) {
      const text = `${start}${line}name${body} ${item}\n`;
      expect(parse({ uri: "main.immu", text }).diagnostics).toEqual([]);
    }
  },
);

test("a text on a line of its own ends the bounds of a type, though a default or a body follows it", () => {
  for (const text of ['fn a(): int in 1 *\n"b"\n= 3\n', 'param a: int in 1..\n"b"\n= 3\n']) {
    expect(parse({ uri: "main.immu", text }).diagnostics).toEqual([]);
  }
});

test("an optional type ends what it belongs to, wherever blocks before it stand", () => {
  const text = "fleet a {\nimage b {} } param\nc: int?\n";
  const { value, diagnostics } = parse({ uri: "main.immu", text });
  expect(diagnostics).toEqual([]);
  expect(value.items.map(({ kind }) => kind)).toEqual(["Declaration", "Param"]);
});

test("a bound on a line of its own is one, though the next field of the kind stands behind it", () => {
  for (const text of ["kind k { a: int in 1 +\nb c: int }\n", 'kind k { a: "x" in -\nb\nc: int }\n'])
    expect(parse({ uri: "main.immu", text }).diagnostics).toEqual([]);
});

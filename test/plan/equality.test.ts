import { expect, test } from "vitest";
import { boolValue } from "../../src/plan/evaluate/value.ts";
import { valueText } from "../../src/plan/evaluate/value-text.ts";
import { evaluateLetsOf } from "../support/evaluate.ts";

// Values of one line are equal, and equal to nothing else.
const groups = [
  ["5", "5.0"],
  ["0", "-0.0"],
  ["5%"],
  ["5ms", "0.005s"],
  ["0%"],
  ["0ms"],
  ["1KiB"],
  ["1024"],
  ["true"],
  ['"5"'],
  ['"main.immu"', "file"],
  ["1..5", "1..5.0"],
  ["1%..5%"],
  ["[5]", "[5.0]"],
  ["[5%]"],
  ["{ a: 5 }", "{ ...{ a: 5.0 } }"],
  ["{ a: 5ms }"],
];
const values = groups.flatMap((group, place) => group.map((text) => ({ text, place })));

// The checker sees the union of all their types in each, and so lets any two be compared.
const given = `param file: path = "./main.immu"\nlet mixed = [${values.map(({ text }) => text).join(", ")}]\n`;

test.each(values)("$text equals what is equal to it, however it is asked", ({ text, place }) => {
  const all = values.map((_, index) => `mixed[${index}]`);
  const at = all[values.findIndex((each) => each.text === text)];
  const { lets, diagnostics } = evaluateLetsOf(`${given}
let same = [${all.map((other) => `${at} == ${other}`)}]
let listed = [${all.map((other) => `[${at}] == [${other}]`)}]
let among = [if ${at} != null then ${at} in [other] else false for other in mixed]
let once = [count(distinct([${at}, other])) == 1 for other in mixed]
`);
  expect(diagnostics.filter(({ level }) => level === "error")).toEqual([]);
  const wanted = values.map((other) => boolValue(other.place === place));
  for (const name of ["same", "listed", "among", "once"])
    expect(lets.get(name)?.value, name).toEqual({ kind: "list", items: wanted });
});

test("values of two measures have no order", () => {
  const { lets, diagnostics } = evaluateLetsOf(`param share: int | percent = 5%
let inside = share in 1..9
let chosen = match share { 5 => "a number", 5% => "a share", else => "neither" }
let least = min(share, share)
let sorted = sort([share, 5])
`);
  expect(diagnostics.map(({ message }) => message)).toEqual(["`sort` does not work on int"]);
  expect([...lets.values()].map(({ value }) => valueText(value))).toEqual(["false", '"a share"', "5%", "unknown"]);
});

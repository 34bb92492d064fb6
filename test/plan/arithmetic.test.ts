import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { valueText } from "../../src/plan/evaluate/value-text.ts";
import { evaluateLetsOf } from "../support/evaluate.ts";

/** An expression as written and the fraction that it comes to: the oracle, in exact integers. */
interface Exact {
  readonly text: string;
  readonly over: bigint;
  readonly under: bigint;
}

const whole: fc.Arbitrary<Exact> = fc
  .bigInt({ min: -(10n ** 25n), max: 10n ** 25n })
  .map((over) => ({ text: over < 0n ? `(${over})` : `${over}`, over, under: 1n }));

const fraction: fc.Arbitrary<Exact> = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.integer({ min: 1, max: 10 }))
  .map(([digits, places]) => {
    const text = digits.toString().padStart(places + 1, "0");
    return { text: `${text.slice(0, -places)}.${text.slice(-places)}`, over: digits, under: 10n ** BigInt(places) };
  });

const expression: fc.Arbitrary<Exact> = fc.letrec<{ any: Exact }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(whole, fraction),
    fc.tuple(tie("any"), fc.constantFrom("+", "-", "*"), tie("any")).map(([left, operator, right]) => {
      const under = left.under * right.under;
      const over =
        operator === "*"
          ? left.over * right.over
          : operator === "+"
            ? left.over * right.under + right.over * left.under
            : left.over * right.under - right.over * left.under;
      return { text: `(${left.text} ${operator} ${right.text})`, over, under };
    }),
  ),
})).any;

describe("arithmetic", () => {
  test("is exact, whatever the size", () => {
    fc.assert(
      fc.property(fc.array(expression, { minLength: 1, maxLength: 5 }), (expressions) => {
        const source = expressions.map(({ text }, index) => `let a${index} = ${text}\n`).join("");
        const { lets, diagnostics } = evaluateLetsOf(source);
        expect(diagnostics).toEqual([]);
        for (const [index, { over, under }] of expressions.entries()) {
          const value = lets.get(`a${index}`)?.value;
          expect(value && valueText(value)).toBe(decimalText(over, under));
        }
      }),
      { numRuns: 60 },
    );
  });

  test("compares, rounds and takes remainders as whole numbers do", () => {
    const small = fc.bigInt({ min: -1000n, max: 1000n });
    fc.assert(
      fc.property(small, fc.bigInt({ min: 1n, max: 999n }), (a, b) => {
        const left = `(${a})`;
        const source = [
          `let less = ${left} < ${b}`,
          `let same = ${left} == ${b}`,
          `let down = floor(${left} / ${b})`,
          `let up = ceil(${left} / ${b})`,
          `let near = round(${left} / ${b})`,
          `let rest = ${left} % ${b}`,
        ].join("\n");
        const { lets } = evaluateLetsOf(`${source}\n`);
        const texts = [...lets.values()].map(({ value }) => valueText(value));
        const down = floorDivide(a, b);
        const up = -floorDivide(-a, b);
        const near = a < 0n ? -floorDivide(-a * 2n + b, 2n * b) : floorDivide(a * 2n + b, 2n * b);
        expect(texts).toEqual([a < b, a === b, down, up, near, a % b].map(String));
      }),
      { numRuns: 100 },
    );
  });

  test("quotients that do not end are right to thirty places, halves to even", () => {
    const { lets } = evaluateLetsOf("let third = 1 / 3\nlet back = 2 / 3\nlet ends = 1 / 8\n");
    expect([...lets.values()].map(({ value }) => valueText(value))).toEqual([
      `0.${"3".repeat(30)}`,
      `0.${"6".repeat(29)}7`,
      "0.125",
    ]);
  });

  test.each([
    ["1m + 30s", "90s"],
    ["2h * 25%", "30m"],
    ["25% * 2h", "30m"],
    ["1h / 7", "514286ms"],
    ["2 * 1.5h", "3h"],
    ["1h / 15m", "4"],
    ["10GiB - 1GiB", "9GiB"],
    ["1GiB * 0.5", "512MiB"],
    ["10GiB / 1MiB", "10240"],
    ["5% + 0.5%", "5.5%"],
    ["50% * 50%", "25%"],
    ["5% * 3", "15%"],
    ["10% / 4", "2.5%"],
    ["-5m", "-5m"],
    ["0.1 + 0.2", "0.3"],
    ["9007199254740993 + 0", "9007199254740993"],
    ["min(5s, 3000ms)", "3s"],
    ["max(1, 2.5)", "2.5"],
    ["-7 % 3", "-1"],
    ["round(2.5)", "3"],
    ["round(-2.5)", "-3"],
    ["floor(-0.5)", "-1"],
    ["1s == 1000ms", "true"],
    ["1 == 1.0", "true"],
    ["90s in 1m..2m", "true"],
    ["(2..20).max - (2..20).min", "18"],
  ])("%s is %s", (text, wanted) => {
    const { lets, diagnostics } = evaluateLetsOf(`let a = ${text}\n`);
    expect(diagnostics).toEqual([]);
    const value = lets.get("a")?.value;
    expect(value && valueText(value)).toBe(wanted);
  });
});

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

// `under` is a power of ten.
function decimalText(over: bigint, under: bigint): string {
  const sign = over < 0n ? "-" : "";
  const size = over < 0n ? -over : over;
  const rest = (size % under)
    .toString()
    .padStart(under.toString().length - 1, "0")
    .replace(/0+$/, "");
  return `${sign}${size / under}${rest === "" ? "" : `.${rest}`}`;
}

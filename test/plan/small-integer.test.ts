import Big from "big.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { smallInteger } from "../../src/plan/evaluate/small-integer.ts";

test("a small integer is the number that is written, and nothing else is one", () => {
  const written = fc.tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: -20, max: 20 }));
  fc.assert(
    fc.property(written, ([digits, exponent]) => {
      const value = new Big(`${digits}e${exponent}`);
      const found = smallInteger(value);
      const isSmall = value.round(0, 0).eq(value) && value.abs().lt(1e15);
      expect(found === null ? null : String(found)).toBe(isSmall ? value.toFixed() : null);
    }),
  );
});

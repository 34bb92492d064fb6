import type Big from "big.js";

/** A whole number of at most fifteen digits, as the machine has it; null for any other. `toNumber` goes through text. */
export function smallInteger({ c: digits, e: exponent, s: sign }: Big): number | null {
  if (exponent < 0 || exponent > 14 || digits.length > exponent + 1) return null;
  let value = 0;
  for (const digit of digits) value = value * 10 + digit;
  for (let place = digits.length; place <= exponent; place++) value *= 10;
  return sign < 0 ? -value : value;
}

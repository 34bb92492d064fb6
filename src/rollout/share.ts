/** A share of a whole as an exact fraction: 0.5 % is 5 / 1000. */
interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** The most that one weight of a listener may be. */
export const LARGEST_WEIGHT = 999;

/**
 * The whole that all the given shares (percent) are whole parts of: 100 where that does, else the smallest multiple
 * that is at least 100, as 200 for 0.5 %. Null where it would exceed what a listener can express.
 */
export function weightTotal(percents: readonly number[]): number | null {
  if (percents.every(Number.isInteger)) return 100;
  const least = percents.map((percent) => reduce(fraction(percent)).denominator).reduce(leastCommonMultiple, 1n);
  if (100n % least === 0n) return 100;
  const total = least * ((100n + least - 1n) / least);
  return total <= LARGEST_WEIGHT ? Number(total) : null;
}

/** The nearest whole number of parts to a share (percent) of a whole. */
export function nearestParts(percent: number, whole: number): number {
  if (Number.isInteger(percent)) return Math.round((percent * whole) / 100);
  const { numerator, denominator } = fraction(percent);
  return Number((numerator * BigInt(whole) * 2n + denominator) / (denominator * 2n));
}

/** The least whole number that is not below a share (percent) of a whole: free of the rounding of binary fractions. */
export function atLeastShare(percent: number, whole: number): number {
  if (Number.isInteger(percent)) return Math.ceil((percent * whole) / 100);
  const { numerator, denominator } = fraction(percent);
  return Number((numerator * BigInt(whole) + denominator - 1n) / denominator);
}

// Whole percents, which most are, need none of this: the callers do with plain numbers, exact as those are.
//
// A number's shortest decimal text is what its author wrote; the share it means is that decimal, not its binary
// neighbour. Negative shares do not occur.
function fraction(percent: number): Fraction {
  const [mantissa = "0", exponent = "0"] = String(percent).split("e");
  const [whole = "0", decimals = ""] = mantissa.split(".");
  const scale = decimals.length - Number(exponent);
  const digits = BigInt(whole + decimals);
  return scale >= 0
    ? { numerator: digits, denominator: 100n * 10n ** BigInt(scale) }
    : { numerator: digits * 10n ** BigInt(-scale), denominator: 100n };
}

function reduce({ numerator, denominator }: Fraction): Fraction {
  const divisor = greatestCommonDivisor(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  return right === 0n ? left : greatestCommonDivisor(right, left % right);
}

function leastCommonMultiple(left: bigint, right: bigint): bigint {
  return (left / greatestCommonDivisor(left, right)) * right;
}

import type { Measurement } from "./measure.ts";

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Half of the distance between the quartiles: how far a usual round is off. */
export function spread(values: readonly number[]): number {
  return (quantile(values, 0.75) - quantile(values, 0.25)) / 2;
}

/** The median of the ratios within each round. */
export function ratio(one: Measurement, other: Measurement): number {
  return median(one.rounds.map((time, round) => time / (other.rounds[round] ?? Number.NaN)));
}

/** The power of the size that something grows with: 1 is in step with it. */
export function growth(small: number, large: number, factor: number): number {
  return Math.log(large / small) / Math.log(factor);
}

/** The value that a share of the values is at most, between two of them where it falls there. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

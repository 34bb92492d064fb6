import { unitsOf } from "../syntax/units.ts";

const units = unitsOf("duration");

/** A time as the language writes it, in one unit: `90m`, `250ms`. */
export function durationLiteral(milliseconds: number): string {
  const whole = Math.ceil(milliseconds);
  const [unit, size] = units.find(([, size]) => whole !== 0 && whole % size === 0) ?? ["s", 1000];
  return `${whole / size}${unit}`;
}

/** A time as people say it, in up to three units: `1d 2h 30m`. */
export function durationText(milliseconds: number): string {
  let rest = Math.ceil(milliseconds);
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count}${unit}`);
    rest -= count * size;
  }
  return parts.length === 0 ? "0s" : parts.slice(0, 3).join(" ");
}

/** A share as the language writes it: `5%`. */
export function percentLiteral(percent: number): string {
  return `${percent}%`;
}

/** A part of a whole as a share, to a thousandth of a percent: `12.5%`. Nothing of nothing is `0%`. */
export function shareText(part: number, whole: number): string {
  return percentLiteral(whole === 0 ? 0 : Math.round((part * 100_000) / whole) / 1000);
}

import { assertNever } from "../../../src/base/assert-never.ts";
import type { Quantity } from "./model.ts";
import type { Choices } from "./style.ts";
import { atom, compound, hasMark, type Written } from "./written.ts";

const durationUnits = [
  ["ms", 1],
  ["s", 1000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
] as const;
const byteUnits = [
  ["KiB", 1],
  ["MiB", 1024],
  ["GiB", 1024 ** 2],
  ["TiB", 1024 ** 3],
] as const;

/** A quantity as a number with its unit, in one of the ways that it can be. */
export function quantityLiteral(choices: Choices, { kind, amount }: Quantity): Written {
  const sign = amount < 0 ? "-" : "";
  const text = sign + literal(choices, kind, Math.abs(amount));
  return sign === "" ? atom(text) : compound(text);
}

function literal(choices: Choices, kind: Quantity["kind"], amount: number): string {
  switch (kind) {
    case "int":
      return choices.pick("expressions", 3) === 2 ? grouped(amount) : String(amount);
    case "decimal":
      return hundredths(amount, choices.pick("expressions", 2) === 0);
    case "percent":
      return `${hundredths(amount, choices.pick("expressions", 3) === 2)}%`;
    case "duration":
      return inUnit(choices, amount, durationUnits);
    case "bytes":
      return inUnit(choices, amount, byteUnits);
    default:
      return assertNever(kind);
  }
}

function grouped(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, "_");
}

function hundredths(amount: number, point: boolean): string {
  const whole = Math.floor(amount / 100);
  const rest = amount % 100;
  if (rest === 0) return point ? `${whole}.0` : String(whole);
  return `${whole}.${String(rest).padStart(2, "0").replace(/0$/, "")}`;
}

// The largest unit that states it in whole numbers first; then the others, with a fraction where that is exact.
function inUnit(choices: Choices, amount: number, units: readonly (readonly [string, number])[]): string {
  const whole = units.filter(([, size]) => amount % size === 0).map(([unit, size]) => `${amount / size}${unit}`);
  const quarters = units.flatMap(([unit, size]) => {
    const count = (amount * 100) / size;
    return Number.isInteger(count) && amount % size !== 0 ? [`${hundredths(count, false)}${unit}`] : [];
  });
  const ways = [...whole.reverse(), ...quarters];
  return ways[choices.pick("expressions", ways.length)] ?? "";
}

/** A text between quotes, in one of the forms that can hold it. */
export function textLiteral(choices: Choices, value: string): Written {
  const forms = [quoted, quoted];
  if (/^[ !#-~]*$/.test(value)) forms.push(raw);
  if (isBlock(value)) forms.push(multiline);
  const form = forms[choices.pick("expressions", forms.length)] ?? quoted;
  return atom(form(choices, value));
}

function quoted(choices: Choices, value: string): string {
  return `"${escaped(choices, value)}"`;
}

function raw(_choices: Choices, value: string): string {
  return `r"${value}"`;
}

/** What stands between quotes for a text. */
export function escaped(choices: Choices, value: string): string {
  return [...value].map((character, index, all) => escapedCharacter(choices, character, all[index + 1])).join("");
}

function escapedCharacter(choices: Choices, character: string, next: string | undefined): string {
  const simple = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" }[character];
  if (simple !== undefined) return simple;
  if (character === "$") return next === "{" || choices.pick("expressions", 4) === 3 ? "\\$" : "$";
  if (/^[ -~]$/.test(character)) return choices.pick("expressions", 40) === 39 ? code(character) : character;
  const plain = /^[éüößñΩ字🚀]$/u.test(character) && choices.pick("expressions", 2) === 0;
  return plain && !hasMark(character) ? character : code(character);
}

function code(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

// Lines that the common indent can be told from.
function isBlock(value: string): boolean {
  return /^[ -~\n]*$/.test(value) && !value.includes('"') && value.split("\n").every((line) => !/^\s|\s$/.test(line));
}

function multiline(choices: Choices, value: string): string {
  const indent = " ".repeat(choices.pick("expressions", 7));
  const lines = value.split("\n").map((line) => `${indent}${line.replaceAll("\\", "\\\\").replaceAll("${", "\\${")}`);
  return `"""\n${lines.join("\n")}"""`;
}

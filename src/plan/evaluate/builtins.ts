import Big from "big.js";
import { sha256 } from "../../base/digest.ts";
import { compareCodePoints } from "../../base/order.ts";
import { wholeNumber } from "../../semantics/whole-number.ts";
import { compareValues } from "./compare.ts";
import { type Evaluation, limits, spendReading } from "./evaluation.ts";
import { entriesOf, readAll } from "./instance.ts";
import { smallInteger } from "./small-integer.ts";
import { boolValue, isQuantity, stringValue, textOf, unknown, type Value } from "./value.ts";
import { kindText, valueText } from "./value-text.ts";

/** A result that would be too large to make. */
interface Excess {
  readonly kind: "excess";
  readonly what: string;
  readonly limit: number;
}

/** Values that the function does not work on, though its type lets them through. */
interface Misfit {
  readonly kind: "misfit";
  readonly what: string;
}

type Builtin = (args: readonly Value[], evaluation: Evaluation) => Value | Excess | Misfit;

const longestSequence = 10_000;

/** The prelude's functions without a body, by name. Arguments have the types that `stdlib/prelude.immu` declares. */
export const builtins: Readonly<Record<string, Builtin>> = {
  length: ([value]) => onTexts([value], ([text = ""]) => int(codePoints(text))),
  count: ([list]) => (list?.kind === "list" ? int(list.items.length) : unknown),
  floor: ([number]) => rounded(number, Big.roundDown, -1),
  ceil: ([number]) => rounded(number, Big.roundDown, 1),
  round: ([number]) => rounded(number, Big.roundHalfUp, 0),
  any: ([list]) => conditions(list, (all) => all.includes(true)),
  all: ([list]) => conditions(list, (all) => !all.includes(false)),
  sequence: ([first, last]) => sequence(first, last),
  keys: ([map = unknown], evaluation) => onEntries(evaluation, map, (entries) => sortedKeys(entries).map(stringValue)),
  values: ([map = unknown], evaluation) =>
    onEntries(evaluation, map, (entries) => sortedKeys(entries).map((key) => entries.get(key) ?? unknown)),
  sort: ([list]) => (list?.kind === "list" ? sorted(list.items) : unknown),
  distinct: ([list], evaluation) => (list?.kind === "list" ? distinct(evaluation, list.items) : unknown),
  join: ([list, separator]) => {
    const by = separator ? textOf(separator) : null;
    if (list?.kind !== "list" || by === null) return unknown;
    const texts: string[] = [];
    let length = 0;
    for (const item of list.items) {
      const text = textOf(item);
      if (text === null) return unknown;
      texts.push(text);
      length += text.length + by.length;
    }
    return length - by.length > limits.text ? excessText : stringValue(texts.join(by));
  },
  split: ([value, separator]) =>
    onTexts([value, separator], ([text = "", by = ""]) => {
      const pieces = by === "" ? [...text] : text.split(by);
      if (pieces.length > limits.items) return { kind: "excess", what: "items", limit: limits.items };
      return listOf(pieces.map(stringValue));
    }),
  replace: ([value, find, replacement]) =>
    onTexts([value, find, replacement], ([text = "", from = "", to = ""]) => replaced(text, from, to)),
  lower: ([value]) => onTexts([value], ([text = ""]) => limited(text.toLowerCase())),
  upper: ([value]) => onTexts([value], ([text = ""]) => limited(text.toUpperCase())),
  starts_with: ([value, prefix]) =>
    onTexts([value, prefix], ([text = "", start = ""]) => boolValue(text.startsWith(start))),
  ends_with: ([value, suffix]) => onTexts([value, suffix], ([text = "", end = ""]) => boolValue(text.endsWith(end))),
  secret: ([address]) => onTexts([address], ([text = ""]) => ({ kind: "secret", address: text })),
};

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function int(value: number): Value {
  return { kind: "int", value: wholeNumber(value) };
}

function listOf(items: readonly Value[]): Value {
  return { kind: "list", items };
}

// Towards zero, then one step in `direction` where that lies on the wrong side.
function rounded(number: Value | undefined, mode: 0 | 1 | 2 | 3, direction: -1 | 0 | 1): Value {
  if (!number || !isQuantity(number)) return unknown;
  const value = number.value.round(0, mode);
  const short = direction < 0 ? value.gt(number.value) : direction > 0 && value.lt(number.value);
  return { kind: "int", value: short ? value.plus(direction) : value };
}

function conditions(list: Value | undefined, judge: (all: readonly boolean[]) => boolean): Value {
  if (list?.kind !== "list") return unknown;
  const all: boolean[] = [];
  for (const item of list.items) {
    if (item.kind !== "bool") return unknown;
    all.push(item.value);
  }
  return boolValue(judge(all));
}

function sequence(first: Value | undefined, last: Value | undefined): Value | Excess {
  if (!first || !last || !isQuantity(first) || !isQuantity(last)) return unknown;
  const size = last.value.minus(first.value).plus(1);
  if (size.gt(longestSequence)) return { kind: "excess", what: "numbers in a sequence", limit: longestSequence };
  const start = smallInteger(first.value);
  return listOf(
    Array.from({ length: Math.max(0, size.toNumber()) }, (_, index) =>
      start === null ? { kind: "int", value: first.value.plus(index) } : int(start + index),
    ),
  );
}

function sortedKeys(entries: ReadonlyMap<string, Value>): readonly string[] {
  return [...entries.keys()].sort(compareCodePoints);
}

function sorted(items: readonly Value[]): Value | Misfit {
  if (items.some((item) => item.kind === "unknown")) return unknown;
  const [first] = items;
  const odd = items.find((item) => first && compareValues(first, item) === null);
  return odd ? { kind: "misfit", what: kindText(odd) } : listOf(items.toSorted((a, b) => compareValues(a, b) ?? 0));
}

function distinct(evaluation: Evaluation, items: readonly Value[]): Value {
  const seen = new Set<string>();
  const kept: Value[] = [];
  for (const item of items) {
    const key = identity(evaluation, item);
    if (key === null) return unknown;
    if (!seen.has(key)) kept.push(item);
    seen.add(key);
  }
  return listOf(kept);
}

// Equal for equal values and for no others; null where something in it is unknown.
function identity(evaluation: Evaluation, value: Value): string | null {
  // Dearer than a step of anything else: there is a digest in it.
  evaluation.budget.steps += 10;
  if (value.kind === "unknown" || evaluation.budget.steps > limits.steps) return null;
  switch (value.kind) {
    case "list":
      return together(
        "[",
        value.items.map((item) => identity(evaluation, item)),
      );
    case "map":
      return entriesIdentity(evaluation, value.entries);
    case "block":
      return entriesIdentity(evaluation, readAll(evaluation, value.instance));
    case "reference":
      return `${value.symbol.module}#${value.symbol.kindName}.${value.symbol.name}`;
    case "string":
    case "path":
      spendReading(evaluation, value.value.length);
      return JSON.stringify(value.value);
    default:
      return valueText(value);
  }
}

function entriesIdentity(evaluation: Evaluation, entries: ReadonlyMap<string, Value>): string | null {
  const parts = sortedKeys(entries).flatMap((key) => [
    JSON.stringify(key),
    identity(evaluation, entries.get(key) ?? unknown),
  ]);
  return together("{", parts);
}

function together(open: string, parts: readonly (string | null)[]): string | null {
  if (parts.includes(null)) return null;
  // Nested parts would multiply their text; a digest keeps each level short.
  return sha256(`${open}${parts.join(",")}`);
}

function replaced(text: string, from: string, to: string): Value | Excess {
  if (from === "") return stringValue(text);
  const pieces = text.split(from);
  const length = text.length + (pieces.length - 1) * (to.length - from.length);
  return length > limits.text ? excessText : stringValue(pieces.join(to));
}

function onEntries(
  evaluation: Evaluation,
  map: Value,
  make: (entries: ReadonlyMap<string, Value>) => readonly Value[],
): Value {
  const entries = entriesOf(evaluation, map);
  return entries ? listOf(make(entries)) : unknown;
}

function onTexts(
  args: readonly (Value | undefined)[],
  make: (texts: readonly string[]) => Value | Excess,
): Value | Excess {
  const texts: string[] = [];
  for (const value of args) {
    const text = value ? textOf(value) : null;
    if (text === null) return unknown;
    texts.push(text);
  }
  return make(texts);
}

const excessText: Excess = { kind: "excess", what: "characters of text", limit: limits.text };

function limited(text: string): Value | Excess {
  return text.length > limits.text ? excessText : stringValue(text);
}

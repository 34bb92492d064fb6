import Big from "big.js";
import { compareCodePoints } from "../../base/json.ts";
import { compareValues } from "./compare.ts";
import { limits } from "./evaluation.ts";
import { boolValue, isQuantity, stringValue, unknown, type Value } from "./value.ts";
import { valueText } from "./value-text.ts";

/** A result that would be too large to make. */
interface Excess {
  readonly kind: "excess";
  readonly what: string;
  readonly limit: number;
}

type Builtin = (args: readonly Value[]) => Value | Excess;

const longestSequence = 10_000;

/** The prelude's functions without a body, by name. Arguments have the types that `stdlib/prelude.immu` declares. */
export const builtins: Readonly<Record<string, Builtin>> = {
  length: ([value]) => (value?.kind === "string" ? int([...value.value].length) : unknown),
  count: ([list]) => (list?.kind === "list" ? int(list.items.length) : unknown),
  floor: ([number]) => rounded(number, Big.roundDown, -1),
  ceil: ([number]) => rounded(number, Big.roundDown, 1),
  round: ([number]) => rounded(number, Big.roundHalfUp, 0),
  any: ([list]) => conditions(list, (all) => all.includes(true)),
  all: ([list]) => conditions(list, (all) => !all.includes(false)),
  sequence: ([first, last]) => sequence(first, last),
  keys: ([map]) => (map?.kind === "map" ? listOf(sortedKeys(map.entries).map(stringValue)) : unknown),
  values: ([map]) =>
    map?.kind === "map" ? listOf(sortedKeys(map.entries).map((key) => map.entries.get(key) ?? unknown)) : unknown,
  sort: ([list]) =>
    list?.kind === "list" ? listOf(list.items.toSorted((left, right) => compareValues(left, right) ?? 0)) : unknown,
  distinct: ([list]) => (list?.kind === "list" ? listOf(distinct(list.items)) : unknown),
  join: ([list, separator]) => {
    if (list?.kind !== "list" || separator?.kind !== "string") return unknown;
    const texts = list.items.map((item) => (item.kind === "string" ? item.value : null));
    return texts.includes(null) ? unknown : limited(texts.join(separator.value));
  },
  split: ([value, separator]) =>
    onTexts([value, separator], ([text = "", by = ""]) => listOf(text.split(by).map(stringValue))),
  replace: ([value, find, replacement]) =>
    onTexts([value, find, replacement], ([text = "", from = "", to = ""]) =>
      from === "" ? stringValue(text) : limited(text.split(from).join(to)),
    ),
  lower: ([value]) => onTexts([value], ([text = ""]) => stringValue(text.toLowerCase())),
  upper: ([value]) => onTexts([value], ([text = ""]) => stringValue(text.toUpperCase())),
  starts_with: ([value, prefix]) =>
    onTexts([value, prefix], ([text = "", start = ""]) => boolValue(text.startsWith(start))),
  ends_with: ([value, suffix]) => onTexts([value, suffix], ([text = "", end = ""]) => boolValue(text.endsWith(end))),
  secret: ([address]) => onTexts([address], ([text = ""]) => ({ kind: "secret", address: text })),
};

function int(value: number): Value {
  return { kind: "int", value: new Big(value) };
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
  return listOf(
    Array.from({ length: Math.max(0, size.toNumber()) }, (_, index) => ({
      kind: "int",
      value: first.value.plus(index),
    })),
  );
}

function sortedKeys(entries: ReadonlyMap<string, Value>): readonly string[] {
  return [...entries.keys()].sort(compareCodePoints);
}

function distinct(items: readonly Value[]): readonly Value[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = identity(item);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

// Equal for equal values and for no others.
function identity(value: Value): string {
  switch (value.kind) {
    case "list":
      return `[${value.items.map(identity).join(",")}]`;
    case "map":
      return `{${sortedKeys(value.entries)
        .map((key) => `${JSON.stringify(key)}:${identity(value.entries.get(key) ?? unknown)}`)
        .join(",")}}`;
    case "reference":
      return `${value.symbol.module}#${value.symbol.kindName}.${value.symbol.name}`;
    case "block":
      return `block ${value.instance.symbol.name}`;
    case "string":
      return JSON.stringify(value.value);
    default:
      return valueText(value);
  }
}

function onTexts(
  args: readonly (Value | undefined)[],
  make: (texts: readonly string[]) => Value | Excess,
): Value | Excess {
  const texts: string[] = [];
  for (const value of args) {
    if (value?.kind !== "string") return unknown;
    texts.push(value.value);
  }
  return make(texts);
}

function limited(text: string): Value | Excess {
  return text.length > limits.text
    ? { kind: "excess", what: "characters of text", limit: limits.text }
    : stringValue(text);
}

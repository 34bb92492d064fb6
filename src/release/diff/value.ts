import { shortDigest } from "../../base/digest.ts";
import { canonicalJson, type Json } from "../../base/json.ts";
import { byText } from "../../base/order.ts";
import { sortedEntries } from "../../base/record.ts";
import { durationLiteral } from "../../rollout/text.ts";
import { unitsOf } from "../../syntax/units.ts";

/**
 * A part of a declaration as its author would write it, ready to be compared and shown. Fields that the Plan gains later
 * come through `fromJson`, so that none can change unseen.
 */
export type Value =
  /** `content`: the digest of the file that the text stands for. */
  | { readonly kind: "text"; readonly text: string; readonly content?: string }
  /** Compared item by item; their order has a meaning. */
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "block"; readonly members: readonly Member[] }
  /** Nothing: the author wrote none. */
  | { readonly kind: "none" };

/** A member of a block: a field by its name, or a named block (`copy site`). */
export interface Member {
  /** Its name, or kind and label: `timeout`, `copy site`. */
  readonly name: string;
  readonly value: Value;
  /** Whether it is one of several named blocks, whose order has a meaning. */
  readonly ordered?: boolean;
}

export const none: Value = { kind: "none" };

/** A text that is shown as it is, without quotes: a name, a reference, something that was formatted. */
export function text(value: string): Value {
  return { kind: "text", text: value };
}

/** A text of the author's, in the quotes of the language, or nothing. */
export function quoted(value: string | null): Value {
  return value === null ? none : text(JSON.stringify(value));
}

/** A number without a unit, or nothing. */
export function number(value: number | null): Value {
  return value === null ? none : text(String(value));
}

/** `true` or `false`: shown even where the author left it at the default. */
export function flag(value: boolean): Value {
  return text(String(value));
}

/** A share of 100, with its sign: 5 is `5%`. */
export function percent(value: number): Value {
  return text(`${value}%`);
}

/** Milliseconds, in the largest unit that says them exactly. */
export function duration(milliseconds: number): Value {
  return text(durationLiteral(milliseconds));
}

/** A size, in the largest unit that says it exactly. */
export function bytes(size: number): Value {
  if (size === 0) return text("0KiB");
  const [unit, each] = byteUnits.find(([, each]) => size % each === 0) ?? [" bytes", 1];
  return text(`${size / each}${unit}`);
}

const byteUnits = unitsOf("bytes");

/** A file of the project by its content. */
export function content(file: { readonly sha256: string; readonly size: number; readonly executable: boolean }): Value {
  const { sha256, size, executable } = file;
  return {
    kind: "text",
    text: `${shortDigest(sha256)} (${size} bytes${executable ? ", executable" : ""})`,
    content: sha256,
  };
}

/** A list of texts. */
export function list(items: readonly string[]): Value {
  return words(items.map((item) => JSON.stringify(item)));
}

/** A list of names and numbers, which stand without quotes. */
export function words(items: readonly string[]): Value {
  return { kind: "list", items };
}

/** A block of fields. */
export function block(members: Readonly<Record<string, Value>>): Value {
  return { kind: "block", members: Object.entries(members).map(([name, value]) => ({ name, value })) };
}

/** Texts by name, sorted: the order in which a map is written means nothing. */
export function record(entries: Readonly<Record<string, string>>): Value {
  const sorted = sortedEntries(entries);
  return { kind: "block", members: sorted.map(([name, value]) => ({ name, value: quoted(value) })) };
}

/** Named blocks of a kind, each by `kind label`. */
export function blocks<T extends { readonly name: string }>(
  kind: string,
  items: readonly T[],
  value: (item: T) => Value,
): readonly Member[] {
  return items.map((item) => ({ name: `${kind} ${item.name}`, value: value(item), ordered: true }));
}

/** What has no form of its own here, by the names of the Plan. */
export function fromJson(value: Json): Value {
  if (value === null) return none;
  if (typeof value !== "object") return text(JSON.stringify(value));
  if (Array.isArray(value)) return { kind: "list", items: value.map((item) => canonicalJson(item)) };
  const members = Object.entries(value).map(([name, item]) => ({ name, value: fromJson(item) }));
  return { kind: "block", members: members.sort(byText(({ name }) => name)) };
}

/** The value on one line, as an author would write it; `nothing` where there is none. */
export function valueText(value: Value): string {
  switch (value.kind) {
    case "text":
      return value.text;
    case "list":
      return `[${value.items.join(", ")}]`;
    case "none":
      return "nothing";
    case "block": {
      const members = value.members.flatMap((member) => memberText(member) ?? []);
      return members.length === 0 ? "{}" : `{ ${members.join("  ")} }`;
    }
  }
}

/** Whether a value says nothing: no text, or a block or list without anything in it. */
export function isEmpty(value: Value): boolean {
  if (value.kind === "list") return value.items.length === 0;
  return value.kind === "none" || (value.kind === "block" && value.members.every((member) => isEmpty(member.value)));
}

function memberText({ name, value }: Member): string | null {
  if (isEmpty(value)) return null;
  return value.kind === "block" ? `${name} ${valueText(value)}` : `${name} = ${valueText(value)}`;
}

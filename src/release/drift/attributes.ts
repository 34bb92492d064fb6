import { canonicalJson, type Json, type JsonObject } from "../../base/json.ts";
import { compareCodePoints, distinctTexts } from "../../base/order.ts";
import { lookup } from "../../base/record.ts";
import type { PlanResource } from "./read-plan.ts";

/** An attribute that differs, in words. */
export interface AttributeChange {
  readonly name: string;
  /** Where in the attribute: `[0].forward[0].weight`; "" where it is told as a whole. */
  readonly at: string;
  /** `60 -> 4000`; null where a value is secret, too long or only known later. */
  readonly values: string | null;
}

/** The attributes in which the two sides of a resource differ, sorted. */
export function changedAttributes({ before, after, sensitive, unknown }: PlanResource): readonly AttributeChange[] {
  if (before === null || after === null) return [];
  const names = distinctTexts([...Object.keys(before), ...Object.keys(after), ...unknown]);
  return names.flatMap((name): AttributeChange[] => {
    const [was, is] = [own(before, name), own(after, name)];
    if (!unknown.has(name) && canonicalJson(was) === canonicalJson(is)) return [];
    if (sensitive.has(name) || unknown.has(name)) return [{ name, at: "", values: null }];
    const told = valuesText(was, is);
    if (told !== null) return [{ name, at: "", values: told }];
    const within = changesWithin(was, is, "");
    const short = within.length > 0 && within.length <= mostWithin && within.every(({ values }) => values !== null);
    return short ? within.map((change) => ({ name, ...change })) : [{ name, at: "", values: null }];
  });
}

/** What differs in two values of the same form, each with the way there; one that is too long has no values. */
function changesWithin(was: Json, is: Json, at: string): readonly Omit<AttributeChange, "name">[] {
  if (canonicalJson(was) === canonicalJson(is)) return [];
  if (Array.isArray(was) && Array.isArray(is) && was.length === is.length) {
    const items: readonly Json[] = is;
    return (was as readonly Json[]).flatMap((item, index) =>
      changesWithin(item, items[index] ?? null, `${at}[${index}]`),
    );
  }
  if (isObject(was) && isObject(is))
    return distinctTexts([...Object.keys(was), ...Object.keys(is)]).flatMap((name) =>
      changesWithin(own(was, name), own(is, name), `${at}.${name}`),
    );
  return [{ at, values: valuesText(was, is) }];
}

/** How many differences within an attribute are told, each by itself. */
const mostWithin = 3;

function valuesText(was: Json, is: Json): string | null {
  const [left, right] = [shortText(was), shortText(is)];
  return left === null || right === null ? null : `${left} -> ${right}`;
}

/** `idle_timeout 60 -> 4000, action[0].forward[0].weight 100 -> 37, tags` */
export function attributesText(changes: readonly AttributeChange[]): string {
  return changes.map(({ name, at, values }) => (values === null ? name : `${name}${at} ${values}`)).join(", ");
}

/** Whether an attribute differs by more than the form it is written in: what says nothing, and the order of lists. */
export function differs({ before, after }: PlanResource, name: string): boolean {
  return canonicalJson(meaning(own(before ?? {}, name))) !== canonicalJson(meaning(own(after ?? {}, name)));
}

// The provider writes an attribute that was never set as null after an apply and as "", false, 0 or an empty list after
// a refresh, and many of its lists are sets.
function meaning(value: Json): Json {
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map(meaning).map((item) => canonicalJson(item));
    return items.length === 0 ? null : items.sort(compareCodePoints);
  }
  if (isObject(value)) {
    const entries = Object.entries(value).flatMap(([name, item]): [string, Json][] => {
      const meant = meaning(item);
      return meant === null ? [] : [[name, meant]];
    });
    return entries.length === 0 ? null : Object.fromEntries(entries);
  }
  return value === "" || value === false || value === 0 || value === "0" || value === "false" ? null : value;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function own(values: Readonly<Record<string, Json>>, name: string): Json {
  return lookup(values, name) ?? null;
}

function shortText(value: Json): string | null {
  if (value === null || value === "") return "nothing";
  const text = canonicalJson(value);
  return text.length <= longest ? text : null;
}

const longest = 60;

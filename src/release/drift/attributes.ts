import { canonicalJson, type Json } from "../../base/json.ts";
import { compareCodePoints, distinctTexts } from "../../base/order.ts";
import { lookup } from "../../base/record.ts";
import type { PlanResource } from "./read-plan.ts";

/** An attribute that differs, in words. */
export interface AttributeChange {
  readonly name: string;
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
    const [left, right] = [shortText(was), shortText(is)];
    const told = !sensitive.has(name) && !unknown.has(name) && left !== null && right !== null;
    return [{ name, values: told ? `${left} -> ${right}` : null }];
  });
}

/** `idle_timeout 60 -> 4000, tags` */
export function attributesText(changes: readonly AttributeChange[]): string {
  return changes.map(({ name, values }) => (values === null ? name : `${name} ${values}`)).join(", ");
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
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).flatMap(([name, item]): [string, Json][] => {
      const meant = meaning(item);
      return meant === null ? [] : [[name, meant]];
    });
    return entries.length === 0 ? null : Object.fromEntries(entries);
  }
  return value === "" || value === false || value === 0 || value === "0" || value === "false" ? null : value;
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

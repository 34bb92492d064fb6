import { sortTexts } from "./order.ts";

/** Plain JSON data, deeply read-only. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * JSON with sorted keys and no white space: the form that digests are taken over. Takes any plain data; an interface,
 * unlike a type alias, is no `Json` to TypeScript.
 */
export function canonicalJson(value: Json | object): string {
  return JSON.stringify(sortKeys(value as Json));
}

/** JSON with sorted keys, two-space indent and a final newline: the form that files are written in. */
export function prettyJson(value: Json | object): string {
  return `${JSON.stringify(sortKeys(value as Json), null, 2)}\n`;
}

/**
 * A record in the form of `prettyJson`, so many levels deep, out of its members' JSON: for thousands of them, of which
 * making an object first takes longer than all else. Their names must not look like array indexes.
 */
export function prettyRecord(members: ReadonlyMap<string, string>, depth: number): string {
  const indent = `\n${"  ".repeat(depth + 1)}`;
  let text = "";
  for (const name of sortTexts([...members.keys()])) {
    text += `${text === "" ? "{" : ","}${indent}${JSON.stringify(name)}: ${members.get(name)}`;
  }
  return text === "" ? "{}" : `${text}\n${"  ".repeat(depth)}}`;
}

/** A value in the form of `prettyJson`, so many levels deep. */
export function prettyMember(value: Json | object, depth: number): string {
  return JSON.stringify(sortKeys(value as Json), null, 2).replaceAll("\n", `\n${"  ".repeat(depth)}`);
}

// Keys that look like array indexes come first whatever we do (ECMAScript orders them so); that is deterministic too.
function sortKeys(value: Json): Json {
  if (value === null || typeof value !== "object") return value;
  if (isJsonArray(value)) return value.map(sortKeys);
  const sorted: Record<string, Json> = {};
  for (const key of sortTexts(Object.keys(value))) {
    const member = value[key];
    // An interface may have members that are not there.
    if (member === undefined) continue;
    const item = sortKeys(member);
    // Assigning it would set a prototype and lose the key.
    if (key === "__proto__") Object.defineProperty(sorted, key, { value: item, enumerable: true });
    else sorted[key] = item;
  }
  return sorted;
}

function isJsonArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

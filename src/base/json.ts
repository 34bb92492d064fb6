/** Plain JSON data, deeply read-only. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Orders strings by code point, the same on every machine and in every locale. */
export function compareCodePoints(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a !== b) return codePointRank(a) - codePointRank(b);
  }
  return left.length - right.length;
}

// UTF-16 sorts surrogates (astral characters) before U+E000..U+FFFF; code point order puts them last.
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
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

/**
 * Sorts texts by code point, in place. Most lists of names are short or in order already, and the engine's own sorting
 * sets itself up anew each time. It goes by units, which is the same where no text has a surrogate in it, and fast.
 */
export function sortTexts(texts: string[]): string[] {
  let sorted = 1;
  while (sorted < texts.length && compareCodePoints(texts[sorted - 1] ?? "", texts[sorted] ?? "") <= 0) sorted++;
  if (sorted >= texts.length) return texts;
  if (texts.length > fewTexts) return surrogate.test(texts.join("")) ? texts.sort(compareCodePoints) : texts.sort();
  for (; sorted < texts.length; sorted++) {
    const text = texts[sorted] ?? "";
    let at = sorted;
    for (; at > 0 && compareCodePoints(texts[at - 1] ?? "", text) > 0; at--) texts[at] = texts[at - 1] ?? "";
    texts[at] = text;
  }
  return texts;
}

const fewTexts = 24;
const surrogate = /[\ud800-\udfff]/;

function isJsonArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

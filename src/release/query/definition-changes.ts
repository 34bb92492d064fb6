import { canonicalJson, type Json, type JsonObject } from "../../base/json.ts";
import { distinctTexts } from "../../base/order.ts";
import { lookup } from "../../base/record.ts";

/** A part of a definition that differs; `undefined` where one side lacks it. */
export interface DefinitionChange {
  /** `config.LOG_LEVEL`, `image.fingerprint`. */
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** What differs between two definitions, by path. Lists are compared whole: their order has a meaning. */
export function definitionChanges(before: JsonObject, after: JsonObject): readonly DefinitionChange[] {
  return compareObjects("", before, after);
}

function compareObjects(path: string, before: JsonObject, after: JsonObject): readonly DefinitionChange[] {
  const keys = distinctTexts([...Object.keys(before), ...Object.keys(after)]);
  return keys.flatMap((key) =>
    compareValues(path === "" ? key : `${path}.${key}`, lookup(before, key), lookup(after, key)),
  );
}

function compareValues(path: string, before: Json | undefined, after: Json | undefined): readonly DefinitionChange[] {
  if (isObject(before) && isObject(after)) return compareObjects(path, before, after);
  if (before !== undefined && after !== undefined && canonicalJson(before) === canonicalJson(after)) return [];
  return before === after ? [] : [{ path, before, after }];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

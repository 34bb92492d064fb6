import type { Json } from "../../src/base/json.ts";

/** What JSON looks like, as a document tells it. */
export type Shape =
  /** `string`, `null`, `"baked"` */
  | { readonly kind: "word"; readonly text: string }
  | { readonly kind: "list"; readonly item: Shape | null }
  | { readonly kind: "object"; readonly fields: ReadonlyMap<string, Field> }
  /** An object of any members that are alike. */
  | { readonly kind: "map"; readonly key: string; readonly value: Shape }
  | { readonly kind: "union"; readonly members: readonly Shape[] };

interface Field {
  readonly shape: Shape;
  readonly optional: boolean;
}

/** The shape that some values have in common. Objects that say their `kind` are told apart by it. */
export function shapeOf(values: readonly Json[], keys: Readonly<Record<string, string>> = {}): Shape {
  const words = new Set<string>();
  const items: Json[] = [];
  const lists = values.filter((value) => Array.isArray(value));
  const objects: Readonly<Record<string, Json>>[] = [];
  for (const value of values) {
    if (Array.isArray(value)) items.push(...(value as readonly Json[]));
    else if (value !== null && typeof value === "object") objects.push(value as Readonly<Record<string, Json>>);
    else words.add(value === null ? "null" : typeof value);
  }
  const kinds = new Map<string | null, Readonly<Record<string, Json>>[]>();
  for (const object of objects) {
    const kind = typeof object.kind === "string" ? object.kind : null;
    kinds.set(kind, [...(kinds.get(kind) ?? []), object]);
  }
  return union([
    ...objectsOf(kinds, keys),
    ...(lists.length > 0 ? [{ kind: "list", item: items.length > 0 ? shapeOf(items, keys) : null } as const] : []),
    ...[...words].sort().map((text) => ({ kind: "word", text }) as const),
  ]);
}

/** A shape for each kind, and one for those that are alike but for it. */
function objectsOf(
  kinds: ReadonlyMap<string | null, readonly Readonly<Record<string, Json>>[]>,
  keys: Readonly<Record<string, string>>,
): readonly Shape[] {
  const alike = new Map<string, { readonly kinds: string[]; readonly objects: Readonly<Record<string, Json>>[] }>();
  for (const [kind, objects] of kinds) {
    const text = shapeText(objectOf(objects, null, keys));
    const same = alike.get(text) ?? { kinds: [], objects: [] };
    if (kind !== null) same.kinds.push(kind);
    same.objects.push(...objects);
    alike.set(text, same);
  }
  return [...alike.values()].map(({ kinds: names, objects }) =>
    objectOf(objects, kinds.size > 1 ? names.map((name) => JSON.stringify(name)).join(" | ") : null, keys),
  );
}

function objectOf(
  objects: readonly Readonly<Record<string, Json>>[],
  kind: string | null,
  keys: Readonly<Record<string, string>>,
): Shape {
  const names = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  const all = (name: string): readonly Json[] =>
    objects.flatMap((object) => (name in object ? [object[name] as Json] : []));
  if (names.length > 0 && names.every((name) => /^[0-9a-f]{64}$/.test(name)))
    return { kind: "map", key: "generation", value: shapeOf(names.flatMap(all), keys) };
  const fields = names.map((name): [string, Field] => {
    const values = all(name);
    const key = keys[name];
    const members = values.flatMap((value) =>
      value !== null && typeof value === "object" ? Object.values(value) : [],
    );
    const shape: Shape =
      name === "kind" && kind !== null
        ? { kind: "word", text: kind }
        : key !== undefined &&
            values.every((value) => value !== null && typeof value === "object" && !Array.isArray(value))
          ? {
              kind: "map",
              key,
              value: members.length === 0 ? { kind: "word", text: "string" } : shapeOf(members, keys),
            }
          : shapeOf(values, keys);
    return [name, { shape, optional: values.length < objects.length }];
  });
  return { kind: "object", fields: new Map(fields) };
}

interface Schema {
  readonly type?: string;
  readonly const?: Json;
  readonly enum?: readonly Json[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
}

/** The shape that a JSON Schema describes, as far as our own schemas go. */
export function shapeOfSchema(schema: Schema): Shape {
  const several = schema.anyOf ?? schema.oneOf;
  if (several !== undefined) return union(several.map(shapeOfSchema));
  if (schema.const !== undefined) return { kind: "word", text: JSON.stringify(schema.const) };
  if (schema.enum !== undefined)
    return { kind: "word", text: schema.enum.map((each) => JSON.stringify(each)).join(" | ") };
  if (schema.type === "array") return { kind: "list", item: schema.items ? shapeOfSchema(schema.items) : null };
  if (schema.type !== "object")
    return { kind: "word", text: schema.type === "integer" ? "number" : (schema.type ?? "any") };
  if (schema.properties === undefined && typeof schema.additionalProperties === "object")
    return { kind: "map", key: "name", value: shapeOfSchema(schema.additionalProperties) };
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]): [string, Field] => [
    name,
    { shape: shapeOfSchema(field), optional: !schema.required?.includes(name) },
  ]);
  return { kind: "object", fields: new Map(fields) };
}

function union(members: readonly Shape[]): Shape {
  const [only] = members;
  return only !== undefined && members.length === 1 ? only : { kind: "union", members };
}

/** A shape as text, in the way TypeScript writes types. */
export function shapeText(shape: Shape, indent = ""): string {
  switch (shape.kind) {
    case "word":
      return shape.text;
    case "list":
      return shape.item === null ? "[]" : `[${shapeText(shape.item, indent)}]`;
    case "map":
      return `{ [${shape.key}]: ${shapeText(shape.value, indent)} }`;
    case "object":
      return objectText(shape.fields, indent);
    case "union":
      return shape.members.map((member) => shapeText(member, indent)).join(" | ");
  }
}

function objectText(fields: ReadonlyMap<string, Field>, indent: string): string {
  const parts = (inner: string): readonly string[] =>
    [...fields].map(([name, { shape, optional }]) => `${name}${optional ? "?" : ""}: ${shapeText(shape, inner)}`);
  if (fields.size === 0) return "{}";
  const line = `{ ${parts(indent).join(", ")} }`;
  if (!line.includes("\n") && indent.length + line.length < 100) return line;
  const inner = `${indent}  `;
  return `{\n${parts(inner)
    .map((part) => `${inner}${part}\n`)
    .join("")}${indent}}`;
}

import { type RecordFieldType, scalar, type Type, union, unrefined } from "./types.ts";

/**
 * The type of a value that is of one of several types, as inferred for branches and items: numbers meet in `decimal`,
 * lists, maps and ranges join item by item, records become one whose uncommon fields are optional, and what is refined in
 * several ways is what it is without. What has nothing in common stays a union.
 */
export function join(types: readonly Type[]): Type {
  const [first] = types;
  if (first && first.kind !== "union" && first.kind !== "refined" && types.every((type) => type.kind === first.kind))
    return joinAlike(types);
  const groups = new Map<string, Type[]>();
  for (const type of types) {
    for (const member of type.kind === "union" ? type.members : [type]) {
      if (member.kind === "any") return member;
      const shape = shapeOf(member);
      const group = groups.get(shape);
      if (group) group.push(member);
      else groups.set(shape, [member]);
    }
  }
  return union([...groups.values()].map(joinAlike));
}

function shapeOf(type: Type): string {
  const plain = unrefined(type);
  if (plain.kind === "int" || plain.kind === "decimal") return "number";
  if (plain.kind === "literal" || plain.kind === "string") return "text";
  return plain.kind;
}

// Beyond this many different literals, what they have in common is that they are texts.
const mostLiterals = 64;

function joinAlike(types: readonly Type[]): Type {
  const [first] = types;
  if (!first || types.every((type) => type === first)) return first ?? { kind: "never" };
  const plain = types.map(unrefined);
  switch (plain[0]?.kind) {
    case "int":
    case "decimal":
      return scalar(plain.some((type) => type.kind === "decimal") ? "decimal" : "int");
    case "literal":
    case "string": {
      if (plain.some((type) => type.kind === "string")) return scalar("string");
      const texts = new Set(plain.map((type) => (type.kind === "literal" ? type.value : "")));
      return texts.size > mostLiterals ? scalar("string") : union(plain);
    }
    case "list":
      return { kind: "list", element: join(plain.map((type) => (type.kind === "list" ? type.element : type))) };
    case "map":
      return { kind: "map", value: join(plain.map((type) => (type.kind === "map" ? type.value : type))) };
    case "range": {
      const element = join(plain.map((type) => (type.kind === "range" ? type.element : type)));
      return element.kind === "union" ? union(plain) : { kind: "range", element };
    }
    case "record":
      return joinRecords(plain.flatMap((type) => (type.kind === "record" ? [type.fields] : [])));
    default:
      return union(plain);
  }
}

function joinRecords(records: readonly ReadonlyMap<string, RecordFieldType>[]): Type {
  const given = new Map<string, RecordFieldType[]>();
  for (const fields of new Set(records)) {
    for (const [name, field] of fields) {
      const known = given.get(name);
      if (known) known.push(field);
      else given.set(name, [field]);
    }
  }
  const count = new Set(records).size;
  const fields = [...given].map(([name, found]) => {
    const optional = found.length < count || found.some((field) => field.optional);
    const type = join(found.map((field) => field.type));
    return [name, { type: optional ? union([type, scalar("null")]) : type, optional }] as const;
  });
  return { kind: "record", fields: new Map(fields) };
}

/**
 * The types of the language. A refinement (`int in 1..50`, `cidr`) does not narrow what may be assigned: it is checked
 * on the value, which a total language always has.
 */
export type Type =
  /** The type of what is wrong already: fits everywhere, so that one mistake gives one message. */
  | { readonly kind: "any" }
  /** The type of an empty list's items. */
  | { readonly kind: "never" }
  | { readonly kind: ScalarName }
  | { readonly kind: "literal"; readonly value: string }
  | { readonly kind: "union"; readonly members: readonly Type[] }
  | { readonly kind: "list"; readonly element: Type }
  | { readonly kind: "map"; readonly value: Type }
  | { readonly kind: "range"; readonly element: Type }
  | { readonly kind: "record"; readonly fields: ReadonlyMap<string, RecordFieldType> }
  | { readonly kind: "refined"; readonly base: Type; readonly refinement: Refinement }
  /** A declaration of a kind, seen through its name. */
  | { readonly kind: "reference"; readonly kindName: string }
  /** A kind's name on its own (`fleet`), of which a member is a declaration. */
  | { readonly kind: "namespace"; readonly kindName: string }
  /** `environment.prod.fleet`: the declarations of a kind as one environment resolves them. */
  | { readonly kind: "view"; readonly kindName: string }
  | { readonly kind: "function"; readonly name: string }
  /** A type parameter of a generic function, inside its own signature. */
  | { readonly kind: "parameter"; readonly name: string };

export const scalarNames = [
  "null",
  "bool",
  "int",
  "decimal",
  "string",
  "duration",
  "bytes",
  "percent",
  "secret",
] as const;
export type ScalarName = (typeof scalarNames)[number];

/** Names of string-like types: text that must have a form. */
export const formatNames = ["cidr", "ip", "region", "arn", "version", "path"] as const;
export type FormatName = (typeof formatNames)[number];

export interface RecordFieldType {
  readonly type: Type;
  readonly optional: boolean;
}

export type Refinement =
  /** The argument is constant; the evaluator reads it. */
  | { readonly kind: "in" | "of"; readonly argument: import("../syntax/ast.ts").Expression }
  | { readonly kind: "matching"; readonly argument: import("../syntax/ast.ts").Expression }
  | { readonly kind: "format"; readonly name: FormatName };

export const any: Type = { kind: "any" };
export const never: Type = { kind: "never" };
const scalars = Object.fromEntries(scalarNames.map((kind) => [kind, { kind }])) as Record<ScalarName, Type>;

/** A type of the language that has no parts, such as `duration`: always the same object. */
export function scalar(name: ScalarName): Type {
  return scalars[name];
}

/** A union without nested unions or repeats; one member stands for itself. */
export function union(types: readonly Type[]): Type {
  const members: Type[] = [];
  const texts = new Set<string>();
  for (const type of types) {
    if (type.kind === "any") return any;
    for (const member of type.kind === "union" ? type.members : [type]) {
      if (member.kind === "never") continue;
      if (member.kind === "literal") {
        if (texts.has(member.value)) continue;
        texts.add(member.value);
      } else if (members.some((known) => sameType(known, member))) continue;
      members.push(member);
    }
  }
  const [only] = members;
  if (only === undefined) return never;
  return members.length === 1 ? only : { kind: "union", members };
}

/** `T?` */
export function optional(type: Type): Type {
  return union([type, scalar("null")]);
}

/** Whether values of a type may be null. */
export function isOptional(type: Type): boolean {
  return type.kind === "null" || (type.kind === "union" && type.members.some((member) => member.kind === "null"));
}

/** The type without its `null`. */
export function required(type: Type): Type {
  if (type.kind === "null") return never;
  return type.kind === "union" ? union(type.members.filter((member) => member.kind !== "null")) : type;
}

/** The type without refinements at its top: what operators look at. */
export function unrefined(type: Type): Type {
  return type.kind === "refined" ? unrefined(type.base) : type;
}

/** The type of values of a type, as inferred for a `let`: a literal's is `string`. */
export function widened(type: Type): Type {
  switch (type.kind) {
    case "literal":
      return scalar("string");
    case "union":
      return union(type.members.map(widened));
    case "list":
      return { kind: "list", element: widened(type.element) };
    case "map":
      return { kind: "map", value: widened(type.value) };
    default:
      return type;
  }
}

/** Structural equality. Refinements count as equal when they are the same node of the same source. */
export function sameType(left: Type, right: Type): boolean {
  if (left === right) return true;
  switch (left.kind) {
    case "literal":
      return right.kind === "literal" && left.value === right.value;
    case "list":
    case "range":
      return right.kind === left.kind && sameType(left.element, right.element);
    case "map":
      return right.kind === "map" && sameType(left.value, right.value);
    case "reference":
    case "namespace":
    case "view":
      return right.kind === left.kind && left.kindName === right.kindName;
    case "function":
    case "parameter":
      return right.kind === left.kind && left.name === right.name;
    case "refined":
      return (
        right.kind === "refined" && sameType(left.base, right.base) && sameRefinement(left.refinement, right.refinement)
      );
    case "record":
      return right.kind === "record" && sameFields(left.fields, right.fields);
    case "union":
      return (
        right.kind === "union" &&
        left.members.length === right.members.length &&
        left.members.every((member) => right.members.some((other) => sameType(member, other)))
      );
    default:
      return left.kind === right.kind;
  }
}

function sameRefinement(left: Refinement, right: Refinement): boolean {
  if (left.kind === "format") return right.kind === "format" && left.name === right.name;
  return right.kind === left.kind && left.argument === right.argument;
}

function sameFields(left: ReadonlyMap<string, RecordFieldType>, right: ReadonlyMap<string, RecordFieldType>): boolean {
  if (left.size !== right.size) return false;
  for (const [name, field] of left) {
    const other = right.get(name);
    if (!other || other.optional !== field.optional || !sameType(field.type, other.type)) return false;
  }
  return true;
}

/** Whether a type is that of secrets, or has a part that is. */
export function holdsSecret(type: Type): boolean {
  return somePart(type, (part) => part.kind === "secret");
}

/** Whether a type or some part of it, to any depth, is one that is looked for. */
export function somePart(type: Type, isIt: (part: Type) => boolean): boolean {
  if (isIt(type)) return true;
  switch (type.kind) {
    case "list":
    case "range":
      return somePart(type.element, isIt);
    case "map":
      return somePart(type.value, isIt);
    case "record":
      return [...type.fields.values()].some((field) => somePart(field.type, isIt));
    case "refined":
      return somePart(type.base, isIt);
    case "union":
      return type.members.some((member) => somePart(member, isIt));
    default:
      return false;
  }
}

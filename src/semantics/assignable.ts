import { required, type Type, unrefined } from "./types.ts";

/** Whether every value of `source` may stand where a `target` is wanted (refinements aside: those look at values). */
export function isAssignable(source: Type, target: Type): boolean {
  if (source === target) return true;
  const from = unrefined(source);
  const to = unrefined(target);
  if (from.kind === "any" || to.kind === "any" || from.kind === "never") return true;
  if (from.kind === "union") return from.members.every((member) => isAssignable(member, to));
  if (to.kind === "union") return to.members.some((member) => isAssignable(from, member));
  switch (to.kind) {
    case "decimal":
      return from.kind === "decimal" || from.kind === "int";
    case "string":
      return from.kind === "string" || from.kind === "literal";
    case "literal":
      return from.kind === "literal" && from.value === to.value;
    case "list":
    case "range":
      return from.kind === to.kind && isAssignable(from.element, to.element);
    case "map":
      if (from.kind === "map") return isAssignable(from.value, to.value);
      return from.kind === "record" && [...from.fields.values()].every((field) => isAssignable(field.type, to.value));
    case "record":
      if (from.kind !== "record") return false;
      for (const [name, field] of to.fields) {
        const given = from.fields.get(name);
        if (given === undefined ? !field.optional : !fieldFits(given.type, given.optional, field)) return false;
      }
      return [...from.fields.keys()].every((name) => to.fields.has(name));
    case "reference":
    case "namespace":
    case "view":
      return from.kind === to.kind && from.kindName === to.kindName;
    case "function":
    case "parameter":
      return from.kind === to.kind && from.name === to.name;
    default:
      return from.kind === to.kind;
  }
}

function fieldFits(
  given: Type,
  givenOptional: boolean,
  field: { readonly type: Type; readonly optional: boolean },
): boolean {
  if (givenOptional && !field.optional) return false;
  return isAssignable(field.optional ? required(given) : given, field.type);
}

/** Whether some value could be of both types: what `==` needs to make sense. */
export function overlaps(left: Type, right: Type): boolean {
  const a = unrefined(left);
  const b = unrefined(right);
  if (a.kind === "union") return a.members.some((member) => overlaps(member, b));
  if (b.kind === "union") return b.members.some((member) => overlaps(a, member));
  if (a.kind === "list" && b.kind === "list") return true;
  if ((a.kind === "map" || a.kind === "record") && (b.kind === "map" || b.kind === "record")) return true;
  return isAssignable(a, b) || isAssignable(b, a);
}

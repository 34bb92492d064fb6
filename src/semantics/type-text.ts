import { assertNever } from "../base/assert-never.ts";
import type { Refinement, Type } from "./types.ts";

/** A type as an author would write it. */
export function typeText(type: Type): string {
  switch (type.kind) {
    case "literal":
      return JSON.stringify(type.value);
    case "union":
      return unionText(type.members);
    case "list":
      return `[${typeText(type.element)}]`;
    case "map":
      return `{string: ${typeText(type.value)}}`;
    case "range":
      return `range<${typeText(type.element)}>`;
    case "record":
      return type.fields.size === 0
        ? "{}"
        : `{ ${[...type.fields].map(([name, field]) => `${name}${field.optional ? "?" : ""}: ${typeText(field.type)}`).join(", ")} }`;
    case "refined":
      return refinedText(type.base, type.refinement);
    case "reference":
      return type.kindName;
    case "namespace":
    case "view":
      return `the ${type.kindName} declarations`;
    case "function":
      return `function ${type.name}`;
    case "parameter":
      return type.name;
    case "never":
      return "nothing";
    case "any":
    case "null":
    case "bool":
    case "int":
    case "decimal":
    case "string":
    case "duration":
    case "bytes":
    case "percent":
    case "secret":
      return type.kind;
    default:
      return assertNever(type);
  }
}

function unionText(members: readonly Type[]): string {
  const others = members.filter((member) => member.kind !== "null");
  const text = others.map(typeText).join(" | ");
  if (others.length === members.length) return text;
  return others.length === 1 ? `${text}?` : `(${text})?`;
}

// The bounds of a refinement are told by the message that a value breaks; a format has a name of its own.
function refinedText(base: Type, refinement: Refinement): string {
  return refinement.kind === "format" ? refinement.name : typeText(base);
}

import { assertNever } from "../base/assert-never.ts";
import { type Refinement, required, type Type } from "./types.ts";

/** A type as an author would write it; what nests deep or has many parts is cut short. */
export function typeText(type: Type, depth = 0): string {
  switch (type.kind) {
    case "literal":
      return JSON.stringify(type.value);
    case "union":
      return unionText(type.members, depth);
    case "list":
      return `[${typeText(type.element, depth + 1)}]`;
    case "map":
      return `{string: ${typeText(type.value, depth + 1)}}`;
    case "range":
      return `range<${typeText(type.element, depth + 1)}>`;
    case "record":
      return recordText(type.fields, depth);
    case "refined":
      return refinedText(type.base, type.refinement, depth);
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

const mostDepth = 4;
const mostFields = 6;
const mostMembers = 12;

function recordText(fields: (Type & { kind: "record" })["fields"], depth: number): string {
  if (fields.size === 0) return "{}";
  if (depth >= mostDepth) return "{ … }";
  const shown = [...fields].slice(0, mostFields).map(([name, { type, optional }]) => {
    const key = /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name) ? name : JSON.stringify(name);
    return optional ? `${key}?: ${typeText(required(type), depth + 1)}` : `${key}: ${typeText(type, depth + 1)}`;
  });
  return `{ ${[...shown, ...(fields.size > mostFields ? ["…"] : [])].join(", ")} }`;
}

function unionText(members: readonly Type[], depth: number): string {
  const others = members.filter((member) => member.kind !== "null");
  const shown = others.slice(0, mostMembers).map((member) => typeText(member, depth));
  const text = [...shown, ...(others.length > mostMembers ? ["…"] : [])].join(" | ");
  if (others.length === members.length) return text;
  return others.length === 1 ? `${text}?` : `(${text})?`;
}

// The bounds of a refinement are told by the message that a value breaks; a format has a name of its own.
function refinedText(base: Type, refinement: Refinement, depth: number): string {
  return refinement.kind === "format" ? refinement.name : typeText(base, depth);
}

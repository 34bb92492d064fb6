import { assertNever } from "../base/assert-never.ts";
import { spanOf } from "../base/span.ts";
import { badRefinement } from "../diagnostics/codes/bad-refinement.ts";
import { unknownType } from "../diagnostics/codes/unknown-type.ts";
import { wrongArguments } from "../diagnostics/codes/wrong-arguments.ts";
import type { Report } from "../diagnostics/definition.ts";
import type * as ast from "../syntax/ast.ts";
import type { MeasureName } from "../syntax/units.ts";
import { literalText } from "./literal-text.ts";
import { readNumber } from "./number.ts";
import { compilePattern } from "./pattern.ts";
import { suggest } from "./suggest.ts";
import { typeText } from "./type-text.ts";
import {
  any,
  type FormatName,
  formatNames,
  optional,
  type ScalarName,
  scalar,
  scalarNames,
  type Type,
  union,
  unrefined,
} from "./types.ts";

export interface TypeContext {
  readonly report: Report;
  /** Names of the kinds: each is also the type of references to its declarations. */
  readonly kindNames: Pick<ReadonlySet<string>, "has" | "keys">;
  /** The type parameters in scope. */
  readonly typeParameters?: ReadonlySet<string>;
}

/** The type that a type expression means; `any` where it is wrong, which is reported. */
export function resolveType(node: ast.TypeNode, context: TypeContext): Type {
  switch (node.kind) {
    case "NamedType":
      return resolveNamed(node, context);
    case "LiteralType":
      return { kind: "literal", value: literalText(node.value) ?? "" };
    case "UnionType":
      return union(node.members.map((member) => resolveType(member, context)));
    case "OptionalType":
      return optional(resolveType(node.element, context));
    case "ListType":
      return { kind: "list", element: resolveType(node.element, context) };
    case "MapType":
      return { kind: "map", value: resolveType(node.value, context) };
    case "RecordType": {
      const fields = node.fields.map((field) => {
        const type = resolveType(field.type, context);
        return [field.name.text, { type: field.optional ? optional(type) : type, optional: field.optional }] as const;
      });
      return { kind: "record", fields: new Map(fields) };
    }
    case "RefinedType":
      return resolveRefined(node, context);
    case "Missing":
      return any;
    default:
      return assertNever(node);
  }
}

function resolveNamed(node: ast.NamedType, context: TypeContext): Type {
  const name = node.name.text;
  const [element] = node.arguments;
  if (name === "range") {
    if (element && node.arguments.length === 1) return { kind: "range", element: resolveType(element, context) };
    context.report(wrongArguments, node, {
      signature: "range<T>",
      problem: "`range` takes one type: `range<int>`",
    });
    return any;
  }
  if (element) {
    context.report(wrongArguments, node, { signature: name, problem: `\`${name}\` takes no types` });
    return any;
  }
  if (context.typeParameters?.has(name)) return { kind: "parameter", name };
  if (isScalar(name)) return scalar(name);
  if (isFormat(name)) return { kind: "refined", base: scalar("string"), refinement: { kind: "format", name } };
  if (context.kindNames.has(name) || name === "policy") return { kind: "reference", kindName: name };
  if (name !== "") {
    const suggestion =
      suggest(name, [...scalarNames, ...formatNames, "range", ...context.kindNames.keys()]) ??
      synonyms.get(name) ??
      null;
    const fixes = suggestion
      ? [{ title: `use \`${suggestion}\``, edits: [{ span: spanOf(node.name), text: suggestion }] }]
      : [];
    context.report(unknownType, node.name, { name, suggestion }, { fixes });
  }
  return any;
}

// What people coming from other languages write.
const synonyms: ReadonlyMap<string, string> = new Map(
  Object.entries({
    integer: "int",
    number: "int",
    boolean: "bool",
    float: "decimal",
    double: "decimal",
    text: "string",
    str: "string",
    time: "duration",
    size: "bytes",
    list: "[string]",
    array: "[string]",
    map: "{string: string}",
    object: "{string: string}",
  }),
);

function resolveRefined(node: ast.RefinedType, context: TypeContext): Type {
  const base = resolveType(node.base, context);
  const { refinement, argument } = node;
  if (argument.kind === "Missing" || base.kind === "any") return base;
  const problem =
    refinement === "matching" ? patternProblem(base, argument) : boundsProblem(refinement, base, argument);
  if (problem === null) return { kind: "refined", base, refinement: { kind: refinement, argument } };
  context.report(badRefinement, argument, { problem });
  return base;
}

function patternProblem(base: Type, argument: ast.Expression): string | null {
  if (base.kind !== "string") return "`matching` narrows texts only";
  const text = argument.kind === "StringLiteral" ? literalText(argument) : null;
  if (text === null) return "the pattern must be a text without `${…}`";
  // Those of the standard library are held by a test; compiling them all would take a tenth of checking a small project.
  if (argument.uri.startsWith("std/")) return null;
  const compiled = compilePattern(text);
  return compiled.kind === "ok" ? null : `this is no regular expression: ${compiled.problem}`;
}

function boundsProblem(refinement: "in" | "of", base: Type, argument: ast.Expression): string | null {
  const bounds = argument.kind === "Binary" && argument.operator === ".." ? argument : null;
  const from = bounds && literalAmount(bounds.left);
  const to = bounds && literalAmount(bounds.right);
  if (!from || !to) return "the bounds must be literals: `1..50`";
  if (isMeasure(from.kind) ? from.kind !== to.kind : isMeasure(to.kind)) return "both bounds must be of one type";
  if (from.value.gt(to.value)) return "the bounds are the wrong way round";
  if (refinement === "of") {
    if (base.kind !== "list" && base.kind !== "map") return "`of` bounds the length of lists and maps only";
    return from.kind === "int" && to.kind === "int" ? null : "a length is a whole number: `[T] of 1..5`";
  }
  const wanted = unrefined(base).kind;
  if (wanted === "int" || wanted === "decimal")
    return isMeasure(from.kind) ? `\`in\` bounds ${wanted} by numbers: \`1..50\`` : null;
  if (isMeasure(wanted)) return from.kind === wanted ? null : `\`in\` bounds ${wanted} by values of that type`;
  return `\`in\` bounds numbers, times, sizes and shares, not ${typeText(base)}; for texts use \`matching\``;
}

// The type and amount of a number, with or without a minus; null for anything else.
function literalAmount(node: ast.Expression): ReturnType<typeof readNumber> {
  if (node.kind === "NumberLiteral") return readNumber(node);
  if (node.kind !== "Unary" || node.operator !== "-") return null;
  const operand = literalAmount(node.operand);
  return operand && { kind: operand.kind, value: operand.value.neg() };
}

function isMeasure(kind: string): kind is MeasureName {
  return kind === "duration" || kind === "bytes" || kind === "percent";
}

function isScalar(name: string): name is ScalarName {
  return scalarNames.some((known) => known === name);
}

function isFormat(name: string): name is FormatName {
  return formatNames.some((known) => known === name);
}

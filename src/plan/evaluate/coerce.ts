import { abstractUsed } from "../../diagnostics/codes/abstract-used.ts";
import { unknownRegion } from "../../diagnostics/codes/unknown-region.ts";
import { isAssignable } from "../../semantics/assignable.ts";
import { literalText } from "../../semantics/literal-text.ts";
import { joinPath } from "../../semantics/load-modules.ts";
import { nearText } from "../../semantics/near-text.ts";
import { compilePattern, takesPattern } from "../../semantics/pattern.ts";
import { type FormatName, type Refinement, scalar, type Type, unrefined } from "../../semantics/types.ts";
import { valueSource } from "../../semantics/value-source.ts";
import type * as ast from "../../syntax/ast.ts";
import { type Evaluation, limits, reportOnce, spend, spendReading } from "./evaluation.ts";
import { entriesOf } from "./instance.ts";
import { evaluateLiteral } from "./literal.ts";
import { reportRefused } from "./refused.ts";
import { isKnownRegion, nearestRegion } from "./regions.ts";
import { formatProblem } from "./text-format.ts";
import { isQuantity, textOf, unknown, type Value } from "./value.ts";
import { valueText } from "./value-text.ts";

/** What a value is for: a field, a parameter, an argument. */
export interface Purpose {
  readonly name: string;
  /** What its declaration says about it. */
  readonly doc?: string | undefined;
  /** Whether no message may show the value: it may be a secret's. */
  readonly hidden?: boolean;
}

/**
 * A value as its place takes it: refinements checked, whole numbers widened to decimals, texts made into paths
 * relative to the file that wrote them. Unknown where it does not fit, which is reported at the nearest expression.
 */
export function coerce(
  evaluation: Evaluation,
  value: Value,
  type: Type,
  node: ast.Expression,
  module: string,
  purpose: Purpose | null,
): Value {
  if (value.kind === "unknown" || value.kind === "null") return value;
  if (!spend(evaluation, node)) return unknown;
  if (isPlain(type)) return value;
  switch (type.kind) {
    case "refined":
      return refine(
        evaluation,
        coerce(evaluation, value, type.base, node, module, purpose),
        type.refinement,
        node,
        module,
        purpose,
      );
    case "union": {
      const member = memberFor(evaluation, value, type.members, module);
      return member ? coerce(evaluation, value, member, node, module, purpose) : value;
    }
    case "decimal":
      return value.kind === "int" ? { kind: "decimal", value: value.value } : value;
    case "list":
      return value.kind === "list" ? coerceList(evaluation, value, type, node, module, purpose) : value;
    case "map":
    case "record":
      return coerceMap(evaluation, value, type, node, module, purpose);
    case "range": {
      if (value.kind !== "range") return value;
      const ends = [value.from, value.to].map((end) => coerce(evaluation, end, type.element, node, module, purpose));
      return ends.some((end) => end.kind === "unknown") ? unknown : value;
    }
    case "reference":
      return concrete(evaluation, value, node);
    default:
      return value;
  }
}

/** Whether a place of a type takes every value of that type as it is. */
function isPlain(type: Type): boolean {
  switch (type.kind) {
    case "list":
      return isPlain(type.element);
    case "map":
      return isPlain(type.value);
    case "union":
      return type.members.every(isPlain);
    case "record":
    case "refined":
    case "decimal":
    case "range":
    case "reference":
      return false;
    default:
      return true;
  }
}

// Only what is made can be used; a pattern to extend is not.
function concrete(evaluation: Evaluation, value: Value, node: ast.Expression): Value {
  if (value.kind !== "reference" || value.symbol.kind !== "declaration" || !value.symbol.node.abstract) return value;
  reportOnce(evaluation)(abstractUsed, node, { name: `${value.symbol.kindName}.${value.symbol.name}` });
  return unknown;
}

function coerceList(
  evaluation: Evaluation,
  value: Value & { kind: "list" },
  type: Type & { kind: "list" },
  node: ast.Expression,
  module: string,
  purpose: Purpose | null,
): Value {
  const list = valueSource(evaluation.analysis.resolutions, node) ?? node;
  const written = list.kind === "ListExpression" && !list.comprehension ? list.elements.map(asExpression) : [];
  const aligned = !written.includes(null);
  const items = value.items.map((item, index) => {
    return coerce(evaluation, item, type.element, (aligned && written[index]) || node, module, purpose);
  });
  return { kind: "list", items };
}

function asExpression(element: ast.Expression | ast.Spread): ast.Expression | null {
  return element.kind === "Spread" ? null : element;
}

function coerceMap(
  evaluation: Evaluation,
  value: Value,
  type: Type & { kind: "map" | "record" },
  node: ast.Expression,
  module: string,
  purpose: Purpose | null,
): Value {
  const given = entriesOf(evaluation, value);
  if (given === null) return value;
  const entries = [...given].map(([key, item]) => {
    const wanted = type.kind === "map" ? type.value : type.fields.get(key)?.type;
    const at = wanted && node.kind === "MapExpression" ? (entryValue(node, key) ?? node) : node;
    return [key, wanted ? coerce(evaluation, item, wanted, at, module, entryOf(purpose, key)) : item] as const;
  });
  return { kind: "map", entries: new Map(entries) };
}

function entryValue(node: ast.MapExpression, key: string): ast.Expression | null {
  for (const entry of node.entries) {
    if (entry.kind === "MapEntry" && literalText(entry.key) === key) return entry.value;
  }
  return null;
}

function refine(
  evaluation: Evaluation,
  value: Value,
  refinement: Refinement,
  node: ast.Expression,
  module: string,
  purpose: Purpose | null,
): Value {
  if (value.kind === "unknown" || value.kind === "null") return value;
  const path = pathOf(value, refinement, module);
  if (path) return path;
  const rule = brokenRule(evaluation, value, refinement);
  if (!spend(evaluation, node, 0)) return unknown;
  if (rule !== null) {
    refuse(evaluation, value, node, purpose, rule);
    return unknown;
  }
  if (node.kind === "Reference" || node.kind === "Member") {
    const source = valueSource(evaluation.analysis.resolutions, node);
    if (source !== null) evaluation.taken.add(source);
  }
  if (refinement.kind === "format" && refinement.name === "region" && value.kind === "string")
    warnOfUnknownRegion(evaluation, value.value, node);
  return value;
}

function refuse(
  evaluation: Evaluation,
  value: Value,
  node: ast.Expression,
  purpose: Purpose | null,
  { rule, pattern, takes }: BrokenRule,
): void {
  const hidden = purpose?.hidden === true;
  const text = hidden || takes === null ? null : textOf(value);
  const near = text === null || takes === null ? null : nearText(text, takes);
  const meant = near === null ? null : JSON.stringify(near);
  const shown = hidden ? null : valueText(value);
  const values = { what: purpose?.name ?? null, value: shown, doc: purpose?.doc ?? null, rule, pattern, meant };
  const source = valueSource(evaluation.analysis.resolutions, node);
  if (source === null) reportRefused(evaluation, { source: node, use: node, values });
  else evaluation.refused.push({ source, use: node, values });
}

// The path that a text is where one is wanted, relative to the file that wrote it; null where it is none.
function pathOf(value: Value, refinement: Refinement, module: string): Value | null {
  if (refinement.kind !== "format" || refinement.name !== "path") return null;
  if (value.kind === "path") return value;
  if (value.kind !== "string" || value.value.startsWith("/") || value.value.includes("\\")) return null;
  const path = joinPath(module, value.value);
  return path ? { kind: "path", value: path } : null;
}

// Once for a region: its name goes through several places.
function warnOfUnknownRegion(evaluation: Evaluation, region: string, node: ast.Expression): void {
  const key = `${unknownRegion.code} ${region}`;
  if (isKnownRegion(region) || evaluation.reported.has(key)) return;
  evaluation.reported.add(key);
  evaluation.report(unknownRegion, node, { region, nearest: nearestRegion(region) });
}

function entryOf(purpose: Purpose | null, key: string): Purpose {
  return purpose === null ? { name: key } : { ...purpose, name: `${purpose.name}.${key}` };
}

interface BrokenRule {
  /** What the value must do: "lie in 1..50". */
  readonly rule: string;
  /** The regular expression that the rule stands for, where it does. */
  readonly pattern: string | null;
  /** Whether a text keeps the rule, where that is a rule for texts. */
  readonly takes: ((text: string) => boolean) | null;
}

/** What a refinement asks for that a value does not meet; null where it does. */
function brokenRule(evaluation: Evaluation, value: Value, refinement: Refinement): BrokenRule | null {
  switch (refinement.kind) {
    case "in": {
      const bounds = boundsOf(refinement.argument);
      if (!bounds || !isQuantity(value)) return null;
      const inside = value.value.gte(bounds.from.value) && value.value.lte(bounds.to.value);
      return inside ? null : { rule: `lie in ${valueText(bounds)}`, pattern: null, takes: null };
    }
    case "of": {
      const bounds = boundsOf(refinement.argument);
      const size = value.kind === "list" ? value.items.length : value.kind === "map" ? value.entries.size : null;
      if (!bounds || size === null) return null;
      const inside = bounds.from.value.lte(size) && bounds.to.value.gte(size);
      return inside ? null : { rule: `have ${valueText(bounds)} items, not ${size}`, pattern: null, takes: null };
    }
    case "matching": {
      const { argument } = refinement;
      const pattern = argument.kind === "StringLiteral" ? literalText(argument) : null;
      const text = textOf(value);
      if (pattern === null || text === null) return null;
      if (matches(evaluation, text, pattern, argument.uri)) return null;
      return { rule: `match ${pattern}`, pattern, takes: (near) => takesPattern(pattern, argument.uri, near) };
    }
    case "format": {
      const text = textOf(value);
      return text === null ? null : formatRule(refinement.name, text);
    }
  }
}

type Bounds = Value & { readonly kind: "range" };

function boundsOf(argument: ast.Expression): Bounds | null {
  const known = boundsByNode.get(argument);
  if (known !== undefined) return known;
  const value = evaluateLiteral(argument);
  const bounds = value?.kind === "range" ? value : null;
  boundsByNode.set(argument, bounds);
  return bounds;
}

// Every value of a field is held against the same ones.
const boundsByNode = new WeakMap<ast.Expression, Bounds | null>();

// A pattern that is broken is reported where it is written.
// Where the budget is spent, nothing is looked at any more: whoever goes on asks.
function matches(evaluation: Evaluation, text: string, pattern: string, module: string): boolean {
  const compiled = module.startsWith("std/") ? null : compilePattern(pattern);
  spendReading(evaluation, text.length * (compiled?.kind === "ok" ? compiled.cost : 1));
  return evaluation.budget.steps > limits.steps || takesPattern(pattern, module, text);
}

function formatRule(name: FormatName, text: string): BrokenRule | null {
  const rule = formatProblem(name, text);
  return rule === null ? null : { rule, pattern: null, takes: (near) => formatProblem(name, near) === null };
}

// Which member of a union a value belongs to: of those that it looks like, the one whose rules it keeps.
function memberFor(evaluation: Evaluation, value: Value, members: readonly Type[], module: string): Type | undefined {
  const likely = members.filter((each) => fits(value, each));
  if (likely.length < 2) return likely[0];
  const keeps: Keeps = (each, refinement) =>
    pathOf(each, refinement, module) !== null || brokenRule(evaluation, each, refinement) === null;
  return (
    likely.find((each) => belongs(value, each, keeps)) ??
    likely.find((each) => belongs(value, each, () => true)) ??
    likely[0]
  );
}

type Keeps = (value: Value, refinement: Refinement) => boolean;

// Whether a value is one of a type through and through. Fields of a block are checked where they are written.
function belongs(value: Value, type: Type, keeps: Keeps): boolean {
  switch (type.kind) {
    case "union":
      return type.members.some((each) => belongs(value, each, keeps));
    case "refined":
      return belongs(value, type.base, keeps) && keeps(value, type.refinement);
    case "list":
      return value.kind === "list" && value.items.every((item) => belongs(item, type.element, keeps));
    case "map":
      return value.kind !== "map" || [...value.entries.values()].every((item) => belongs(item, type.value, keeps));
    case "record":
      return value.kind !== "map" || hasFields(value.entries, type, keeps);
    default:
      return value.kind === "unknown" || value.kind === type.kind || fits(value, type);
  }
}

function hasFields(
  entries: ReadonlyMap<string, Value>,
  { fields }: Type & { readonly kind: "record" },
  keeps: Keeps,
): boolean {
  if (![...entries.keys()].every((name) => fields.has(name))) return false;
  return [...fields].every(([name, { type, optional }]) => {
    const item = entries.get(name);
    return item ? belongs(item, type, keeps) : optional;
  });
}

// Whether a value looks like one of a member of a union.
function fits(value: Value, type: Type): boolean {
  const plain = unrefined(type);
  switch (value.kind) {
    case "string":
    case "path":
      return plain.kind === "string" || (plain.kind === "literal" && plain.value === value.value);
    case "reference":
      return plain.kind === "reference" && plain.kindName === value.symbol.kindName;
    case "list":
    case "range":
      return plain.kind === value.kind;
    case "map":
      return plain.kind === "map" || plain.kind === "record";
    case "int":
    case "decimal":
    case "bool":
    case "duration":
    case "bytes":
    case "percent":
    case "secret":
      return isAssignable(scalar(value.kind), plain);
    default:
      return false;
  }
}

import { compareCodePoints } from "../../base/order.ts";
import type { ProjectFiles } from "../../base/project-files.ts";
import type { Span } from "../../base/span.ts";
import { circularDefinition } from "../../diagnostics/codes/circular-definition.ts";
import { expansionTooLarge } from "../../diagnostics/codes/expansion-too-large.ts";
import type { valueRefused } from "../../diagnostics/codes/value-refused.ts";
import type { Report } from "../../diagnostics/definition.ts";
import type { Analysis } from "../../semantics/analyze.ts";
import type { FieldModel } from "../../semantics/kinds.ts";
import type { DeclarationSymbol, ModuleSymbol, ParamSymbol } from "../../semantics/symbols.ts";
import type { Expression } from "../../syntax/ast.ts";
import { type Instance, unknown, type Value } from "./value.ts";

/** What evaluating one project shares. */
export interface Evaluation {
  readonly analysis: Analysis;
  readonly report: Report;
  readonly files: ProjectFiles;
  readonly params: Map<ParamSymbol, Value>;
  /** The parameters that have no value and were read. */
  readonly unset: Set<ParamSymbol>;
  /** Values of `let`s, by environment (null: none) and symbol. */
  readonly lets: Map<DeclarationSymbol | null, Map<ModuleSymbol, Value>>;
  /** Values of fields whose expressions are literals, in every environment. */
  readonly literals: Map<Expression, Value>;
  /** Values of fields that nothing says, by environment. */
  readonly defaults: Map<DeclarationSymbol | null, Map<FieldModel, Value>>;
  /** Declarations by environment and symbol. */
  readonly instances: Map<DeclarationSymbol | null, Map<DeclarationSymbol, Instance>>;
  /** What is being evaluated, outermost first: reading one of it again is a circle. */
  readonly open: Opened[];
  /** Values of names that their places refuse, to be reported when all is evaluated. */
  readonly refused: Refused[];
  /** Where values of names are written that some place with rules takes. */
  readonly taken: Set<Expression>;
  /** What was reported at a span already: a value read in several environments is wrong once. */
  readonly reported: Set<string>;
  readonly budget: Budget;
}

/** A value that its place refuses. */
export interface Refused {
  /** Where it is written, which may be in a `let`. */
  readonly source: Expression;
  readonly use: Expression;
  readonly values: Parameters<typeof valueRefused.message>[0];
}

/** A field or `let` under way: its name for messages, and what stands for its value meanwhile. */
export interface Opened {
  readonly name: () => string;
  readonly pending: Value;
}

/** How much a build has evaluated so far. */
export interface Budget {
  steps: number;
  /** Items of lists and entries of maps that were made. */
  items: number;
  /** Characters of text that were made. */
  characters: number;
  /** Expressions that are being evaluated inside each other. */
  depth: number;
}

/** A fresh evaluation of an analysed project, before its parameters are bound. */
export function createEvaluation(given: Pick<Evaluation, "analysis" | "report" | "files" | "params">): Evaluation {
  return {
    ...given,
    unset: new Set(),
    lets: new Map(),
    literals: new Map(),
    defaults: new Map(),
    instances: new Map(),
    open: [],
    refused: [],
    taken: new Set(),
    reported: new Set(),
    budget: { steps: 0, items: 0, characters: 0, depth: 0 },
  };
}

/** Where an expression is evaluated. */
export interface Frame {
  readonly module: string;
  /** The environment for whose sake it is evaluated; null for what all share. */
  readonly environment: DeclarationSymbol | null;
  readonly locals: ReadonlyMap<string, Value>;
  /** The call that is being evaluated, inside a generic function: where a type that does not fit was chosen. */
  readonly call?: Span;
}

export const noLocals: Frame["locals"] = new Map();

export const limits = {
  steps: 10_000_000,
  items: 100_000,
  allItems: 2_000_000,
  text: 1 << 20,
  characters: 1 << 26,
  digits: 1000,
  depth: 1000,
} as const;

/** Reports once a span and code, however many environments evaluate it. */
export function reportOnce(evaluation: Evaluation): Report {
  return (definition, span, values, details) => {
    const key = `${definition.code} ${span.uri} ${span.start} ${span.end}`;
    if (evaluation.reported.has(key)) return;
    evaluation.reported.add(key);
    evaluation.report(definition, span, values, details);
  };
}

/** Counts steps of work; false when the build's whole budget is spent, which is reported once. */
export function spend(evaluation: Evaluation, span: Span, steps = 1): boolean {
  evaluation.budget.steps += steps;
  return evaluation.budget.steps <= limits.steps || exhausted(evaluation, span, "steps of evaluation", limits.steps);
}

/** Counts what is read of texts and lists, which takes as long as they are. Whoever goes on asks `spend`. */
export function spendReading(evaluation: Evaluation, size: number): void {
  evaluation.budget.steps += Math.ceil(size / 16);
}

/** Counts items of lists or entries of maps that are made; false when the build's whole budget of them is spent. */
export function spendItems(evaluation: Evaluation, span: Span, items: number): boolean {
  evaluation.budget.items += items;
  return (
    evaluation.budget.items <= limits.allItems ||
    exhausted(evaluation, span, "items of lists and maps in all", limits.allItems)
  );
}

/** Counts characters of text that are made; false when the build's whole budget of them is spent. */
export function spendText(evaluation: Evaluation, span: Span, characters: number): boolean {
  evaluation.budget.characters += characters;
  return (
    evaluation.budget.characters <= limits.characters ||
    exhausted(evaluation, span, "characters of text in all", limits.characters)
  );
}

function exhausted(evaluation: Evaluation, span: Span, what: string, limit: number): false {
  const key = `${expansionTooLarge.code} ${what}`;
  if (!evaluation.reported.has(key)) {
    evaluation.reported.add(key);
    evaluation.report(expansionTooLarge, span, { what, limit });
  }
  return false;
}

/** Evaluates what has a name, so that coming back to it meanwhile is noticed; `memo` has the pending value, then the real one. */
export function enter<Key>(
  evaluation: Evaluation,
  name: () => string,
  memo: Map<Key, Value>,
  key: Key,
  find: () => Value,
): Value {
  const pending: Value = { kind: "unknown" };
  memo.set(key, pending);
  evaluation.open.push({ name, pending });
  const value = find();
  evaluation.open.pop();
  memo.set(key, value);
  return value;
}

/** A value that is read; unknown, and reported, while it is still being found. Each circle is said once, wherever it was entered. */
export function settled(evaluation: Evaluation, value: Value, span: Span): Value {
  if (value.kind !== "unknown" || value === unknown) return value;
  const start = evaluation.open.findIndex((each) => each.pending === value);
  const circle = start < 0 ? [] : evaluation.open.slice(start).map((each) => each.name());
  const [first] = circle;
  const key = `${circularDefinition.code} ${[...circle].sort(compareCodePoints).join(" ")}`;
  if (first === undefined || evaluation.reported.has(key)) return unknown;
  evaluation.reported.add(key);
  evaluation.report(circularDefinition, span, { cycle: [...circle, first] });
  return unknown;
}

/** Reports a value that has grown beyond a limit. */
export function tooLarge(evaluation: Evaluation, span: Span, what: string, limit: number): Value {
  reportOnce(evaluation)(expansionTooLarge, span, { what, limit });
  return unknown;
}

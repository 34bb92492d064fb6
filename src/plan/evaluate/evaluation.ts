import type { ProjectFiles } from "../../base/project-files.ts";
import type { Span } from "../../base/span.ts";
import { expansionTooLarge } from "../../diagnostics/codes/expansion-too-large.ts";
import type { Report } from "../../diagnostics/definition.ts";
import type { Analysis } from "../../semantics/analyze.ts";
import type { DeclarationSymbol, ModuleSymbol, ParamSymbol } from "../../semantics/symbols.ts";
import type { Instance } from "./instance.ts";
import { unknown, type Value } from "./value.ts";

/** What evaluating one project shares. */
export interface Evaluation {
  readonly analysis: Analysis;
  readonly report: Report;
  readonly files: ProjectFiles;
  readonly params: ReadonlyMap<ParamSymbol, Value>;
  /** Values of `let`s, by environment (null: none) and symbol. */
  readonly lets: Map<DeclarationSymbol | null, Map<ModuleSymbol, Value>>;
  /** Declarations by environment and symbol. */
  readonly instances: Map<DeclarationSymbol | null, Map<DeclarationSymbol, Instance>>;
  /** Fields that are being evaluated, outermost first: reading one of them again is a circle. */
  readonly open: { readonly instance: Instance; readonly name: string }[];
  /** What was reported at a span already: a value read in several environments is wrong once. */
  readonly reported: Set<string>;
  readonly budget: { steps: number };
}

/** Where an expression is evaluated. */
export interface Frame {
  readonly module: string;
  /** The environment for whose sake it is evaluated; null for what all share. */
  readonly environment: DeclarationSymbol | null;
  readonly locals: ReadonlyMap<string, Value>;
}

export const limits = { steps: 10_000_000, items: 100_000, text: 1 << 20, digits: 1000 } as const;

/** Reports once a span and code, however many environments evaluate it. */
export function reportOnce(evaluation: Evaluation): Report {
  return (definition, span, values, details) => {
    const key = `${definition.code} ${span.uri} ${span.start} ${span.end}`;
    if (evaluation.reported.has(key)) return;
    evaluation.reported.add(key);
    evaluation.report(definition, span, values, details);
  };
}

/** Counts one step of work; false when the build's whole budget is spent, which is reported once. */
export function spend(evaluation: Evaluation, span: Span): boolean {
  evaluation.budget.steps += 1;
  if (evaluation.budget.steps <= limits.steps) return true;
  if (evaluation.budget.steps === limits.steps + 1)
    evaluation.report(expansionTooLarge, span, { what: "steps of evaluation", limit: limits.steps });
  return false;
}

/** Reports a value that has grown beyond a limit. */
export function tooLarge(evaluation: Evaluation, span: Span, what: string, limit: number): Value {
  reportOnce(evaluation)(expansionTooLarge, span, { what, limit });
  return unknown;
}

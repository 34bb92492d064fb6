import type { Json } from "../base/json.ts";
import { type Span, spanOf } from "../base/span.ts";
import type { Code, Diagnostic, Fix, Level, RelatedSpan } from "./diagnostic.ts";

/**
 * A kind of finding: its code, its words, and the samples that `immuc explain` prints and the tests run.
 *
 * Codes: 1xxx text and syntax · 2xxx names and modules · 3xxx types · 4xxx values · 5xxx policies and tests ·
 * 6xxx rollouts · 7xxx images, fleets and what they name · 8xxx output.
 */
export interface DiagnosticDefinition<Values> {
  readonly code: Code;
  readonly level: Level;
  /** A short noun phrase, as in a table of contents: "Unknown attribute". */
  readonly title: string;
  /** One sentence for one finding, with its values. */
  readonly message: (values: Values) => string;
  /** What to do about it; null where there is nothing to add. */
  readonly help?: (values: Values) => string | null;
  /** Why this is refused and what to do, in Markdown, for `immuc explain` and the reference. */
  readonly explanation: string;
  /** A smallest project that gets this finding, and how to mend it. A getter where it has to be put together. */
  readonly samples: DiagnosticSamples;
}

export interface DiagnosticSamples {
  /** Source of `main.immu`, or several files by path. */
  readonly failing: string | Readonly<Record<string, string>>;
  readonly passing: string | Readonly<Record<string, string>>;
  /** What history says is live, for a finding that needs some: the `Live` that the failing sample is planned with. */
  readonly live?: Json;
}

/** Declares a diagnostic; the identity, for its types. */
export function defineDiagnostic<Values = Record<string, never>>(
  definition: DiagnosticDefinition<Values>,
): DiagnosticDefinition<Values> {
  return definition;
}

export interface ReportDetails {
  readonly related?: readonly RelatedSpan[];
  readonly fixes?: readonly Fix[];
}

/** Records findings. */
export type Report = <Values>(
  definition: DiagnosticDefinition<Values>,
  span: Span,
  values: Values,
  details?: ReportDetails,
) => void;

/** Makes one finding out of its definition. */
export function diagnose<Values>(
  definition: DiagnosticDefinition<Values>,
  span: Span,
  values: Values,
  details: ReportDetails = {},
): Diagnostic {
  const help = definition.help?.(values);
  return {
    code: definition.code,
    level: definition.level,
    message: definition.message(values),
    ...(help ? { help } : {}),
    span: spanOf(span),
    related: details.related ?? [],
    fixes: details.fixes ?? [],
  };
}

/** How many findings there are, by file and level. */
export type FindingCounts = Map<string, number>;

/**
 * A report that collects into a list: of each file, the first thousand of a level. Text with more mistakes is no source at
 * all; listing them all would only take time and memory. The last says that it is. `counts`: shared by reports that count
 * together.
 */
export function collectInto(diagnostics: Diagnostic[], counts: FindingCounts = new Map()): Report {
  return (definition, span, values, details) => {
    const key = `${definition.level} ${span.uri}`;
    const count = counts.get(key) ?? 0;
    if (count >= mostFindings) return;
    counts.set(key, count + 1);
    const finding = diagnose(definition, span, values, details);
    diagnostics.push(count + 1 < mostFindings ? finding : { ...finding, lastTold: true });
  };
}

const mostFindings = 1000;

import type { DiagnosticDefinition } from "../diagnostics/definition.ts";
import type { Code, Level } from "../diagnostics/diagnostic.ts";
import type { EnvironmentPlan, FleetPlan, GenerationDefinition, Plan, RolloutPlan } from "../plan/model.ts";
import type { EnvironmentFacts } from "./environment-facts.ts";
import type { RolloutOutline, RolloutPath } from "./path.ts";

/** What a rule sees: one fleet in one environment. */
export interface RolloutContext {
  readonly plan: Plan;
  readonly environment: EnvironmentPlan;
  readonly facts: EnvironmentFacts;
  readonly fleet: FleetPlan;
  readonly rollout: RolloutPlan;
  /** The wanted generation. */
  readonly definition: GenerationDefinition;
  /** From what is live to what is wanted: maybe a few steps, maybe none. Made when it is asked for. */
  readonly path: () => RolloutPath;
  /**
   * A whole rollout over a predecessor at rest: what every release after the first will be. Its generations have names
   * that are none of the fleet's.
   */
  readonly release: RolloutOutline;
  /** The origin of a part of the fleet, by its names in the source: `rollout/step/one/weight`. */
  readonly ofFleet: (field: string) => Place;
  /** The origin of a part of the environment: `limits/window`. */
  readonly ofEnvironment: (field: string) => Place;
}

/** A key of the Plan's origins. */
export type Place = string;

interface FindingDetails {
  readonly related?: readonly { readonly place: Place; readonly message: string }[];
  /** Replaces the value at a place; offered only where that value is written in the project's own source. */
  readonly fix?: { readonly title: string; readonly place: Place; readonly text: string };
}

/** Reports a finding of the rule at a place. */
export type Found<Values> = (place: Place, values: Values, details?: FindingDetails) => void;

/** One static check: what it reports, and the check. */
export interface RolloutRule {
  /** Values of different rules differ in type; nobody but the rule itself fills them in. */
  readonly definition: DiagnosticDefinition<never>;
  /** Whether what it finds may be the image's fault: another image would mend it. */
  readonly ofImage: boolean;
  readonly check: (context: RolloutContext, report: ReportFinding) => void;
}

/** A finding before its place is known to be in this or that source. */
export interface Finding {
  readonly code: Code;
  readonly level: Level;
  readonly message: string;
  readonly help: string | null;
  readonly place: Place;
  readonly details: FindingDetails;
}

type ReportFinding = (finding: Finding) => void;

/** Makes a rule out of its definition and its check. */
export function rolloutRule<Values>(
  definition: DiagnosticDefinition<Values>,
  check: (context: RolloutContext, found: Found<Values>) => void,
  { ofImage = false }: { readonly ofImage?: boolean } = {},
): RolloutRule {
  return {
    definition,
    ofImage,
    check: (context, report) =>
      check(context, (place, values, details = {}) =>
        report({
          code: definition.code,
          level: definition.level,
          message: definition.message(values),
          help: definition.help?.(values) ?? null,
          place,
          details,
        }),
      ),
  };
}

import type { FleetState, GenerationDefinition, Strategy } from "../../plan/model.ts";
import { digestDefinition } from "../generation-definition.ts";
import type { BuildRecord, EventOf, PlannedStep } from "./entry.ts";

/** What a ledger keeps of a rollout's path. */
export interface StartablePath {
  readonly fleet: string;
  readonly strategy: Strategy;
  readonly from: string | null;
  readonly steps: readonly StartableStep[];
  readonly abort: FleetState | null;
}

export interface StartableStep {
  readonly name: string;
  readonly before: FleetState;
  readonly state: FleetState;
  readonly judgedBy: readonly string[];
  readonly phase: PlannedStep["phase"];
  /** Milliseconds. */
  readonly apply?: number;
  readonly bake?: number;
  readonly keep?: number;
}

/** What a rollout is started from. */
export interface RolloutStart {
  /** The digest of the plan as it was emitted. */
  readonly plan: string;
  /** Whether a generation that failed before was asked for by name. */
  readonly retry?: boolean;
  /** What it was built from, so that it can be replayed. */
  readonly build?: BuildRecord | null;
}

/**
 * The event that starts a rollout, but for who starts it and when. The generation and its image come from the definition
 * itself, so that the ledger can't name one and store another.
 */
export function startRollout(
  path: StartablePath,
  definition: GenerationDefinition,
  { plan, retry = false, build = null }: RolloutStart,
): Omit<EventOf<"started">, "at" | "actor" | "commit" | "reason"> {
  const { fleet, strategy, from, abort } = path;
  return {
    kind: "started",
    fleet,
    generation: digestDefinition(definition),
    fingerprint: definition.image.fingerprint,
    image: definition.image.name,
    from,
    plan,
    before: path.steps[0]?.before ?? {},
    strategy,
    steps: path.steps.map(plannedStep),
    abort,
    retry,
    ...(build === null ? {} : { build }),
  };
}

// What is nothing is left out, so that a step says only what it does.
function plannedStep({ name, phase, state, judgedBy, apply = 0, bake = 0, keep = 0 }: StartableStep): PlannedStep {
  return {
    name,
    phase,
    state,
    judged: judgedBy.length > 0,
    ...(apply === 0 ? {} : { apply }),
    ...(bake === 0 ? {} : { bake }),
    ...(keep === 0 ? {} : { keep }),
    ...(judgedBy.length === 0 ? {} : { judgedBy }),
  };
}

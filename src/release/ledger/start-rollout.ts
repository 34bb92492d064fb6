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

/** Who has something done, when and why. */
export interface EventContext {
  /** ISO 8601, in UTC. */
  readonly at: string;
  readonly actor: string;
  readonly commit: string | null;
  readonly reason: string | null;
}

/**
 * The event that starts a rollout. The generation and its image come from the definition itself, so that the ledger
 * can't name one and store another. `plan` is the digest of the plan as it was emitted; `retry` says that a generation
 * that failed before was asked for by name; `build` what it was built from, so that it can be replayed.
 */
export function startRollout(
  path: StartablePath,
  definition: GenerationDefinition,
  plan: string,
  retry: boolean,
  context: EventContext,
  build: BuildRecord | null = null,
): EventOf<"started"> {
  const { fleet, strategy, from, abort } = path;
  return {
    kind: "started",
    ...context,
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

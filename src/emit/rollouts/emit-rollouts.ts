import { shortDigest } from "../../base/digest.ts";
import { type Json, type JsonObject, prettyJson } from "../../base/json.ts";
import { byText, compareCodePoints } from "../../base/order.ts";
import type { EnvironmentPlan, FleetPlan, FleetState, Plan } from "../../plan/model.ts";
import type { RolloutPath, RolloutStep } from "../../rollout/path.ts";
import { rolloutPath } from "../../rollout/rollout-path.ts";
import { rolloutRules } from "../../rollout/rules.gen.ts";
import { sameState } from "../../rollout/state.ts";
import { type Artifact, textArtifact } from "../artifact.ts";
import { fleetVariables } from "../terraform/variable.ts";

const ABORT_FILE = "abort.tfvars.json";

/**
 * The files of every fleet's rollout: `plan.json`, a variable file a step, and one that aborts where there is something
 * to go back to. The Plan has no findings of the level error, so every rule that is named as proved holds.
 */
export function emitRollouts(plan: Plan): readonly Artifact[] {
  return Object.values(plan.environments)
    .flatMap((environment) => Object.values(environment.fleets).flatMap((fleet) => emitRollout(environment, fleet)))
    .sort(byText(({ path }) => path));
}

function emitRollout(environment: EnvironmentPlan, fleet: FleetPlan): readonly Artifact[] {
  const path = rolloutPath(environment, fleet);
  const folder = `rollouts/${environment.name}/${fleet.name}`;
  const origin = `environments/${environment.name}/fleets/${fleet.name}/rollout`;
  const file = (name: string, content: Json): Artifact => ({
    origin,
    ...textArtifact(`${folder}/${name}`, prettyJson(content)),
  });
  const variables = (state: FleetState): Json => fleetVariables({ [fleet.name]: state });
  return [
    file("plan.json", planDocument(path)),
    ...path.steps.map((step) => file(variableFile(step), variables(step.state))),
    ...(path.abort === null ? [] : [file(ABORT_FILE, variables(path.abort))]),
  ];
}

/** The name of a step's variable file: `03-weight-25.tfvars.json`. */
function variableFile({ number, name }: RolloutStep): string {
  return `${String(number).padStart(2, "0")}-${name}.tfvars.json`;
}

/** The rules that a plan which is emitted keeps. */
const proved: readonly string[] = rolloutRules
  .flatMap(({ definition }) => (definition.level === "error" ? [definition.code] : []))
  .sort(compareCodePoints);

/** What a pipeline needs to walk the path. Times are milliseconds; a field is only ever added. */
function planDocument(path: RolloutPath): JsonObject {
  return {
    format: 1,
    environment: path.environment,
    fleet: path.fleet,
    strategy: path.strategy,
    from: path.from,
    to: path.to,
    totalWeight: path.total,
    steps: path.steps.map(stepDocument),
    abort: path.abort === null ? null : { file: ABORT_FILE, state: shortState(path.abort), time: path.abortTime },
    worstCase: path.worstCase,
    proved,
  };
}

function stepDocument(step: RolloutStep): JsonObject {
  return {
    number: step.number,
    name: step.name,
    phase: step.phase,
    file: variableFile(step),
    before: shortState(step.before),
    after: shortState(step.state),
    apply: step.apply,
    bake: step.bake,
    keep: step.keep,
    judgedBy: step.judgedBy,
    abort: abortFile(step),
    worstCase: step.apply + step.bake + step.keep,
  };
}

// Before the new generation is there, the state that goes back is the one that the step leaves.
function abortFile(step: RolloutStep): string | null {
  if (step.abort === null) return null;
  return sameState(step.abort, step.state) ? variableFile(step) : ABORT_FILE;
}

function shortState(state: FleetState): JsonObject {
  return Object.fromEntries(Object.entries(state).map(([id, generation]) => [shortDigest(id), { ...generation }]));
}

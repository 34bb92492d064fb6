import { compareCodePoints } from "../base/json.ts";
import type { EnvironmentPlan, FleetPlan, FleetState, GenerationState, Strategy } from "../plan/model.ts";
import { heldCapacity, restingCapacity } from "./capacity.ts";
import type { Phase, RolloutPath, RolloutStep } from "./path.ts";
import { retire } from "./retire.ts";
import { LARGEST_WEIGHT, weightTotal } from "./share.ts";
import { changeEach, generationState, sameState, without } from "./state.ts";
import { blueGreen } from "./strategies/blue-green.ts";
import { canary } from "./strategies/canary.ts";
import { replace } from "./strategies/replace.ts";
import { rolling } from "./strategies/rolling.ts";
import type { PlannedState, PlanStates, StrategyContext } from "./strategy.ts";
import { APPLY_TIME, applyTime, growthTime, refreshTime } from "./times.ts";

const strategies: Readonly<Record<Strategy, PlanStates>> = { canary, blue_green: blueGreen, rolling, replace };

/**
 * The steps from what is live to what the source wants; none where that is live already. A fleet that stands on the way
 * goes on from where it stands; one that stands elsewhere first goes back to `from`. Live states are taken to be what a
 * passed step has left.
 */
export function rolloutPath(environment: EnvironmentPlan, fleet: FleetPlan): RolloutPath {
  const { strategy } = fleet.rollout;
  const from = currentGeneration(fleet);
  const context: StrategyContext = { fleet, from, to: fleet.wanted, total: partsOf(fleet) };
  const steps = joinSteps(fleet, from === fleet.wanted ? tidyUp(context) : rollOut(context, strategies[strategy]));
  const abort = steps.findLast((step) => step.phase === "shift")?.abort ?? null;
  return {
    environment: environment.name,
    fleet: fleet.name,
    strategy,
    from,
    to: fleet.wanted,
    total: context.total,
    steps,
    abort,
    abortTime: abort === null ? 0 : APPLY_TIME + (strategy === "rolling" ? refreshTime(fleet, from ?? "") : 0),
    worstCase: steps.reduce((sum, step) => sum + step.apply + step.bake + step.keep, 0),
  };
}

/**
 * The generation that an abort goes back to: the stable one while it can still take the traffic. Where history knows of
 * none, what serves stands in for it: taking that away first would be an outage.
 */
function currentGeneration({ stable, wanted, steady }: FleetPlan): string | null {
  const serving = Object.keys(steady)
    .filter((id) => (steady[id]?.weight ?? 0) > 0)
    .sort(
      (left, right) => (steady[right]?.weight ?? 0) - (steady[left]?.weight ?? 0) || compareCodePoints(left, right),
    );
  const taken = serving.length === 1 && serving[0] === wanted;
  const there = stable === null ? undefined : steady[stable];
  if (there && (stable === wanted || !taken || there.min > 0)) return stable;
  if (taken) return stable === null ? null : wanted;
  return serving.find((id) => id !== wanted) ?? null;
}

/** The parts that all traffic is counted in. Steps that no listener can express are an error of their own. */
function partsOf({ rollout }: FleetPlan): number {
  if (rollout.strategy !== "canary") return 100;
  return weightTotal(rollout.steps.map((step) => step.weight)) ?? LARGEST_WEIGHT;
}

function rollOut(context: StrategyContext, planStates: PlanStates): readonly PlannedState[] {
  const { fleet, from, to, total } = context;
  const states = planStates(context);
  const leftovers = Object.keys(fleet.steady).filter((id) => id !== from && id !== to);
  if (leftovers.length === 0) return statesAfter(states, fleet.steady);
  if (from === null) {
    // Whatever serves would be `from`, unless it is the wanted one: so the leftovers have no weight, and it has it all.
    const counted = changeEach(fleet.steady, [to], (one) => ({ ...one, weight: one.weight > 0 ? total : 0 }));
    const rest = statesAfter(states, without(counted, leftovers));
    return [...clear(context, counted, leftovers, () => null), ...rest];
  }
  const capacity = fleet.rollout.strategy === "rolling" ? restingCapacity(fleet) : heldCapacity(fleet, from);
  const withdrawn = allTrafficTo(fleet, from, generationState(fleet.route !== null, total, capacity));
  return [
    planned("withdraw", "prepare", withdrawn, withdrawn),
    ...clear(context, withdrawn, leftovers, (state) => state),
    ...states,
  ];
}

/** Leftovers of earlier rollouts go first: two generations at a time are all that a rollout needs room for. */
function clear(
  { fleet }: StrategyContext,
  state: FleetState,
  ids: readonly string[],
  abort: (state: FleetState) => FleetState | null,
): readonly PlannedState[] {
  return retire({ fleet, state, ids, phase: "prepare", prefix: "leftover-", abort });
}

/** What is left of the way when the fleet stands at one of its states; all of it when it stands elsewhere. */
function statesAfter(states: readonly PlannedState[], standing: FleetState): readonly PlannedState[] {
  return states.slice(1 + states.findLastIndex(({ state }) => sameState(state, standing)));
}

/** The wanted generation is the current one: it gets its traffic and its capacity, and what else there is goes. */
function tidyUp({ fleet, to, total }: StrategyContext): readonly PlannedState[] {
  const attached = fleet.route !== null;
  const others = Object.keys(fleet.steady).filter((id) => id !== to);
  const shared = others.some((id) => (fleet.steady[id]?.weight ?? 0) > 0);
  const settled = allTrafficTo(fleet, to, generationState(attached, total, restingCapacity(fleet)));
  // Traffic that comes back in one go needs the capacity to be there before the group may choose its own.
  const held = allTrafficTo(fleet, to, generationState(attached, total, heldCapacity(fleet, to)));
  return [
    ...(shared && fleet.rollout.strategy !== "rolling" ? [planned("withdraw", "prepare", held, null)] : []),
    planned("settle", "promoted", settled, null),
    ...retire({ fleet, state: settled, ids: others, phase: "retire", prefix: "", abort: () => null }),
  ];
}

function allTrafficTo(fleet: FleetPlan, id: string, state: GenerationState): FleetState {
  return { ...changeEach(fleet.steady, Object.keys(fleet.steady), (other) => ({ ...other, weight: 0 })), [id]: state };
}

function planned(name: string, phase: Phase, state: FleetState, abort: FleetState | null): PlannedState {
  return { name, phase, state, bake: 0, keep: 0, judged: false, abort };
}

/** Chains states into steps. A state that changes nothing is no step; what it would have waited, the one before does. */
function joinSteps(fleet: FleetPlan, states: readonly PlannedState[]): readonly RolloutStep[] {
  const steps: RolloutStep[] = [];
  let before = fleet.steady;
  for (const { name, phase, state, bake, keep, judged, abort } of states) {
    const last = steps.at(-1);
    if (sameState(before, state)) {
      if (last) steps[steps.length - 1] = { ...last, keep: last.keep + keep };
      continue;
    }
    steps.push({
      number: steps.length + 1,
      name,
      before,
      state,
      apply: applyTime(fleet, before, state),
      bake: Math.max(bake, growthTime(fleet, before, state)),
      keep,
      judgedBy: judged ? fleet.rollout.aborts.map((rule) => rule.name) : [],
      phase,
      abort,
    });
    before = state;
  }
  return steps;
}

import { compareCodePoints } from "../base/order.ts";
import { generationsOf, LEGACY, legacyShare } from "../plan/legacy.ts";
import type { EnvironmentPlan, FleetState, Strategy } from "../plan/model.ts";
import { type Capacity, heldCapacity, restingCapacity } from "./capacity.ts";
import { movesTraffic } from "./moves-traffic.ts";
import type { Phase, RolloutPath, RolloutStep } from "./path.ts";
import type { PathFleet } from "./path-fleet.ts";
import { isVisited, retire } from "./retire.ts";
import { LARGEST_WEIGHT, nearestParts, weightTotal } from "./share.ts";
import { changeEach, generationState, legacyState, sameState, without } from "./state.ts";
import { keepsVisitors, silenced } from "./stickiness.ts";
import { blueGreen } from "./strategies/blue-green.ts";
import { canary } from "./strategies/canary.ts";
import { replace } from "./strategies/replace.ts";
import { rolling } from "./strategies/rolling.ts";
import type { LegacySide, PlannedState, PlanStates, StrategyContext } from "./strategy.ts";
import { APPLY_TIME, applyTime, longestRequest, refreshTime, watchTime } from "./times.ts";

const strategies: Readonly<Record<Strategy, PlanStates>> = { canary, blue_green: blueGreen, rolling, replace };

/**
 * The steps from what is live to what the source wants; none where that is live already. A fleet that stands on the way
 * goes on from where it stands; one that stands elsewhere first goes back to `from`. Live states are taken to be what a
 * passed step has left.
 */
export function rolloutPath({ name }: EnvironmentPlan, fleet: PathFleet): RolloutPath {
  const known = paths.get(fleet);
  if (known?.environment === name) return known;
  const path = findPath(name, fleet);
  paths.set(fleet, path);
  return path;
}

// Of fleets as they are in a Plan: rules, emission and summary ask for the same.
const paths = new WeakMap<PathFleet, RolloutPath>();

function findPath(environment: string, fleet: PathFleet): RolloutPath {
  const { strategy } = fleet.rollout;
  const context = contextOf(fleet, strategies[strategy]);
  const { from } = context;
  const plan = from === fleet.wanted ? tidyUp : rollOut;
  const steps = joinSteps(fleet, plan(context, strategies[strategy]));
  const abort = steps.findLast((step) => step.abort !== null)?.abort ?? null;
  return {
    environment,
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

function contextOf(fleet: PathFleet, planStates: PlanStates): StrategyContext {
  const from = currentGeneration(fleet);
  const context = contextFrom(fleet, from);
  const { legacy, to } = context;
  // Where history knows of no stable generation, one that shares the traffic with the legacy side and stands on no way
  // of a first release has had its own: starting that again would give the legacy side more than it has.
  const settled = from === null && legacy !== null && (fleet.steady[to]?.weight ?? 0) > 0;
  return settled && !planStates(context).some(({ state }) => sameState(state, fleet.steady))
    ? contextFrom(fleet, to)
    : context;
}

function contextFrom(fleet: PathFleet, from: string | null): StrategyContext {
  const total = partsOf(fleet, from);
  return { fleet, from, to: fleet.wanted, total, legacy: legacySide(fleet, from, total) };
}

/** What the legacy side gives up, where it is there or is to be, and the strategy can weigh it. */
function legacySide(fleet: PathFleet, from: string | null, total: number): LegacySide | null {
  const { legacy, steady, rollout, route } = fleet;
  const present = LEGACY in steady;
  const weighed = route !== null && movesTraffic(rollout.strategy);
  if (!weighed || (legacy === undefined && !present)) return null;
  const before = nearestParts(legacyBefore(fleet, from), total);
  const after = nearestParts(legacy?.share ?? 0, total);
  return before === 0 && after === 0 && !present ? null : { before, after };
}

/** The share (percent) that an abort gives back to the legacy side: before the first release, everything. */
function legacyBefore({ legacy, steady, stable }: PathFleet, from: string | null): number {
  if (from === null) return 100;
  // Past the promotion, what was kept for the way back is history.
  const kept = from === stable ? (legacy?.kept ?? null) : null;
  return kept ?? legacyShare(steady) ?? 0;
}

/**
 * The generation that an abort goes back to: the stable one while it can still take the traffic. Where history knows of
 * none, what serves stands in for it: taking that away first would be an outage.
 */
function currentGeneration({ stable, wanted, steady }: PathFleet): string | null {
  const serving = generationsOf(steady)
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
function partsOf(fleet: PathFleet, from: string | null): number {
  const { rollout, legacy, steady } = fleet;
  const steps = rollout.strategy === "canary" ? rollout.steps.map((step) => step.weight) : [];
  const shares = legacy === undefined && !(LEGACY in steady) ? [] : [legacy?.share ?? 0, legacyBefore(fleet, from)];
  return weightTotal([...steps, ...shares]) ?? LARGEST_WEIGHT;
}

function rollOut(context: StrategyContext, planStates: PlanStates): readonly PlannedState[] {
  const { fleet, from, to, total, legacy } = context;
  const states = planStates(context);
  const leftovers = generationsOf(fleet.steady).filter((id) => id !== from && id !== to);
  if (leftovers.length === 0) return statesLeft(context, states, fleet.steady);
  if (from === null) {
    // Whatever serves would be `from`, unless it is the wanted one: so the leftovers have no weight, and what the legacy
    // side does not have, the wanted one has.
    const [weight, rest] = legacy === null ? [total, {}] : countedLegacy(fleet, total);
    const counted = {
      ...changeEach(fleet.steady, [to], (one) => ({ ...one, weight: one.weight > 0 ? weight : 0 })),
      ...rest,
    };
    const remaining = statesLeft(context, states, without(counted, leftovers));
    return [...clear(context, counted, leftovers, () => null), ...remaining];
  }
  const capacity = fleet.rollout.strategy === "rolling" ? restingCapacity(fleet) : heldCapacity(fleet, from);
  const withdrawn = allTrafficTo(context, from, capacity);
  return [withdraw(fleet, withdrawn, withdrawn), ...clear(context, withdrawn, leftovers, (state) => state), ...states];
}

/** What the legacy side leaves, and itself, as it is live, in the parts of the path. */
function countedLegacy({ steady }: PathFleet, total: number): readonly [number, FleetState] {
  const share = legacyShare(steady);
  const weight = share === null ? 0 : nearestParts(share, total);
  return [total - weight, LEGACY in steady ? legacyState(weight) : {}];
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

/**
 * The same, where a first release that was given up may have left its generation at the end of the way. Nothing has proven
 * it there, and nothing else serves: the last step before the promotion is taken where it stands.
 */
function statesLeft(
  { fleet, from, to, legacy }: StrategyContext,
  states: readonly PlannedState[],
  standing: FleetState,
): readonly PlannedState[] {
  const left = statesAfter(states, standing);
  if (from !== null || fleet.unproven !== true) return left;
  const last = states.findLastIndex(({ phase }) => phase === "prepare" || phase === "shift");
  const [proof, ...rest] = states.slice(last);
  const serves = legacy === null && (standing[to]?.weight ?? 0) > 0;
  const passed = left.length <= rest.length;
  return proof && (serves || passed) ? [{ ...proof, proves: true }, ...rest] : left;
}

/**
 * The wanted generation is the current one: it gets its traffic and its capacity, and what else there is goes. Where the
 * legacy side's share is to be another, that is a rollout of its own, without a new generation.
 */
function tidyUp(context: StrategyContext, planStates: PlanStates): readonly PlannedState[] {
  const { fleet, to, legacy } = context;
  const others = generationsOf(fleet.steady).filter((id) => id !== to);
  // Traffic that comes back in one go needs the capacity to be there before the group may choose its own.
  const held = allTrafficTo(context, to, heldCapacity(fleet, to));
  if (legacy !== null && legacy.before !== legacy.after) {
    const states = planStates(context);
    if (others.length === 0) return statesAfter(states, fleet.steady);
    return [withdraw(fleet, held, held), ...clear(context, held, others, (state) => state), ...states];
  }
  const shared = others.some((id) => (fleet.steady[id]?.weight ?? 0) > 0);
  const legacyLeaves = legacy?.after === 0;
  const settled = isVisited(fleet, held, others, legacyLeaves)
    ? held
    : allTrafficTo(context, to, restingCapacity(fleet));
  return [
    ...(shared && fleet.rollout.strategy !== "rolling" ? [withdraw(fleet, held, null)] : []),
    planned("settle", "promoted", settled, null),
    ...retire({
      fleet,
      state: settled,
      ids: others,
      settles: [to],
      legacyLeaves,
      phase: "retire",
      prefix: "",
      abort: () => null,
    }),
  ];
}

/** All traffic to one generation, but for what the legacy side had before the rollout. */
function allTrafficTo({ fleet, total, legacy }: StrategyContext, id: string, capacity: Capacity): FleetState {
  const generations = generationsOf(fleet.steady);
  const idle = changeEach(without(fleet.steady, [LEGACY]), generations, (other) =>
    other.weight > 0 ? silenced(fleet, other) : other,
  );
  const beside = legacy === null ? {} : legacyState(legacy.before);
  const weight = total - (legacy?.before ?? 0);
  return { ...idle, ...beside, [id]: generationState(fleet.route !== null, weight, capacity) };
}

/** All traffic is taken back at once: what leaves the listener for it has its last requests to answer still. */
function withdraw(fleet: PathFleet, state: FleetState, abort: FleetState | null): PlannedState {
  const bake = keepsVisitors(fleet) ? longestRequest(fleet, generationsOf(fleet.steady)) : 0;
  return { ...planned("withdraw", "prepare", state, abort), bake };
}

function planned(name: string, phase: Phase, state: FleetState, abort: FleetState | null): PlannedState {
  return { name, phase, state, bake: 0, keep: 0, judged: false, abort };
}

/** Chains states into steps. One that neither changes nor proves is none; what it would have waited, the one before does. */
function joinSteps(fleet: PathFleet, states: readonly PlannedState[]): readonly RolloutStep[] {
  const steps: RolloutStep[] = [];
  let before = fleet.steady;
  for (const { name, phase, state, bake, keep, judged, abort, proves = false } of states) {
    const last = steps.at(-1);
    if (!proves && sameState(before, state)) {
      if (last) steps[steps.length - 1] = { ...last, keep: last.keep + keep };
      continue;
    }
    steps.push({
      number: steps.length + 1,
      name,
      before,
      state,
      apply: applyTime(fleet, before, state),
      bake: watchTime(fleet, before, state, bake),
      keep,
      judgedBy: judged ? fleet.rollout.aborts.map((rule) => rule.name) : [],
      phase,
      abort,
    });
    before = state;
  }
  return steps;
}

import type { FleetState, GenerationState } from "../plan/model.ts";
import { heldCapacity, restingCapacity } from "./capacity.ts";
import { isVisited, retire } from "./retire.ts";
import { nearestParts } from "./share.ts";
import { changeEach, generationState, legacyState } from "./state.ts";
import { silenced } from "./stickiness.ts";
import type { PlannedState, StrategyContext } from "./strategy.ts";

/** A share (percent) of the traffic that the new generation gets, and how long to watch it there. */
export interface Shift {
  readonly weight: number;
  readonly bake: number;
}

/**
 * The way of every strategy that moves traffic between two generations. The new one is created at the capacity of the
 * peak and without traffic; then weights alone change, so that a step takes seconds and waits for no machine; the old
 * one keeps the capacity of the peak until `keep_previous` is over, so that the way back waits for none either.
 *
 * Where a legacy side takes part, the new generation ends with what that side is not to keep, and takes the old
 * generation's traffic first: the legacy side's visitors come when all of ours have. An abort gives both sides back
 * exactly what they had. Where the new generation is the old one, the legacy side alone gives traffic up. A generation that
 * gets no traffic has no data, so alarms are not asked about it; and where all traffic stays at the legacy side, there is
 * no way back to keep open.
 *
 * Visitors who stick to the old generation are served by it until it is retired, and the new one keeps the capacity of the
 * peak until they have come. An abort takes the new one out of the listener, or it would go on to serve those who stick to it.
 */
export function shiftTraffic(context: StrategyContext, shifts: readonly Shift[]): readonly PlannedState[] {
  const { fleet, from, to, total } = context;
  const { before, after } = context.legacy ?? { before: 0, after: 0 };
  const start = from === to ? total - before : 0;
  const reach = total - after;
  const begun = split(context, start, before);
  const at = (parts: number): FleetState =>
    split(context, parts, parts === reach ? after : Math.min(before, total - parts));
  const abort = wayBack(context, begun);
  const promoted = atRest(context, at(reach));
  // Where nothing else can take the traffic, nothing is gained by giving it in parts.
  const taken = abort === null ? shifts.slice(-1) : shifts;
  const untouched = before === total && reach === 0;
  const keep = abort === null || untouched ? 0 : fleet.rollout.keepPrevious;
  const judged = abort !== null && reach > 0;
  return [
    { name: from === to ? "hold" : "create", phase: "prepare", state: begun, bake: 0, keep: 0, judged: false, abort },
    ...shiftsBetween(taken, total, start, reach).map(
      ({ name, parts, bake }): PlannedState => ({
        name,
        phase: "shift",
        state: at(parts),
        bake,
        keep: 0,
        judged: parts > 0,
        abort,
      }),
    ),
    { name: "promote", phase: "promoted", state: promoted, bake: 0, keep, judged, abort },
    ...departure(context, promoted),
  ];
}

/** The new generation with these parts of the traffic, the legacy side with those, and the old generation with the others. */
function split({ fleet, from, to, total, legacy }: StrategyContext, parts: number, beside: number): FleetState {
  const held = (id: string, weight: number): GenerationState => generationState(true, weight, heldCapacity(fleet, id));
  return {
    ...(from === null || from === to ? {} : { [from]: held(from, total - parts - beside) }),
    ...(legacy === null ? {} : legacyState(beside)),
    [to]: held(to, parts),
  };
}

/** What an abort goes back to: what there was, with the new generation still there. Null where nothing else takes traffic. */
function wayBack({ fleet, from, to, legacy }: StrategyContext, begun: FleetState): FleetState | null {
  if (from === null && legacy === null) return null;
  const created = generationState(true, 0, restingCapacity(fleet));
  return changeEach(begun, [to], (given) =>
    given.weight > 0 ? given : silenced(fleet, from === to ? given : created),
  );
}

/** The last state of traffic, with the new generation at rest, unless visitors of what is to go may still come to it. */
function atRest(context: StrategyContext, reached: FleetState): FleetState {
  const { fleet, to } = context;
  const { ids, legacyLeaves } = leaving(context);
  if (isVisited(fleet, reached, ids, legacyLeaves)) return reached;
  return changeEach(reached, [to], ({ weight }) => generationState(true, weight, restingCapacity(fleet)));
}

function departure(context: StrategyContext, state: FleetState): readonly PlannedState[] {
  const { fleet, to } = context;
  const gone = leaving(context);
  if (gone.ids.length === 0 && !gone.legacyLeaves) return [];
  return retire({ fleet, state, ...gone, settles: [to], phase: "retire", prefix: "", abort: () => null });
}

/** What has no traffic at the end. */
function leaving({ from, to, legacy }: StrategyContext) {
  return { ids: from === null || from === to ? [] : [from], legacyLeaves: legacy?.after === 0 };
}

/** The shifts that lie between two counts of parts, and the one that ends there. */
function shiftsBetween(shifts: readonly Shift[], total: number, start: number, reach: number) {
  const all = shifts.map(({ weight, bake }) => ({
    name: `weight-${weight}`,
    parts: nearestParts(weight, total),
    bake,
  }));
  const between = all.filter(({ parts }) => parts > start && parts < reach);
  if (reach === start) return between;
  // The bake of the step that would have gone as far or farther.
  const bake = (all.find(({ parts }) => parts >= reach) ?? all.at(-1))?.bake ?? 0;
  return [...between, { name: `weight-${Math.round((reach * 100_000) / total) / 1000}`, parts: reach, bake }];
}

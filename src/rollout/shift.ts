import type { FleetState, GenerationState } from "../plan/model.ts";
import { heldCapacity, restingCapacity } from "./capacity.ts";
import { isVisited, retire } from "./retire.ts";
import { nearestParts } from "./share.ts";
import { generationState, legacyState } from "./state.ts";
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
  const { fleet, from, to, total, legacy } = context;
  const kept = legacy?.before ?? 0;
  const reach = total - (legacy?.after ?? 0);
  const start = from === to ? total - kept : 0;
  const held = (id: string, weight: number): GenerationState => generationState(true, weight, heldCapacity(fleet, id));
  const old = (weight: number): FleetState => (from === null || from === to ? {} : { [from]: held(from, weight) });
  const beside = (weight: number): FleetState => (legacy === null ? {} : legacyState(weight));
  const split = (parts: number): FleetState => {
    const rest = parts === reach ? total - reach : Math.min(kept, total - parts);
    return { ...old(total - parts - rest), ...beside(rest), [to]: held(to, parts) };
  };
  const atRest = generationState(true, 0, restingCapacity(fleet));
  const returned = start > 0 ? held(to, start) : silenced(fleet, from === to ? held(to, 0) : atRest);
  const abort = from === null && legacy === null ? null : { ...old(total - kept), ...beside(kept), [to]: returned };
  const begun = { ...old(total - kept), ...beside(kept), [to]: held(to, start) };
  const ids = from === null || from === to ? [] : [from];
  const legacyLeaves = legacy?.after === 0;
  const untouched = kept === total && reach === 0;
  const reached = split(reach);
  const promoted = isVisited(fleet, reached, ids, legacyLeaves)
    ? reached
    : { ...reached, [to]: { ...atRest, weight: reach } };
  // Where nothing else can take the traffic, nothing is gained by giving it in parts.
  const taken = abort === null ? shifts.slice(-1) : shifts;
  return [
    {
      name: from === to ? "hold" : "create",
      phase: "prepare",
      state: abort === null ? split(0) : begun,
      bake: 0,
      keep: 0,
      judged: false,
      abort,
    },
    ...shiftsBetween(taken, total, start, reach).map(
      ({ name, parts, bake }): PlannedState => ({
        name,
        phase: "shift",
        state: split(parts),
        bake,
        keep: 0,
        judged: parts > 0,
        abort,
      }),
    ),
    {
      name: "promote",
      phase: "promoted",
      state: promoted,
      bake: 0,
      keep: abort === null || untouched ? 0 : fleet.rollout.keepPrevious,
      judged: abort !== null && reach > 0,
      abort,
    },
    ...(ids.length === 0 && !legacyLeaves
      ? []
      : retire({
          fleet,
          state: promoted,
          ids,
          settles: [to],
          legacyLeaves,
          phase: "retire",
          prefix: "",
          abort: () => null,
        })),
  ];
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

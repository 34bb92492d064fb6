import { shortDigest } from "../../base/digest.ts";
import { compareCodePoints } from "../../base/order.ts";
import { generationsOf, LEGACY } from "../../plan/legacy.ts";
import type { FleetState } from "../../plan/model.ts";

/** What AWS says of a fleet. */
export interface FleetObservation {
  /** Weights that the listener rule gives, by generation, and by ARN what is no generation; null where there is no rule. */
  readonly weights: Readonly<Record<string, number>> | null;
  /** By generation: those that have a group. */
  readonly groups: Readonly<Record<string, GroupObservation>>;
  /** A sentence where something is over and did not end as it should: waiting is no use. */
  readonly broken: string | null;
}

export interface GroupObservation {
  /** The most instances that it may have. */
  readonly max: number;
  /** Instances in service. */
  readonly inService: number;
  /** All instances, those on their way in or out too. */
  readonly instances: number;
  /** Instances that the balancer sends traffic to; null where it has none to send. */
  readonly healthy: number | null;
  /** A sentence while instances are being replaced; null where they are not. */
  readonly refreshing: string | null;
  /** AWS's words for the last launch, where instances are missing and it failed; null otherwise. */
  readonly failing: string | null;
}

/** How a fleet shows its traffic and capacity to its surroundings. */
export interface FleetShape {
  readonly routed: boolean;
  /** One group whose instances are replaced in place: only the generation with a weight has instances. */
  readonly rolling: boolean;
}

/**
 * What a state promises and AWS does not show yet, a sentence each; none where the state is reached. A generation that
 * shares the group of another is looked at once, as the one that has the weight.
 */
export function missingOf(state: FleetState, shape: FleetShape, observed: FleetObservation): readonly string[] {
  const generations = [...generationsOf(state)].sort(compareCodePoints);
  return [
    ...(shape.routed ? missingWeights(state, shape, observed) : []),
    ...generations.flatMap((id) => {
      const { weight, min, max, attached } = state[id] ?? { weight: 0, min: 0, max: 0, attached: false };
      if (shape.rolling && weight === 0) return [];
      const group = observed.groups[shortDigest(id)];
      const name = shortDigest(id);
      if (group === undefined) return [`${name} has no autoscaling group`];
      const failing = group.failing === null ? "" : ` (the last launch failed: ${group.failing})`;
      if (group.refreshing !== null) return [`${group.refreshing}${failing}`];
      if (max === 0) return group.instances === 0 ? [] : [`${name} has ${group.instances} of 0 instances`];
      if (group.inService < min) return [`${name} has ${group.inService} of ${min} instances in service${failing}`];
      const healthy = group.healthy ?? 0;
      return shape.routed && attached && healthy < min ? [`${name} has ${healthy} of ${min} healthy targets`] : [];
    }),
  ];
}

/** The generations of a state that may have instances still, whether all of them are there or not. */
export function standingOf(state: FleetState, { groups }: FleetObservation): readonly string[] {
  return generationsOf(state).filter((id) => (groups[shortDigest(id)]?.max ?? 0) > 0);
}

/** The part of it that says where traffic goes; of a group whose instances are replaced in place, that is all of it. */
export function missingTraffic(state: FleetState, shape: FleetShape, observed: FleetObservation): readonly string[] {
  if (shape.rolling) return missingOf(state, shape, observed);
  return shape.routed ? missingWeights(state, shape, observed) : [];
}

function missingWeights(state: FleetState, { rolling }: FleetShape, { weights }: FleetObservation): readonly string[] {
  const attached = Object.entries(state).filter(([, one]) => one.attached);
  if (attached.length === 0) return weights === null ? [] : ["the listener rule is still there"];
  if (weights === null) return ["there is no listener rule"];
  if (rolling) return [];
  const wanted = new Map(attached.map(([id, { weight }]) => [id === LEGACY ? LEGACY : shortDigest(id), weight]));
  const ours = [...wanted.keys()].filter((key) => key !== LEGACY);
  const others = Object.keys(weights).filter((key) => !ours.includes(key));
  const legacy = others.length === 1 && wanted.has(LEGACY) ? others[0] : undefined;
  return [
    ...ours
      .filter((key) => weights[key] !== wanted.get(key))
      .map((key) => `the rule gives ${key} ${weights[key] ?? "nothing"}, not ${wanted.get(key)}`),
    ...(legacy !== undefined && weights[legacy] !== wanted.get(LEGACY)
      ? [`the rule gives ${legacy} ${weights[legacy]}, not ${wanted.get(LEGACY)}`]
      : []),
    ...others.filter((key) => key !== legacy).map((key) => `the rule forwards to ${key} too`),
  ].sort(compareCodePoints);
}

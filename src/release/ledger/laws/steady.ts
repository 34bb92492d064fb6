import { shortDigest } from "../../../base/digest.ts";
import { lookup } from "../../../base/record.ts";
import { generationsOf } from "../../../plan/legacy.ts";
import type { FleetState } from "../../../plan/model.ts";
import type { EventOf } from "../entry.ts";
import { fleetOf, type LiveEnvironment } from "../state.ts";
import { already, type Judgement, lawful, refuse } from "./judgement.ts";
import { identicalState, refuseState, refuseUnrunnable, refuseWithoutReason } from "./shared.ts";

/**
 * A rollback goes to a generation that was stable once, may run still and did not fail, and gives it all traffic but a
 * legacy side's.
 */
export function judgeRolledBack(live: LiveEnvironment, event: EventOf<"rolled_back">): Judgement {
  const fleet = fleetOf(live, event.fleet);
  const { finished } = fleet;
  const to = shortDigest(event.to);
  if (fleet.stable === event.to && finished?.kind === "rolled_back" && finished.from === event.from) return already;
  if (fleet.rollout?.phase === "active")
    return refuse("abort-first", `fleet ${fleet.name} is being rolled out; abort that instead of rolling back`);
  if (fleet.stable !== event.from)
    return refuse("current-plan", `fleet ${fleet.name} is not at generation ${shortDigest(event.from)}`);
  if (event.to === event.from)
    return refuse("something-to-do", `generation ${to} is what fleet ${fleet.name} runs already`);
  const target = lookup(fleet.generations, event.to);
  if (target === undefined || !fleet.promotions.includes(event.to))
    return refuse("promoted-once", `generation ${to} was never stable in fleet ${fleet.name}`);
  const unrunnable = refuseUnrunnable(live, target);
  if (unrunnable !== null) return unrunnable;
  if (target.failed) return refuse("failed-before", `generation ${to} was itself rolled back from`);
  const reasonless = refuseWithoutReason("a rollback", event.reason);
  if (reasonless !== null) return reasonless;
  return judgeReturn(event, new Set([event.to, ...Object.keys(fleet.state)]));
}

/** Capacity may change between rollouts; which generations live, and their shares, may not. */
export function judgeResized(live: LiveEnvironment, event: EventOf<"resized">): Judgement {
  const fleet = fleetOf(live, event.fleet);
  if (fleet.rollout?.phase === "active")
    return refuse("one-rollout-a-fleet", `fleet ${fleet.name} is being rolled out; its plan says the capacity`);
  if (identicalState(fleet.state, event.state)) return already;
  return identicalState(withoutCapacity(fleet.state), withoutCapacity(event.state))
    ? lawful
    : refuse("capacity-alone", `resizing fleet ${fleet.name} would also change its generations or their shares`);
}

/** A generation is retired once it has no traffic and nothing would go back to it without being asked. */
export function judgeRetired(live: LiveEnvironment, event: EventOf<"retired">): Judgement {
  const fleet = fleetOf(live, event.fleet);
  const name = `generation ${shortDigest(event.generation)}`;
  const known = lookup(fleet.generations, event.generation);
  if (known === undefined) return refuse("known-generations", `fleet ${fleet.name} never had ${name}`);
  if (fleet.stable === event.generation)
    return refuse("stable-stays", `${name} is the stable one of fleet ${fleet.name}`);
  const { rollout } = fleet;
  if (rollout !== null && [rollout.generation, rollout.from].includes(event.generation))
    return refuse("stable-stays", `${name} is part of the rollout of fleet ${fleet.name} that is under way`);
  const current = lookup(fleet.state, event.generation);
  if (known.retired && current === undefined) return already;
  if (current !== undefined && current.weight > 0)
    return refuse("drained-first", `${name} of fleet ${fleet.name} has traffic still (weight ${current.weight})`);
  const { [event.generation]: _gone, ...rest } = fleet.state;
  return identicalState(rest, event.state)
    ? lawful
    : refuse("state-as-planned", `retiring ${name} would also change the rest of fleet ${fleet.name}`);
}

function judgeReturn(event: EventOf<"rolled_back">, known: ReadonlySet<string>): Judgement {
  const refused = refuseState("the rollback", event.state, known);
  if (refused !== null) return refused;
  // What a legacy side has is not for a generation to take back.
  const astray = generationsOf(event.state).some((id) => id !== event.to && (event.state[id]?.weight ?? 0) > 0);
  return astray || !Object.hasOwn(event.state, event.to)
    ? refuse("all-traffic-back", `the rollback does not give all traffic to ${shortDigest(event.to)}`)
    : lawful;
}

function withoutCapacity(state: FleetState): FleetState {
  return Object.fromEntries(
    Object.entries(state).map(([generation, one]) => [generation, { ...one, min: 0, max: 0, desired: 0 }]),
  );
}

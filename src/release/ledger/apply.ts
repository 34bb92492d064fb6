import { assertNever } from "../../base/assert-never.ts";
import type { FleetState } from "../../plan/model.ts";
import type { EventOf, LedgerEvent } from "./entry.ts";
import { type FleetRecord, fleetOf, type GenerationRecord, type LiveEnvironment, lookup, withKey } from "./state.ts";

/** The state after a lawful event; `sequence` is its place in the ledger. What is lawful, `judge` decides. */
export function applyEvent(live: LiveEnvironment, event: LedgerEvent, sequence: number): LiveEnvironment {
  switch (event.kind) {
    case "baked":
      return applyBaked(live, event, sequence);
    case "started":
      return withFleet(live, start(fleetOf(live, event.fleet), event, sequence));
    case "step_passed":
      return withFleet(live, passStep(fleetOf(live, event.fleet), event.state, sequence));
    case "promoted":
      return withFleet(live, promote(fleetOf(live, event.fleet), sequence));
    case "aborted":
      return withFleet(live, abort(fleetOf(live, event.fleet), event, sequence));
    case "rolled_back":
      return withFleet(live, rollBack(fleetOf(live, event.fleet), event, sequence));
    case "resized":
      return withFleet(live, { ...fleetOf(live, event.fleet), state: event.state });
    case "retired": {
      const fleet = noted(fleetOf(live, event.fleet), event.generation, sequence, { retired: true });
      return withFleet(live, { ...fleet, state: event.state });
    }
    case "revoked":
      return applyRevoked(live, event, sequence);
    case "pruned":
      return withImage(live, event.fingerprint, { amis: {}, pruned: true });
    default:
      return assertNever(event);
  }
}

function applyBaked(live: LiveEnvironment, event: EventOf<"baked">, sequence: number): LiveEnvironment {
  const known = lookup(live.images, event.fingerprint);
  return {
    ...live,
    images: withKey(live.images, event.fingerprint, {
      name: event.image,
      fingerprint: event.fingerprint,
      amis: { ...known?.amis, ...event.amis },
      base: event.base,
      baked: sequence,
      revoked: known?.revoked ?? null,
      pruned: false,
    }),
  };
}

function start(fleet: FleetRecord, event: EventOf<"started">, sequence: number): FleetRecord {
  const { generation, image, fingerprint, from, plan, strategy, steps, abort } = event;
  const known = lookup(fleet.generations, generation);
  const record: GenerationRecord = {
    generation,
    image,
    fingerprint,
    failed: known?.failed ?? false,
    revoked: known?.revoked ?? null,
    retired: false,
    entries: [...(known?.entries ?? []), sequence],
  };
  const phase = fleet.stable === generation ? "settling" : "active";
  return {
    ...fleet,
    rollout: { generation, from, plan, strategy, steps, abort, passed: 0, phase, started: sequence },
    generations: withKey(fleet.generations, generation, record),
  };
}

function passStep(fleet: FleetRecord, state: FleetState, sequence: number): FleetRecord {
  const rollout = fleet.rollout;
  if (rollout === null) return fleet;
  return settle({
    ...noted(fleet, rollout.generation, sequence, {}),
    state,
    rollout: { ...rollout, passed: rollout.passed + 1 },
  });
}

function promote(fleet: FleetRecord, sequence: number): FleetRecord {
  const rollout = fleet.rollout;
  if (rollout === null) return fleet;
  return settle({
    ...noted(fleet, rollout.generation, sequence, { failed: false }),
    stable: rollout.generation,
    rollout: { ...rollout, phase: "settling" },
    promotions: latest(fleet.promotions, rollout.generation),
  });
}

function abort(fleet: FleetRecord, event: EventOf<"aborted">, sequence: number): FleetRecord {
  const rollout = fleet.rollout;
  if (rollout === null) return fleet;
  const change = event.verdict === "fail" ? { failed: true } : {};
  return {
    ...noted(fleet, rollout.generation, sequence, change),
    state: event.state,
    rollout: null,
    finished: { kind: "aborted", plan: rollout.plan },
  };
}

function rollBack(fleet: FleetRecord, event: EventOf<"rolled_back">, sequence: number): FleetRecord {
  const left = noted(fleet, event.from, sequence, { failed: true });
  return {
    ...noted(left, event.to, sequence, { retired: false }),
    stable: event.to,
    state: event.state,
    rollout: null,
    finished: { kind: "rolled_back", from: event.from, to: event.to },
    promotions: latest(fleet.promotions, event.to),
  };
}

function applyRevoked(live: LiveEnvironment, event: EventOf<"revoked">, sequence: number): LiveEnvironment {
  const revoked = event.reason ?? "";
  const { subject } = event;
  if (subject.kind === "image") return withImage(live, subject.fingerprint, { revoked });
  return withFleet(live, noted(fleetOf(live, subject.fleet), subject.generation, sequence, { revoked }));
}

/** Ends a promoted rollout once its last step has passed. */
function settle(fleet: FleetRecord): FleetRecord {
  const rollout = fleet.rollout;
  if (rollout?.phase !== "settling" || rollout.passed < rollout.steps.length) return fleet;
  return { ...fleet, rollout: null, finished: { kind: "completed", plan: rollout.plan } };
}

function latest(promotions: readonly string[], generation: string): readonly string[] {
  return [...promotions.filter((earlier) => earlier !== generation), generation];
}

function noted(
  fleet: FleetRecord,
  generation: string,
  sequence: number,
  change: Partial<GenerationRecord>,
): FleetRecord {
  const known = lookup(fleet.generations, generation);
  if (known === undefined) return fleet;
  const record = { ...known, ...change, entries: [...known.entries, sequence] };
  return { ...fleet, generations: withKey(fleet.generations, generation, record) };
}

function withFleet(live: LiveEnvironment, fleet: FleetRecord): LiveEnvironment {
  return { ...live, fleets: withKey(live.fleets, fleet.name, fleet) };
}

function withImage(
  live: LiveEnvironment,
  fingerprint: string,
  change: Partial<LiveEnvironment["images"][string]>,
): LiveEnvironment {
  const known = lookup(live.images, fingerprint);
  return known === undefined ? live : { ...live, images: withKey(live.images, fingerprint, { ...known, ...change }) };
}

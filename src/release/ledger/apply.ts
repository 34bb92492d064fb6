import { assertNever } from "../../base/assert-never.ts";
import { lookup, put } from "../../base/record.ts";
import { LEGACY } from "../../plan/legacy.ts";
import type { FleetState } from "../../plan/model.ts";
import type { EventOf, LedgerEvent } from "./entry.ts";
import { type FleetRecord, fleetOf, type GenerationRecord, type ImageRecord, type LiveEnvironment } from "./state.ts";

/** The state after a lawful event; `sequence` is its place in the ledger. What is lawful, `judge` decides. */
export function applyEvent(live: LiveEnvironment, event: LedgerEvent, sequence: number): LiveEnvironment {
  const draft = draftOf(live);
  applyInto(draft, event, sequence);
  return draft;
}

/** A state that is being built. Nobody else holds its records, so that they can be changed in place. */
export interface DraftEnvironment extends LiveEnvironment {
  readonly images: Record<string, ImageRecord>;
  readonly fleets: Record<string, DraftFleet>;
}

interface DraftFleet extends FleetRecord {
  readonly generations: Record<string, GenerationRecord>;
}

/** A draft that begins as a copy of a state. */
export function draftOf(live: LiveEnvironment): DraftEnvironment {
  const fleets = Object.entries(live.fleets).map(([name, fleet]) => [name, draftFleet(fleet)] as const);
  return { environment: live.environment, images: { ...live.images }, fleets: Object.fromEntries(fleets) };
}

/** `applyEvent` on a draft: a long history is folded without a copy for each of its entries. */
export function applyInto(draft: DraftEnvironment, event: LedgerEvent, sequence: number): void {
  switch (event.kind) {
    case "baked":
      bake(draft, event, sequence);
      break;
    case "started":
      setFleet(draft, start(fleetIn(draft, event.fleet), event, sequence));
      break;
    case "step_passed":
      setFleet(draft, passStep(fleetIn(draft, event.fleet), event.state, sequence));
      break;
    case "promoted":
      setFleet(draft, promote(fleetIn(draft, event.fleet), sequence));
      break;
    case "aborted":
      setFleet(draft, abort(fleetIn(draft, event.fleet), event, sequence));
      break;
    case "rolled_back":
      setFleet(draft, rollBack(fleetIn(draft, event.fleet), event, sequence));
      break;
    case "resized":
      setFleet(draft, { ...fleetIn(draft, event.fleet), state: event.state });
      break;
    case "retired":
      setFleet(draft, retire(fleetIn(draft, event.fleet), event, sequence));
      break;
    case "revoked":
      revoke(draft, event, sequence);
      break;
    case "pruned":
      changeImage(draft, event.fingerprint, { amis: {}, pruned: true });
      break;
    case "brought":
      break;
    default:
      assertNever(event);
  }
}

function bake({ images }: DraftEnvironment, event: EventOf<"baked">, sequence: number): void {
  const known = lookup(images, event.fingerprint);
  put(images, event.fingerprint, {
    name: event.image,
    fingerprint: event.fingerprint,
    amis: { ...known?.amis, ...event.amis },
    base: event.base,
    baked: sequence,
    revoked: known?.revoked ?? null,
    pruned: false,
  });
}

function start(fleet: DraftFleet, event: EventOf<"started">, sequence: number): DraftFleet {
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
  // One to the stable generation settles it, unless it takes traffic from a legacy side: then there is a way back.
  const moves = abort !== null && LEGACY in abort;
  const phase = fleet.stable === generation && !moves ? "settling" : "active";
  put(fleet.generations, generation, record);
  return { ...fleet, rollout: { generation, from, plan, strategy, steps, abort, passed: 0, phase, started: sequence } };
}

function passStep(fleet: DraftFleet, state: FleetState, sequence: number): DraftFleet {
  const rollout = fleet.rollout;
  if (rollout === null) return fleet;
  return settle({
    ...noted(fleet, rollout.generation, sequence, {}),
    state,
    rollout: { ...rollout, passed: rollout.passed + 1 },
  });
}

function promote(fleet: DraftFleet, sequence: number): DraftFleet {
  const rollout = fleet.rollout;
  if (rollout === null) return fleet;
  return settle({
    ...noted(fleet, rollout.generation, sequence, { failed: false }),
    stable: rollout.generation,
    rollout: { ...rollout, phase: "settling" },
    promotions: latest(fleet.promotions, rollout.generation),
  });
}

function abort(fleet: DraftFleet, event: EventOf<"aborted">, sequence: number): DraftFleet {
  const rollout = fleet.rollout;
  if (rollout === null) return fleet;
  // A stable generation has not failed where it was to take more of a legacy side's traffic and could not.
  const change = event.verdict === "fail" && rollout.generation !== fleet.stable ? { failed: true } : {};
  return {
    ...noted(fleet, rollout.generation, sequence, change),
    state: event.state,
    rollout: null,
    finished: { kind: "aborted", plan: rollout.plan },
  };
}

function rollBack(fleet: DraftFleet, event: EventOf<"rolled_back">, sequence: number): DraftFleet {
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

function retire(fleet: DraftFleet, event: EventOf<"retired">, sequence: number): DraftFleet {
  return { ...noted(fleet, event.generation, sequence, { retired: true }), state: event.state };
}

function revoke(draft: DraftEnvironment, event: EventOf<"revoked">, sequence: number): void {
  const revoked = event.reason ?? "";
  const { subject } = event;
  if (subject.kind === "image") changeImage(draft, subject.fingerprint, { revoked });
  else setFleet(draft, noted(fleetIn(draft, subject.fleet), subject.generation, sequence, { revoked }));
}

/** Ends a promoted rollout once its last step has passed. */
function settle(fleet: DraftFleet): DraftFleet {
  const rollout = fleet.rollout;
  if (rollout?.phase !== "settling" || rollout.passed < rollout.steps.length) return fleet;
  return { ...fleet, rollout: null, finished: { kind: "completed", plan: rollout.plan } };
}

function latest(promotions: readonly string[], generation: string): readonly string[] {
  return [...promotions.filter((earlier) => earlier !== generation), generation];
}

/** Adds an entry to what is known of a generation, with what changes by it. */
function noted(fleet: DraftFleet, generation: string, sequence: number, change: Partial<GenerationRecord>): DraftFleet {
  const known = lookup(fleet.generations, generation);
  if (known !== undefined)
    put(fleet.generations, generation, { ...known, ...change, entries: [...known.entries, sequence] });
  return fleet;
}

function fleetIn(draft: DraftEnvironment, name: string): DraftFleet {
  return lookup(draft.fleets, name) ?? draftFleet(fleetOf(draft, name));
}

function setFleet(draft: DraftEnvironment, fleet: DraftFleet): void {
  put(draft.fleets, fleet.name, fleet);
}

function draftFleet(fleet: FleetRecord): DraftFleet {
  return { ...fleet, generations: { ...fleet.generations } };
}

function changeImage({ images }: DraftEnvironment, fingerprint: string, change: Partial<ImageRecord>): void {
  const known = lookup(images, fingerprint);
  if (known !== undefined) put(images, fingerprint, { ...known, ...change });
}

import fc from "fast-check";
import { expect, test } from "vitest";
import { isUnproven } from "../../../src/plan/live.ts";
import type { FleetPlan, FleetState } from "../../../src/plan/model.ts";
import { abortState } from "../../../src/release/ledger/abort-state.ts";
import type { LedgerEvent } from "../../../src/release/ledger/entry.ts";
import { stepsBeforePromotion } from "../../../src/release/ledger/laws/started.ts";
import { emptyLedger, type Ledger } from "../../../src/release/ledger/ledger.ts";
import { startRollout } from "../../../src/release/ledger/start-rollout.ts";
import { fleetOf } from "../../../src/release/ledger/state.ts";
import { toLive } from "../../../src/release/to-live.ts";
import { newFleet, pathOf } from "../../rollout/fleets.ts";
import { generationFixture, rolloutFixture } from "../../support/plan-fixture.ts";
import { append, because, context } from "./samples.ts";

const MINUTE = 60_000;
const releases = ["1", "2", "3"];

/** What a source says of a fleet when it is released. */
const anySource = fc
  .record({
    release: fc.constantFrom(...releases),
    strategy: fc.constantFrom("canary", "blue_green"),
    min: fc.nat({ max: 6 }),
    more: fc.integer({ min: 1, max: 12 }),
    scales: fc.boolean(),
    peak: fc.option(fc.integer({ min: 1, max: 100 })),
  })
  .map(({ release, strategy, min, more, scales, peak }) => ({
    release,
    rollout: rolloutFixture({ strategy }),
    fleet: {
      size: { min, max: min + more },
      scale: scales ? ({ cpu: 55, requests: null } as const) : null,
      load: peak === null ? null : { quiet: 1, peak },
    },
  }));
type Source = typeof anySource extends fc.Arbitrary<infer T> ? T : never;

/** A source that is released, a step that passes, or an abort: before the next step is applied, or while that bakes. */
const anyHappening = fc.oneof(
  { weight: 2, arbitrary: anySource },
  { weight: 8, arbitrary: fc.constant("step" as const) },
  { weight: 2, arbitrary: fc.constantFrom("abort before" as const, "abort after" as const) },
);

test("whatever is released, given up and released again, traffic goes to instances that are there", () => {
  const reached = { promoted: 0, aborted: 0, proved: 0 };
  fc.assert(
    fc.property(fc.boolean(), fc.array(anyHappening, { minLength: 20, maxLength: 80 }), (sticky, happenings) => {
      let ledger = append(emptyLedger("prod"), baked);
      let peak = 0;
      for (const happening of happenings) {
        const { state: before, rollout, stable } = fleetOf(ledger.live, "web");
        if (typeof happening === "object") {
          const fleet = planned(ledger, happening, sticky);
          if (rollout?.phase === "active") continue;
          const start = startOf(fleet, ledger);
          // What is wanted has nothing left to do where it was promoted, and nowhere else.
          if (start === null) {
            expect(stable).toBe(fleet.wanted);
            continue;
          }
          ledger = append(ledger, start);
          peak = peakOf(fleet);
          if (stable === null && shareOf(before, fleet.wanted) === 1) reached.proved++;
        } else {
          const next = happening === "step" ? stepOf(ledger) : abortOf(ledger, happening === "abort after");
          if (next === null) continue;
          if (next.kind === "promoted" && stable !== next.generation) expectProven(ledger);
          ledger = append(ledger, next);
          if (next.kind === "promoted" || next.kind === "aborted") reached[next.kind]++;
        }
        expectServing(before, fleetOf(ledger.live, "web").state, peak, sticky);
      }
    }),
    { numRuns: 500 },
  );
  expect(Math.min(reached.promoted, reached.aborted, reached.proved)).toBeGreaterThan(20);
});

/** What is promoted was judged while it had all the traffic. */
function expectProven({ live }: Ledger): void {
  const { rollout } = fleetOf(live, "web");
  const judged = rollout?.steps.slice(0, rollout.passed).filter((step) => step.judged) ?? [];
  expect(judged.map(({ state }) => shareOf(state, rollout?.generation ?? ""))).toContain(1);
}

/** What gets traffic had the instances for it and its place at the listener before, and nobody is sent to what goes. */
function expectServing(before: FleetState, after: FleetState, peak: number, sticky: boolean): void {
  const serves = Object.keys(before).some((id) => shareOf(before, id) > 0);
  for (const [id, { max }] of Object.entries(after)) {
    const share = shareOf(after, id);
    const was = before[id];
    if (serves && share > shareOf(before, id))
      expect({ attached: was?.attached, enough: (was?.min ?? 0) >= share * peak }).toEqual({
        attached: true,
        enough: true,
      });
    if (was && was.max > 0 && max === 0) expect(sticky ? was.attached : was.weight > 0).toBe(false);
  }
  for (const [id, was] of Object.entries(before))
    if (!Object.hasOwn(after, id)) expect(was).toMatchObject({ attached: false, weight: 0, max: 0 });
  if (serves) expect(Object.keys(after).filter((id) => shareOf(after, id) > 0)).not.toEqual([]);
}

function shareOf(state: FleetState, id: string): number {
  const total = Object.values(state).reduce((sum, { weight }) => sum + weight, 0);
  return (state[id]?.weight ?? 0) / (total || 1);
}

function peakOf({ size, load }: FleetPlan): number {
  return Math.max(size.min, ((load?.peak ?? 100) * size.max) / 100);
}

function definedBy({ release, ...settings }: Partial<Source>, sticky: boolean): FleetPlan {
  const { http } = generationFixture();
  const served = sticky && http !== null ? { http: { ...http, sticky: 10 * MINUTE } } : {};
  return newFleet({ ...settings, generation: { config: { RELEASE: release ?? "" }, ...served } });
}

/** A fleet as the compiler plans it over what a ledger says. */
function planned(ledger: Ledger, source: Source, sticky: boolean): FleetPlan {
  const fleet = definedBy(source, sticky);
  const all = releases.flatMap((release) => Object.entries(definedBy({ release }, sticky).generations));
  const live = toLive([ledger.live], new Map(all)).live.prod?.web;
  return live === undefined
    ? fleet
    : {
        ...fleet,
        stable: live.stable,
        steady: live.state,
        ...(isUnproven(live) ? { unproven: true } : {}),
        generations: { ...live.generations, ...fleet.generations },
      };
}

function startOf(fleet: FleetPlan, { entries }: Ledger): LedgerEvent | null {
  const path = pathOf(fleet);
  const definition = fleet.generations[fleet.wanted];
  if (path.steps.length === 0 || definition === undefined) return null;
  return { ...context, ...startRollout(path, definition, { plan: String(entries.length).padStart(64, "0") }) };
}

function stepOf({ live }: Ledger): LedgerEvent | null {
  const { rollout } = fleetOf(live, "web");
  if (rollout === null) return null;
  const { plan, passed, steps, phase, generation } = rollout;
  const event = { ...context, fleet: "web", plan };
  if (phase === "active" && passed >= stepsBeforePromotion(steps)) return { kind: "promoted", ...event, generation };
  const step = steps[passed];
  if (step === undefined) return null;
  return {
    kind: "step_passed",
    ...event,
    step: passed + 1,
    verdict: step.judged ? "pass" : "unjudged",
    state: step.state,
  };
}

function abortOf({ live }: Ledger, applied: boolean): LedgerEvent | null {
  const { rollout, state: before } = fleetOf(live, "web");
  if (rollout?.phase !== "active") return null;
  // A first release has nothing to go back to, and stays where it stands.
  const standing = applied ? (rollout.steps[rollout.passed]?.state ?? before) : before;
  const state = abortState(rollout) ?? standing;
  // Inconclusive, so that it may be released again.
  const event = { kind: "aborted", ...because, fleet: "web", plan: rollout.plan, verdict: "inconclusive" } as const;
  return { ...event, state };
}

const { image } = generationFixture();
const baked: LedgerEvent = {
  kind: "baked",
  ...context,
  image: image.name,
  fingerprint: image.fingerprint,
  amis: { "eu-west-1": "ami-0a" },
  base: null,
};

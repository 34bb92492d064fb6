import { describe, expect, test } from "vitest";
import { isUnproven } from "../../../src/plan/live.ts";
import type { FleetPlan, LegacyPlan } from "../../../src/plan/model.ts";
import { abortState } from "../../../src/release/ledger/abort-state.ts";
import type { LedgerEvent } from "../../../src/release/ledger/entry.ts";
import { appendEntry, emptyLedger, type Ledger } from "../../../src/release/ledger/ledger.ts";
import { startRollout } from "../../../src/release/ledger/start-rollout.ts";
import { explainGeneration } from "../../../src/release/query/history.ts";
import { summarize } from "../../../src/release/query/render-history.ts";
import { neededDefinitions, toLive } from "../../../src/release/to-live.ts";
import type { RolloutPath } from "../../../src/rollout/path.ts";
import { newFleet, pathOf } from "../../rollout/fleets.ts";
import { because, context, hex } from "./samples.ts";

const legacy = (share: number): LegacyPlan => ({
  name: "monolith",
  targetGroup: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/monolith/0123456789abcdef",
  port: 80,
  sticky: null,
  share,
  mayRise: false,
  kept: null,
});

/** A fleet as the compiler plans it over what a ledger says. */
function planned(ledger: Ledger, share: number, release = "1"): FleetPlan {
  const fleet = newFleet({ generation: { config: { RELEASE: release } }, fleet: { legacy: legacy(share) } });
  const definitions = new Map(Object.entries(fleet.generations));
  for (const earlier of ["1", "2"]) {
    const { generations } = newFleet({ generation: { config: { RELEASE: earlier } } });
    for (const [id, definition] of Object.entries(generations)) definitions.set(id, definition);
  }
  const live = toLive([ledger.live], definitions).live.prod?.web;
  if (live === undefined) return fleet;
  return {
    ...fleet,
    stable: live.stable,
    steady: live.state,
    ...(isUnproven(live) ? { unproven: true } : {}),
    generations: { ...live.generations, ...fleet.generations },
    legacy: { ...legacy(share), kept: live.legacyKept ?? null },
  };
}

const image = newFleet().generations[newFleet().wanted]?.image.fingerprint ?? "";
const baked: LedgerEvent = {
  kind: "baked",
  ...context,
  image: "web",
  fingerprint: image,
  amis: { "eu-west-1": "ami-0a" },
  base: null,
};

function append(ledger: Ledger, ...events: readonly LedgerEvent[]): Ledger {
  return events.reduce((before, event) => {
    const appended = appendEntry(before, event);
    if (appended.kind !== "appended") throw new Error(`${event.kind}: ${JSON.stringify(appended)}`);
    return appended.ledger;
  }, ledger);
}

function started(fleet: FleetPlan, path: RolloutPath, plan: string): LedgerEvent {
  const definition = fleet.generations[fleet.wanted];
  if (definition === undefined) throw new Error("the wanted generation is defined");
  return { ...context, ...startRollout(path, definition, { plan }) };
}

/** The events of the first steps of a rollout; all of them, and the promotion, where no count is given. */
function walk(path: RolloutPath, plan: string, count = path.steps.length): readonly LedgerEvent[] {
  return path.steps.slice(0, count).flatMap((step): readonly LedgerEvent[] => {
    const verdict = step.judgedBy.length > 0 ? "pass" : "unjudged";
    const passed = {
      kind: "step_passed",
      ...context,
      fleet: "web",
      plan,
      step: step.number,
      verdict,
      state: step.state,
    } as const;
    const promoted = { kind: "promoted", ...context, fleet: "web", plan, generation: path.to } as const;
    const next = path.steps[step.number];
    const proves = step.phase === "shift" && next?.phase !== "shift";
    return proves ? [passed, promoted] : [passed];
  });
}

/** The first steps, without the promotion that may be due after them. */
const unpromoted = (path: RolloutPath, plan: string, count: number): readonly LedgerEvent[] =>
  walk(path, plan, count).filter(({ kind }) => kind !== "promoted");

const aborted = (path: RolloutPath, plan: string): LedgerEvent => ({
  kind: "aborted",
  ...because,
  fleet: "web",
  plan,
  verdict: "fail",
  state: path.abort ?? {},
});

const released = (() => {
  const ledger = append(emptyLedger("prod"), baked);
  const fleet = planned(ledger, 75);
  const path = pathOf(fleet);
  return append(ledger, started(fleet, path, hex("1")), ...walk(path, hex("1")));
})();

describe("a fleet that replaces something", () => {
  test("is released for the first time, with what is legacy in its state and no definition for that", () => {
    expect(released.live.fleets.web?.state.legacy?.weight).toBe(75);
    expect(released.live.fleets.web?.rollout).toBeNull();
    expect(neededDefinitions([released.live])).toEqual([released.live.fleets.web?.stable]);
    expect(pathOf(planned(released, 75)).steps).toEqual([]);
  });

  test("can be aborted in its first release, which gives everything back", () => {
    const ledger = append(emptyLedger("prod"), baked);
    const fleet = planned(ledger, 75);
    const path = pathOf(fleet);
    const half = append(ledger, started(fleet, path, hex("1")), ...walk(path, hex("1"), 2), aborted(path, hex("1")));
    expect(half.live.fleets.web?.state.legacy?.weight).toBe(100);
    expect(half.live.fleets.web?.stable).toBeNull();
  });

  test.each([100, 75, 0])("can be started again wherever its first release was given up: share %d", (share) => {
    const ledger = append(emptyLedger("prod"), baked);
    const fleet = planned(ledger, share);
    const path = pathOf(fleet);
    const needed = path.steps.findIndex(({ phase }) => phase === "promoted");
    for (let count = 0; count <= needed; count++) {
      const given = append(
        ledger,
        started(fleet, path, hex("1")),
        ...unpromoted(path, hex("1"), count),
        aborted(path, hex("1")),
      );
      const again = planned(given, share);
      const retried = { ...started(again, pathOf(again), hex("2")), retry: true } as LedgerEvent;
      expect(() => append(given, retried), `after ${count} steps`).not.toThrow();
    }
  });

  test("can be aborted until it is promoted, where the legacy side leaves with its visitors right behind that", () => {
    const ledger = append(emptyLedger("prod"), baked);
    const fleet = { ...planned(ledger, 0), legacy: { ...legacy(0), sticky: 600_000 } };
    const path = pathOf(fleet);
    const needed = path.steps.findIndex(({ phase }) => phase === "retire");
    expect(Object.keys(path.steps[needed]?.state ?? {})).not.toContain("legacy");
    for (let count = 0; count <= needed; count++) {
      const under = append(ledger, started(fleet, path, hex("1")), ...unpromoted(path, hex("1"), count));
      const rollout = under.live.fleets.web?.rollout;
      expect(rollout && abortState(rollout), `after ${count} steps`).toEqual(path.abort);
    }
  });

  test("gets more of the traffic by a rollout to the generation that it runs, which can be aborted", () => {
    const fleet = planned(released, 25);
    const path = pathOf(fleet);
    const under = append(released, started(fleet, path, hex("2")), ...unpromoted(path, hex("2"), 2));
    expect(under.live.fleets.web?.rollout?.phase).toBe("active");
    expect(planned(under, 25).legacy?.kept).toBe(75);
    const back = append(under, aborted(path, hex("2")));
    expect(back.live.fleets.web?.state.legacy?.weight).toBe(75);
    expect(back.live.fleets.web?.rollout).toBeNull();
  });

  test("is told in the log with its share, and its generation follows on none by itself", () => {
    const fleet = planned(released, 25);
    const path = pathOf(fleet);
    const through = append(released, started(fleet, path, hex("2")), ...walk(path, hex("2")));
    const starts = through.entries.flatMap(({ event }) => (event.kind === "started" ? [summarize(event)] : []));
    const id = fleet.wanted.slice(0, 12);
    expect(starts).toEqual([
      expect.stringMatching(`^started canary of web from nothing to ${id}, legacy 100% -> 75%, \\d steps$`),
      expect.stringMatching(`^started canary of web at ${id}, legacy 75% -> 25%, \\d steps$`),
    ]);
    expect(explainGeneration(through, "web", fleet.wanted)?.before).toBeNull();
  });

  test("has not failed where it could not take more", () => {
    const fleet = planned(released, 25);
    const path = pathOf(fleet);
    const back = append(
      released,
      started(fleet, path, hex("2")),
      ...unpromoted(path, hex("2"), 2),
      aborted(path, hex("2")),
    );
    expect(back.live.fleets.web?.stable).toBe(fleet.wanted);
    expect(() => append(back, started(planned(back, 25), pathOf(planned(back, 25)), hex("3")))).not.toThrow();
  });

  test("goes on from the middle of a rollout with the same way back", () => {
    const fleet = planned(released, 25, "2");
    const path = pathOf(fleet);
    const last = path.steps.filter(({ phase }) => phase === "shift").length;
    const under = append(released, started(fleet, path, hex("2")), ...unpromoted(path, hex("2"), last));
    expect(under.live.fleets.web?.state).toEqual(path.steps[last - 1]?.state);
    const rest = pathOf(planned(under, 25, "2"));
    expect(rest.abort).toEqual(path.abort);
    expect(rest.steps.map(({ name }) => name)).toEqual(path.steps.slice(last).map(({ name }) => name));
  });

  test("is through once the share is 0%", () => {
    const fleet = planned(released, 0);
    const path = pathOf(fleet);
    const through = append(released, started(fleet, path, hex("2")), ...walk(path, hex("2")));
    expect(through.live.fleets.web?.state).not.toHaveProperty("legacy");
    expect(through.live.fleets.web?.rollout).toBeNull();
  });

  test("is rolled back without the legacy side's share", () => {
    const fleet = planned(released, 50, "2");
    const path = pathOf(fleet);
    const next = append(released, started(fleet, path, hex("2")), ...walk(path, hex("2"), path.steps.length - 1));
    const from = fleet.wanted;
    const to = released.live.fleets.web?.stable ?? "";
    const state = next.live.fleets.web?.state ?? {};
    const back = {
      ...state,
      [from]: { ...(state[from] ?? { attached: true, min: 0, max: 0, desired: 0 }), weight: 0 },
      [to]: { attached: true, weight: 50, min: 4, max: 8, desired: 8 },
    };
    const settled = append(next, ...walk(path, hex("2")).slice(-1));
    expect(() =>
      append(settled, { kind: "rolled_back", ...because, fleet: "web", from, to, state: back }),
    ).not.toThrow();
  });
});

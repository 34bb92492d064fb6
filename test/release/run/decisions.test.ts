import { describe, expect, test } from "vitest";
import type { FleetState } from "../../../src/plan/model.ts";
import { emptyLedger } from "../../../src/release/ledger/ledger.ts";
import { descendants } from "../../../src/release/query/images.ts";
import { readIntention, renderIntention } from "../../../src/release/run/intention.ts";
import { type FleetObservation, missingOf, standingOf } from "../../../src/release/run/observation.ts";
import { refusedByOrder } from "../../../src/release/run/promotion-order.ts";
import { pruneStage } from "../../../src/release/run/prune-stage.ts";
import { rollbackStates } from "../../../src/release/run/rollback-states.ts";
import { type AlarmReading, firedSince, verdictOf } from "../../../src/release/run/verdict.ts";
import { liveFleet } from "../../rollout/fleets.ts";
import { generationFixture } from "../../support/plan-fixture.ts";
import { aborted, append, baked, because, hex, passed, released, started } from "../ledger/samples.ts";

const [old, fresh] = ["a1".repeat(32), "b2".repeat(32)];
const [oldKey, freshKey] = [old.slice(0, 12), fresh.slice(0, 12)];

describe("verdicts", () => {
  const reading = (state: AlarmReading["state"], since = 0): AlarmReading => ({
    rule: "errors",
    alarm: "x",
    state,
    since,
    reason: "",
  });

  test("all must have data and be quiet", () => {
    expect(verdictOf([reading("ok"), reading("ok")]).kind).toBe("pass");
    expect(verdictOf([reading("ok"), reading("no-data")]).kind).toBe("inconclusive");
    expect(verdictOf([reading("no-data"), reading("alarm")]).kind).toBe("fail");
    expect(verdictOf([]).kind).toBe("inconclusive");
  });

  test("what has fired since before is left to the end of the bake", () => {
    expect(firedSince([reading("alarm", 99)], 100)).toEqual([]);
    expect(firedSince([reading("alarm", 100), reading("ok", 100)], 100)).toHaveLength(1);
  });
});

describe("what AWS must show of a state", () => {
  const state: FleetState = {
    [old]: { attached: true, weight: 90, min: 2, max: 4, desired: 2 },
    [fresh]: { attached: true, weight: 10, min: 2, max: 4, desired: 2 },
  };
  const group = { max: 4, inService: 2, instances: 2, healthy: 2, refreshing: null, failing: null };
  const right: FleetObservation = {
    weights: { [oldKey]: 90, [freshKey]: 10 },
    groups: { [oldKey]: group, [freshKey]: group },
    broken: null,
  };
  const shape = { routed: true, rolling: false };

  test("nothing is missing where it is as it should be", () => {
    expect(missingOf(state, shape, right)).toEqual([]);
  });

  test.each<[string, Partial<FleetObservation>]>([
    [`the rule gives ${freshKey} 0, not 10`, { weights: { [oldKey]: 90, [freshKey]: 0 } }],
    ["the rule forwards to arn:other too", { weights: { ...right.weights, "arn:other": 0 } }],
    ["there is no listener rule", { weights: null }],
    [
      `${freshKey} has 1 of 2 instances in service`,
      { groups: { [oldKey]: group, [freshKey]: { ...group, inService: 1 } } },
    ],
    [
      `${freshKey} has 1 of 2 instances in service (the last launch failed: no room)`,
      { groups: { [oldKey]: group, [freshKey]: { ...group, inService: 1, failing: "no room" } } },
    ],
    [`${freshKey} has 0 of 2 healthy targets`, { groups: { [oldKey]: group, [freshKey]: { ...group, healthy: 0 } } }],
    [`${freshKey} has no autoscaling group`, { groups: { [oldKey]: group } }],
  ])("%s", (sentence, wrong) => {
    expect(missingOf(state, shape, { ...right, ...wrong })).toEqual([sentence]);
  });

  test("a generation without capacity must have no instances left", () => {
    const drained = { [old]: { attached: false, weight: 0, min: 0, max: 0, desired: 0 } };
    const seen = { weights: null, groups: { [oldKey]: group }, broken: null };
    expect(missingOf(drained, shape, seen)).toEqual([`${oldKey} has 2 of 0 instances`]);
  });

  test("a group that may have instances stands, whether they are there or not", () => {
    const empty = { ...group, inService: 0, instances: 0, healthy: 0 };
    expect(standingOf(state, { ...right, groups: { [oldKey]: empty } })).toEqual([old]);
    expect(standingOf(state, { ...right, groups: { [oldKey]: { ...group, max: 0 } } })).toEqual([]);
  });

  test("of a rolling fleet only the current generation has instances of its own", () => {
    const rolling = { ...state, [old]: { attached: false, weight: 0, min: 0, max: 0, desired: 0 } };
    const busy = { ...group, refreshing: "40% of the instances are replaced" };
    const seen = { weights: {}, groups: { [oldKey]: group, [freshKey]: busy }, broken: null };
    expect(missingOf(rolling, { routed: true, rolling: true }, seen)).toEqual(["40% of the instances are replaced"]);
  });

  test("the legacy side counts too", () => {
    const shared: FleetState = {
      legacy: { attached: true, weight: 90, min: 0, max: 0, desired: 0 },
      [fresh]: { attached: true, weight: 10, min: 2, max: 4, desired: 2 },
    };
    const seen = (weight: number) => ({
      weights: { "arn:legacy": weight, [freshKey]: 10 },
      groups: { [freshKey]: group },
      broken: null,
    });
    expect(missingOf(shared, shape, seen(90))).toEqual([]);
    expect(missingOf(shared, shape, seen(50))).toEqual(["the rule gives arn:legacy 50, not 90"]);
  });
});

describe("promotion order", () => {
  const image = { name: "web", fingerprint: hex("a") };

  test("what was promoted may go on", () => {
    expect(refusedByOrder(released("one").live, image)).toBeNull();
  });

  test("what was never there, is on its way, failed, or is revoked may not", () => {
    const other = { name: "web", fingerprint: hex("b") };
    expect(refusedByOrder(released("one").live, other)).toContain("was never rolled out in prod");
    const ledger = append(emptyLedger("prod"), baked());
    const start = started(ledger, "one");
    const under = append(ledger, start, passed(start, 1));
    expect(refusedByOrder(under.live, image)).toContain("is not promoted in prod yet");
    expect(refusedByOrder(append(under, { ...aborted(start), state: passed(start, 1).state }).live, image)).toContain(
      "failed its rollout in prod",
    );
    const revoked = append(released("one"), {
      kind: "revoked",
      ...because,
      subject: { kind: "image", fingerprint: hex("a") },
    });
    expect(refusedByOrder(revoked.live, image)).toContain("is revoked in prod");
  });
});

describe("the way back", () => {
  const fleet = liveFleet();
  const from = fleet.wanted;
  const to = fleet.stable ?? "";
  const held = { attached: true, min: 8, max: 8, desired: 8 };

  test("is one apply while the machines stand at the peak", () => {
    const steady: FleetState = { [from]: { ...held, weight: 100 }, [to]: { ...held, weight: 0 } };
    const states = rollbackStates({ ...fleet, stable: from, steady }, to);
    expect(states.map(({ name }) => name)).toEqual(["rollback"]);
    expect(states[0]?.state).toEqual({ [from]: { ...held, weight: 0 }, [to]: { ...held, weight: 100 } });
  });

  test("brings machines up first where there are none, without traffic", () => {
    const steady: FleetState = { [from]: { ...held, weight: 100 } };
    const states = rollbackStates({ ...fleet, stable: from, steady }, to);
    expect(states.map(({ name }) => name)).toEqual(["rollback-start", "rollback"]);
    expect(states[0]?.state[to]).toMatchObject({ weight: 0, min: 8 });
    expect(states[0]?.state[from]).toMatchObject({ weight: 100 });
    expect(states[1]?.state[to]).toMatchObject({ weight: 100, min: 8 });
  });

  test("takes the machines of a worker that must stop working, once the other is there", () => {
    const steady: FleetState = { [from]: { ...held, attached: false, weight: 100 } };
    const states = rollbackStates({ ...fleet, route: null, stable: from, steady }, to);
    expect(states.at(0)?.state[from]?.max).toBe(8);
    expect(states.at(-1)?.state[from]?.max).toBe(0);
    expect(states.at(-1)?.state[to]).toMatchObject({ weight: 100, min: 8 });
  });

  test("takes what visitors stick to out of the listener, and brings back what had left it first", () => {
    const { http } = generationFixture();
    const sticky = liveFleet({ generation: { http: http && { ...http, sticky: 600_000 } } });
    const [now, before] = [sticky.wanted, sticky.stable ?? ""];
    const out = { ...held, attached: false, weight: 0 };
    const steady: FleetState = { [now]: { ...held, weight: 100 }, [before]: { ...held, weight: 0 } };
    const [only, ...more] = rollbackStates({ ...sticky, stable: now, steady }, before);
    expect(only?.state).toEqual({ [now]: out, [before]: { ...held, weight: 100 } });
    expect(more).toEqual([]);
    const left = rollbackStates({ ...sticky, stable: now, steady: { ...steady, [before]: out } }, before);
    expect(left.map(({ state }) => state)).toEqual([
      { [now]: { ...held, weight: 100 }, [before]: { ...held, weight: 0 } },
      { [now]: out, [before]: { ...held, weight: 100 } },
    ]);
  });

  test("leaves the legacy side its share", () => {
    const legacy = { attached: true, weight: 40, min: 0, max: 0, desired: 0 };
    const steady: FleetState = { legacy, [from]: { ...held, weight: 60 }, [to]: { ...held, weight: 0 } };
    const [only] = rollbackStates({ ...fleet, stable: from, steady }, to);
    expect(only?.state.legacy).toEqual(legacy);
    expect(only?.state[to]?.weight).toBe(60);
  });
});

describe("pruning goes in stages", () => {
  const day = 86_400_000;
  test.each([
    [{ state: "available", deprecated: null }, 0, "deprecate"],
    [{ state: "available", deprecated: 0 }, 6 * day, "wait"],
    [{ state: "available", deprecated: 0 }, 7 * day, "disable"],
    [{ state: "disabled", deprecated: 0 }, 13 * day, "wait"],
    [{ state: "disabled", deprecated: 0 }, 14 * day, "deregister"],
    [{ state: null, deprecated: null }, 0, "gone"],
  ] as const)("%o after %i ms: %s", (seen, now, kind) => {
    expect(pruneStage(seen, now, 7 * day).kind).toBe(kind);
  });
});

test("what was baked from an image is found through images between", () => {
  const ledger = append(
    emptyLedger("prod"),
    baked(hex("a"), "ami-0a"),
    baked(hex("b"), "ami-0b", "ami-0a"),
    baked(hex("c"), "ami-0c", "ami-0b"),
    baked(hex("d"), "ami-0d"),
  );
  expect(descendants([ledger.live], hex("a"))).toEqual([hex("b"), hex("c")]);
  expect(descendants([ledger.live], hex("d"))).toEqual([]);
});

test("an intention is read as it was written, and nothing else is one", () => {
  const intention = {
    kind: "abort",
    plan: hex("1"),
    started: 7,
    verdict: "fail",
    reason: "errors rose",
    state: { [old]: { attached: true, weight: 100, min: 2, max: 4, desired: 2 } },
    moves: true,
  } as const;
  expect(readIntention(renderIntention(intention))).toEqual(intention);
  expect(readIntention("{}")).toBeNull();
  expect(readIntention("torn {")).toBeNull();
});

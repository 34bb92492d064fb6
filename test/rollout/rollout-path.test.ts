import { describe, expect, test } from "vitest";
import type { FleetPlan } from "../../src/plan/model.ts";
import { generationFixture } from "../support/plan-fixture.ts";
import { describePath, describeState, liveFleet, newFleet, pathOf, standing } from "./fleets.ts";

const worker = { route: null };

describe("canary", () => {
  test("moves traffic by weights, and retires the old generation an apply at a time", () => {
    expect(describePath(liveFleet())).toEqual([
      "prepare create: old 100 8..8/8 + new 0 8..8/8",
      "shift weight-5: old 95 8..8/8 + new 5 8..8/8",
      "shift weight-25: old 75 8..8/8 + new 25 8..8/8",
      "shift weight-100: old 0 8..8/8 + new 100 8..8/8",
      "promoted promote: old 0 8..8/8 + new 100 4..8/4",
      "retire drain: old 0 0..0/0 + new 100 4..8/4",
      "retire detach: new 100 4..8/4 + -old 0 0..0/0",
      "retire destroy: new 100 4..8/4",
    ]);
  });

  test("gives all the traffic at once where nothing serves yet, and has nowhere to go back to", () => {
    const path = pathOf(newFleet());
    expect(describePath(newFleet())).toEqual([
      "prepare create: new 0 8..8/8",
      "shift weight-100: new 100 8..8/8",
      "promoted promote: new 100 4..8/4",
    ]);
    expect(path.abort).toBeNull();
    expect(path.steps.map((step) => step.abort)).toEqual([null, null, null]);
    expect(path.steps[1]?.judgedBy).toEqual(["errors"]);
  });

  test("counts in finer parts where percents are not fine enough", () => {
    const steps = [
      { name: "tiny", weight: 0.5, bake: 600_000 },
      { name: "all", weight: 100, bake: 600_000 },
    ];
    const fleet = liveFleet({ rollout: { steps } });
    expect(pathOf(fleet).total).toBe(200);
    expect(describePath(fleet).slice(1, 3)).toEqual([
      "shift weight-0.5: old 199 8..8/8 + new 1 8..8/8",
      "shift weight-100: old 0 8..8/8 + new 200 8..8/8",
    ]);
  });

  test("keeps the old generation through keep_previous even where promotion changes no capacity", () => {
    const path = pathOf(liveFleet({ fleet: { size: { min: 4, max: 4 } } }));
    expect(path.steps.map((step) => [step.name, step.keep])).toEqual([
      ["create", 0],
      ["weight-5", 0],
      ["weight-25", 0],
      ["weight-100", 3_600_000],
      ["drain", 0],
      ["detach", 0],
      ["destroy", 0],
    ]);
  });

  test("holds what the peak needs, not the largest size, where the source states it", () => {
    expect(describePath(liveFleet({ fleet: { size: { min: 2, max: 20 }, load: { quiet: 1, peak: 55 } } }))[0]).toBe(
      "prepare create: old 100 11..20/11 + new 0 11..20/11",
    );
  });
});

test("blue_green goes from none to all", () => {
  expect(describePath(liveFleet({ rollout: { strategy: "blue_green" } })).slice(0, 3)).toEqual([
    "prepare create: old 100 8..8/8 + new 0 8..8/8",
    "shift weight-100: old 0 8..8/8 + new 100 8..8/8",
    "promoted promote: old 0 8..8/8 + new 100 4..8/4",
  ]);
});

describe("a sticky fleet", () => {
  const { http } = generationFixture();
  const generation = { http: http && { ...http, timeout: 120_000, sticky: 1_800_000 } };
  const sticky = (fleet: Partial<FleetPlan> = {}) => liveFleet({ fleet, generation });

  test("is served by the old generation until that leaves the listener, which it does before its machines go", () => {
    const path = pathOf(sticky());
    expect(describePath(sticky(), path).slice(3)).toEqual([
      "shift weight-100: old 0 8..8/8 + new 100 8..8/8",
      "retire detach: new 100 8..8/8 + -old 0 8..8/8",
      "retire drain: new 100 4..8/4 + -old 0 0..0/0",
      "retire destroy: new 100 4..8/4",
    ]);
    // Kept for as long as ever, and then the last requests are answered.
    expect(path.steps[3]?.keep).toBe(3_600_000);
    expect(path.steps.slice(4).map(({ bake }) => bake)).toEqual([120_000, 0, 0]);
  });

  test("has its new generation taken out of the listener by an abort", () => {
    const fleet = sticky();
    const { abort } = pathOf(fleet);
    expect(describeState(fleet, abort ?? {})).toBe("old 100 8..8/8 + -new 0 4..8/4");
    // What comes back to the listener is given the time to be found healthy.
    const [again] = pathOf(standing(fleet, abort ?? {})).steps;
    expect([again?.name, again?.bake]).toEqual(["create", 200_000]);
  });

  test("has a candidate that is given up taken out of the listener with its weight", () => {
    const fleet = sticky();
    const given = "e".repeat(64);
    const state = { attached: true, weight: 25, min: 8, max: 8, desired: 8 };
    const steady = { [fleet.stable ?? ""]: { ...state, weight: 75 }, [given]: state };
    const generations = { ...fleet.generations, [given]: generationFixture(generation) };
    const path = pathOf({ ...fleet, generations, steady });
    expect(describePath(fleet, path).slice(0, 4)).toEqual([
      "prepare withdraw: old 100 8..8/8 + -eeee 0 8..8/8",
      "prepare leftover-drain: old 100 8..8/8 + -eeee 0 0..0/0",
      "prepare leftover-destroy: old 100 8..8/8",
      "prepare create: old 100 8..8/8 + new 0 8..8/8",
    ]);
    expect(path.steps[0]?.bake).toBe(120_000);
  });
});

describe("replace", () => {
  const rollout = { strategy: "replace" } as const;

  test("runs both, then drains the old one", () => {
    expect(describePath(liveFleet({ fleet: worker, rollout }))).toEqual([
      "shift create: -old 0 8..8/8 + -new 100 8..8/8",
      "promoted promote: -old 0 8..8/8 + -new 100 4..8/4",
      "retire drain: -old 0 0..0/0 + -new 100 4..8/4",
      "retire destroy: -new 100 4..8/4",
    ]);
  });

  test("watches a new generation from when its machines are there, whether Terraform waits for them or not", () => {
    const watching = (scale: FleetPlan["scale"]) =>
      pathOf(liveFleet({ fleet: { ...worker, scale, size: { min: 4, max: 4 } }, rollout })).steps[0];
    const [fixed, scaling] = [watching(null), watching({ cpu: 60, requests: null })];
    const launch = (fixed?.apply ?? 0) - (scaling?.apply ?? 0);
    expect(launch).toBeGreaterThanOrEqual(generationFixture().boot);
    expect((scaling?.bake ?? 0) - (fixed?.bake ?? 0)).toBe(launch);
  });

  test("goes back by stopping the new one", () => {
    const fleet = liveFleet({ fleet: worker, rollout });
    expect(pathOf(fleet).abort).toEqual({
      [fleet.stable ?? ""]: { attached: false, weight: 100, min: 8, max: 8, desired: 8 },
      [fleet.wanted]: { attached: false, weight: 0, min: 0, max: 0, desired: 0 },
    });
  });
});

describe("rolling", () => {
  const rollout = { strategy: "rolling" } as const;

  test("keeps the old launch template until the refresh has passed", () => {
    expect(describePath(liveFleet({ rollout }))).toEqual([
      "shift refresh: new 100 4..8/4 + -old 0 0..0/0",
      "retire destroy: new 100 4..8/4",
    ]);
  });

  test("creates the group in one step", () => {
    expect(describePath(newFleet({ rollout }))).toEqual(["shift create: new 100 4..8/4"]);
  });
});

describe("where the fleet stands", () => {
  test("goes on from every state on the way", () => {
    const fleet = liveFleet();
    const { steps } = pathOf(fleet);
    for (const step of steps) {
      const rest = pathOf(standing(fleet, step.state)).steps;
      const names = steps.slice(step.number).map(({ name }) => name);
      expect(rest.map(({ name }) => name)).toEqual(names);
    }
  });

  test("proves what a first release that was given up has left with all traffic, and takes none from it", () => {
    const proof = ["shift weight-100: new 100 8..8/8", "promoted promote: new 100 4..8/4"];
    const fleet = { ...newFleet(), unproven: true as const };
    const [created, shifted] = pathOf(fleet).steps.map(({ state }) => state);
    expect(describePath(standing(fleet, created ?? {}))).toEqual(proof);
    const path = pathOf(standing(fleet, shifted ?? {}));
    expect(describePath(fleet, path)).toEqual(proof);
    expect(path.steps[0]).toMatchObject({ bake: 1_800_000, judgedBy: ["errors"], abort: null });
    const smaller = { [fleet.wanted]: { attached: true, weight: 100, min: 2, max: 2, desired: 2 } };
    expect(describePath(standing(fleet, smaller))).toEqual(proof);
    // A rollout under way has proven it.
    expect(describePath({ ...newFleet(), steady: shifted ?? {} })).toEqual(proof.slice(1));
  });

  test.each(["rolling", "replace"] as const)("proves what %s has created", (strategy) => {
    const fleet = newFleet({ rollout: { strategy }, ...(strategy === "replace" ? { fleet: worker } : {}) });
    const { steps } = pathOf(fleet);
    const given = { ...fleet, steady: steps[0]?.state ?? {}, unproven: true as const };
    expect(describePath(given)).toEqual(describePath(fleet));
  });

  test("retires leftovers of earlier rollouts first", () => {
    const fleet = liveFleet();
    const steady = { ...fleet.steady, ["a".repeat(64)]: { attached: true, weight: 0, min: 4, max: 8, desired: 4 } };
    expect(describePath(standing(fleet, steady)).slice(0, 5)).toEqual([
      "prepare withdraw: old 100 8..8/8 + aaaa 0 4..8/4",
      "prepare leftover-drain: old 100 8..8/8 + aaaa 0 0..0/0",
      "prepare leftover-detach: old 100 8..8/8 + -aaaa 0 0..0/0",
      "prepare leftover-destroy: old 100 8..8/8",
      "prepare create: old 100 8..8/8 + new 0 8..8/8",
    ]);
  });

  test("takes traffic back before it tidies up when the source goes back to what is stable", () => {
    const fleet = liveFleet();
    const halfway = pathOf(fleet).steps[2]?.state ?? {};
    const back = { ...fleet, wanted: fleet.stable ?? "", steady: halfway };
    expect(pathOf(back).steps.map(({ name }) => name)).toEqual(["withdraw", "settle", "drain", "detach", "destroy"]);
  });

  test("never takes traffic from a generation that serves alone, though none is known to be stable", () => {
    const fleet = liveFleet();
    const path = pathOf({ ...fleet, stable: null });
    expect(path.from).toBe(fleet.stable);
    expect(path.abort).not.toBeNull();
  });

  test("is there already", () => {
    const fleet = liveFleet();
    const done = pathOf(fleet).steps.at(-1)?.state ?? {};
    expect(pathOf({ ...fleet, stable: fleet.wanted, steady: done }).steps).toEqual([]);
    expect(pathOf(standing(fleet, done)).steps).toEqual([]);
  });

  test("changes capacity in place where only the size differs", () => {
    const fleet = liveFleet();
    const done = pathOf(fleet).steps.at(-1)?.state ?? {};
    const grown = { ...fleet, stable: fleet.wanted, steady: done, size: { min: 6, max: 12 } };
    expect(describePath(grown)).toEqual(["promoted settle: new 100 6..12/6"]);
  });
});

test("adds up the worst case of applies, bakes and waits", () => {
  const path = pathOf(liveFleet());
  const minutes = path.steps.map(({ name, apply, bake, keep }) => [name, apply / 60_000, bake / 60_000, keep / 60_000]);
  expect(minutes).toEqual([
    ["create", 2, 3 + 1 / 3, 0],
    ["weight-5", 2, 10, 0],
    ["weight-25", 2, 20, 0],
    ["weight-100", 2, 30, 0],
    ["promote", 2, 0, 60],
    ["drain", 2, 0.5, 0],
    ["detach", 2, 0, 0],
    ["destroy", 7, 0, 0],
  ]);
  expect(path.worstCase).toBe(8_690_000);
  expect(path.abortTime).toBe(120_000);
});

import { expect, test } from "vitest";
import { trafficText } from "../../src/cli/release/traffic-text.ts";
import type { GenerationState } from "../../src/plan/model.ts";
import type { FleetRecord } from "../../src/release/ledger/state.ts";

const stable = "a".repeat(64);

function fleet(weights: Readonly<Record<string, number>>, changes: Partial<FleetRecord> = {}): FleetRecord {
  const side = (weight: number): GenerationState => ({ attached: true, weight, min: 1, max: 2, desired: 1 });
  const state = Object.fromEntries(Object.entries(weights).map(([id, weight]) => [id, side(weight)]));
  return { name: "web", stable, state, rollout: null, finished: null, generations: {}, promotions: [], ...changes };
}

test("a stable generation has the traffic, but for what the legacy side has", () => {
  expect(trafficText(fleet({ [stable]: 100 }))).toBe("generation aaaaaaaaaaaa has the traffic");
  expect(trafficText(fleet({ [stable]: 25, legacy: 75 }))).toBe(
    "generation aaaaaaaaaaaa has 25% of the traffic, and the legacy side 75%",
  );
  expect(trafficText(fleet({ [stable]: 1, legacy: 199 }))).toContain(
    "has 0.5% of the traffic, and the legacy side 99.5%",
  );
  expect(trafficText(fleet({ [stable]: 0, legacy: 100 }))).toBe("the legacy side has all traffic");
});

test("a worker runs, and has no traffic", () => {
  const worker = { attached: false, weight: 100, min: 1, max: 2, desired: 1 };
  expect(trafficText(fleet({}, { state: { [stable]: worker } }))).toBe("generation aaaaaaaaaaaa runs");
});

test("without a stable generation, the legacy side may have all traffic, or nothing may", () => {
  expect(trafficText(fleet({ [stable]: 0, legacy: 100 }, { stable: null }))).toBe("the legacy side has all traffic");
  expect(trafficText(fleet({}, { stable: null }))).toBe("no generation is stable");
});

import { describe, expect, test } from "vitest";
import type { FleetPlan } from "../../src/plan/model.ts";
import { renderPath } from "../../src/rollout/render-path.ts";
import { plainStyle } from "../../src/rollout/style.ts";
import { liveFleet, newFleet, pathOf } from "./fleets.ts";

const minutes = (count: number) => count * 60_000;
const finished = liveFleet();

const cases: Readonly<Record<string, FleetPlan>> = {
  canary: liveFleet(),
  "canary-first-release": newFleet(),
  "canary-given-up": { ...newFleet(), steady: pathOf(newFleet()).steps[1]?.state ?? {}, unproven: true },
  "canary-fine-parts": liveFleet({
    rollout: {
      steps: [
        { name: "tiny", weight: 0.5, bake: minutes(15) },
        { name: "half", weight: 50, bake: minutes(90) },
        { name: "all", weight: 100, bake: minutes(30) },
      ],
      keepPrevious: minutes(60 * 24 * 7),
    },
  }),
  "blue-green": liveFleet({ rollout: { strategy: "blue_green", steps: [] } }),
  rolling: liveFleet({ rollout: { strategy: "rolling", steps: [] } }),
  replace: liveFleet({ fleet: { route: null }, rollout: { strategy: "replace", steps: [], aborts: [] } }),
  leftover: {
    ...liveFleet(),
    steady: { ...liveFleet().steady, ["a".repeat(64)]: { attached: true, weight: 0, min: 4, max: 8, desired: 4 } },
  },
  done: { ...finished, stable: finished.wanted, steady: pathOf(finished).steps.at(-1)?.state ?? {} },
};

describe("renders", () => {
  test.each(Object.keys(cases))("%s", async (name) => {
    const fleet = cases[name] ?? newFleet();
    await expect(renderPath(pathOf(fleet))).toMatchFileSnapshot(`../golden/rollout/paths/${name}.txt`);
  });
});

test("a first release under way is not told as one that was given up", () => {
  const fleet = newFleet();
  for (const { state } of pathOf(fleet).steps)
    expect(renderPath(pathOf({ ...fleet, steady: state }))).not.toContain("where it stands");
});

test("colours change no column", () => {
  const path = pathOf(liveFleet());
  const painted = renderPath(path, {
    ...plainStyle,
    fresh: (text) => `\u0001${text}\u0002`,
    old: (text) => `\u0001${text}\u0002`,
  });
  expect(painted).not.toBe(renderPath(path));
  expect(painted.replaceAll("\u0001", "").replaceAll("\u0002", "")).toBe(renderPath(path));
});

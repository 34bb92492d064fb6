import { expect, test } from "vitest";
import type { Span } from "../../src/base/span.ts";
import type { Plan } from "../../src/plan/model.ts";
import type { Origins } from "../../src/plan/origins.ts";
import { checkRollouts } from "../../src/rollout/check-rollouts.ts";
import { abortFixture, environmentFixture } from "../support/plan-fixture.ts";
import { environmentOf, fleetOf, soundPlan } from "./fleets.ts";

const span = (start: number): Span => ({ uri: "main.immu", start, end: start + 2 });

/** Origins as the front end records them: declarations, and the fields that the author wrote. */
function originsOf(plan: Plan, written: Readonly<Record<string, number>> = {}): Origins {
  const origins = new Map<string, Span>();
  Object.values(plan.environments).forEach((environment, index) => {
    origins.set(`environments/${environment.name}`, span(100 * index));
    for (const name of Object.keys(environment.fleets)) {
      // Environments share the declaration of a fleet.
      origins.set(`environments/${environment.name}/fleets/${name}`, span(1000));
      for (const [field, at] of Object.entries(written)) {
        origins.set(`environments/${environment.name}/fleets/${name}/${field}`, span(at));
      }
    }
  });
  return origins;
}

function twoEnvironments(plan: Plan, staging: Partial<Plan["environments"][string]> = {}): Plan {
  const { fleets } = environmentOf(plan);
  return {
    ...plan,
    environments: { ...plan.environments, staging: environmentFixture({ name: "staging", fleets, ...staging }) },
  };
}

const period = soundPlan({ rollout: { aborts: [abortFixture({ every: 90_000 })] } });

test("a finding stands at the value, and offers to replace it", () => {
  const [found] = checkRollouts(period, originsOf(period, { "rollout/abort/errors/every": 2000 }));
  expect(found).toMatchObject({
    code: "IMMU6111",
    span: span(2000),
    fixes: [{ title: "Look every 2m", edits: [{ span: span(2000), text: "2m" }] }],
  });
});

test("what the standard library gives is reported where it is used, with nothing to replace", () => {
  const [found] = checkRollouts(period, originsOf(period, { rollout: 3000 }));
  expect(found).toMatchObject({ span: span(3000), fixes: [] });
});

test("one mistake in all environments is one finding", () => {
  const plan = twoEnvironments(period);
  const found = checkRollouts(plan, originsOf(plan));
  expect(found.map(({ code }) => code)).toEqual(["IMMU6111"]);
  expect(found[0]?.message).not.toContain("(in");
});

test("a mistake in some environments names them", () => {
  const limits = { firstWeight: 1, jump: 75, window: 86_400_000, instances: null };
  const plan = twoEnvironments(soundPlan(), { limits });
  expect(checkRollouts(plan, originsOf(plan)).map(({ message }) => message)).toEqual([
    "step `one` starts with 5%; a first step may give at most 1% here (in staging)",
  ]);
});

test("two fleets with one rollout share its findings", () => {
  const web = fleetOf(period);
  const route = { balancer: "public", hosts: [], paths: ["/api/*"], priority: 7 };
  const plan = soundPlan({ environment: { fleets: { web, api: { ...web, name: "api", route } } } });
  expect(checkRollouts(plan, originsOf(plan, { "rollout/abort/errors/every": 2000 }))).toHaveLength(1);
});

test("a sound plan has no findings", () => {
  expect(checkRollouts(soundPlan(), originsOf(soundPlan()))).toEqual([]);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { derivedPriority, derivePriorities } from "../../../src/plan/lower/priorities.ts";
import type { FleetPlan, RoutePlan } from "../../../src/plan/model.ts";
import { fleetFixture, generationFixture } from "../../support/plan-fixture.ts";

const plain = fleetFixture(generationFixture());

function fleet(name: string, route: Partial<RoutePlan>): FleetPlan {
  return {
    ...plain,
    name,
    route: { balancer: "public", hosts: [], paths: ["/*"], priority: derivedPriority, ...route },
  };
}

function priorities(fleets: readonly FleetPlan[]): Readonly<Record<string, number | undefined>> {
  return Object.fromEntries(derivePriorities(fleets).map(({ name, route }) => [name, route?.priority]));
}

test("a route that asks for more is tried before one that asks for less", () => {
  const found = priorities([
    fleet("all", {}),
    fleet("path", { paths: ["/a"] }),
    fleet("host", { hosts: ["a.example"] }),
    fleet("both", { hosts: ["a.example"], paths: ["/a"] }),
  ]);
  const byPriority = Object.entries(found).sort(([, left = 0], [, right = 0]) => left - right);
  expect(byPriority.map(([name]) => name)).toEqual(["both", "host", "path", "all"]);
});

test("a priority that its author named stays, and nobody else gets it", () => {
  const { web: derived = 0 } = priorities([fleet("web", {})]);
  const found = priorities([fleet("web", {}), fleet("named", { priority: derived })]);
  expect(found).toEqual({ named: derived, web: derived === 49_999 ? 40_000 : derived + 1 });
});

test("a thousand fleets of one balancer get a thousand priorities, whatever their order", () => {
  const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1000, maxLength: 1000 });
  fc.assert(
    fc.property(names, (all) => {
      const found = priorities(all.map((name) => fleet(name, {})));
      expect(new Set(Object.values(found)).size).toBe(1000);
      expect(priorities(all.toReversed().map((name) => fleet(name, {})))).toEqual(found);
    }),
    { numRuns: 5 },
  );
});

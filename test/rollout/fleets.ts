import type { EnvironmentPlan, FleetPlan, FleetState, Plan } from "../../src/plan/model.ts";
import { restingCapacity } from "../../src/rollout/capacity.ts";
import type { RolloutPath } from "../../src/rollout/path.ts";
import { rolloutPath } from "../../src/rollout/rollout-path.ts";
import {
  environmentFixture,
  generationDigest,
  generationFixture,
  type PlanOverrides,
  planFixture,
} from "../support/plan-fixture.ts";

/** A way out to AWS. */
export const https = { to: "0.0.0.0/0", port: 443, protocol: "tcp" } as const;

/** The fixture's plan with a way out to AWS. */
export function soundPlan(overrides: PlanOverrides = {}): Plan {
  return planFixture({ ...overrides, generation: { egress: { https }, ...overrides.generation } });
}

/** The one environment of a fixture's plan. */
export function environmentOf(plan: Plan): EnvironmentPlan {
  const environment = plan.environments.prod;
  if (!environment) throw new Error("the fixture has an environment prod");
  return environment;
}

/** The one fleet of a fixture's plan. */
export function fleetOf(plan: Plan): FleetPlan {
  const fleet = environmentOf(plan).fleets.web;
  if (!fleet) throw new Error("the fixture has a fleet web");
  return fleet;
}

/** The fixture's fleet before its first release. */
export function newFleet(overrides: PlanOverrides = {}): FleetPlan {
  return fleetOf(planFixture(overrides));
}

/** The fixture's fleet with an older generation live: what most rollouts start from. */
export function liveFleet(overrides: PlanOverrides = {}): FleetPlan {
  const fleet = newFleet(overrides);
  const definition = generationFixture({ ...overrides.generation, config: { RELEASE: "old" } });
  const stable = generationDigest(definition);
  return {
    ...fleet,
    stable,
    generations: { ...fleet.generations, [stable]: definition },
    steady: { [stable]: { attached: fleet.route !== null, weight: 100, ...restingCapacity(fleet) } },
    ...overrides.fleet,
  };
}

export function pathOf(fleet: FleetPlan): RolloutPath {
  return rolloutPath(environmentFixture({ fleets: { [fleet.name]: fleet } }), fleet);
}

/** The fleet as it stands once a state was applied. */
export function standing(fleet: FleetPlan, steady: FleetState): FleetPlan {
  return { ...fleet, steady };
}

/** A state as short text: `old 95 4..8/8 + new 5 8..8/8`; `-` marks what the listener does not name. */
export function describeState(fleet: FleetPlan, state: FleetState): string {
  const label = (id: string) => (id === fleet.wanted ? "new" : id === fleet.stable ? "old" : id.slice(0, 4));
  const entries = Object.entries(state).map(([id, { attached, weight, min, max, desired }]) => {
    return `${attached ? "" : "-"}${label(id)} ${weight} ${min}..${max}/${desired}`;
  });
  return entries.sort().reverse().join(" + ");
}

export function describePath(fleet: FleetPlan, path: RolloutPath = pathOf(fleet)): readonly string[] {
  return path.steps.map((step) => `${step.phase} ${step.name}: ${describeState(fleet, step.state)}`);
}

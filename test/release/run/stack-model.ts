import { emitTerraform } from "../../../src/emit/terraform/emit-terraform.ts";
import { fleetVariableValue } from "../../../src/emit/terraform/variable.ts";
import type { FleetPlan, FleetState } from "../../../src/plan/model.ts";
import type { OwnerOf, PlannedChange } from "../../../src/release/run/plan-changes.ts";
import { environmentFixture, planFixture } from "../../support/plan-fixture.ts";

/** What Terraform would do with stacks of one fleet: enough of it to know what is there in a state, and what a plan does. */
export interface StackModel {
  readonly ownerOf: OwnerOf;
  /** What exists in a state: configurations by address. */
  resources(state: FleetState): ReadonlyMap<string, Resource>;
}

interface Resource {
  readonly count?: string;
  readonly [attribute: string]: unknown;
}

/** The stack of an environment with one fleet. */
export function stackModel(fleet: FleetPlan): StackModel {
  const plan = planFixture();
  const { balancers } = environmentFixture();
  const { public: balancer } = balancers;
  const environment = environmentFixture({
    balancers: balancer === undefined ? {} : { public: balancer, other: { ...balancer, name: "other" } },
    fleets: { [fleet.name]: fleet },
  });
  const stack = emitTerraform({ ...plan, environments: { prod: environment } }).find(({ path }) =>
    path.endsWith("/cdk.tf.json"),
  );
  const { resource } = JSON.parse(new TextDecoder().decode(stack?.bytes)) as {
    readonly resource: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
  };
  const all = Object.entries(resource).flatMap(([type, ofType]) =>
    Object.entries(ofType).map(([name, one]) => [`${type}.${name}`, one] as const),
  );
  return {
    ownerOf: (address) => {
      const origin = stack?.addresses?.get(address);
      if (origin === undefined) return null;
      return origin.startsWith("environments/prod/fleets/web") ? "web" : "";
    },
    resources: (state) =>
      new Map(
        all
          .filter(([, { count }]) => count === undefined || exists(count, state))
          .map(([address, one]) => [one.count === undefined ? address : `${address}[0]`, one]),
      ),
  };
}

function exists(count: string, state: FleetState): boolean {
  const named = /^\$\{contains\(keys\(var\.web\), "(\w+)"\) \? 1 : 0\}$/.exec(count)?.[1];
  if (named !== undefined) return named in fleetVariableValue(state);
  switch (count) {
    case "${anytrue(values(var.web)[*].attached) ? 1 : 0}":
      return Object.values(state).some(({ attached }) => attached);
    case "${anytrue([for state in values(var.web) : state.weight > 0]) ? 1 : 0}":
      return Object.values(state).some(({ weight }) => weight > 0);
    default:
      throw new Error(`an unknown count: ${count}`);
  }
}

/**
 * The plan from one stack and state to another. A resource whose configuration differs is updated or, where `replaces`
 * says so of its address, made again; what ignores all changes is left alone.
 */
export function planOf(
  before: ReadonlyMap<string, Resource>,
  after: ReadonlyMap<string, Resource>,
  replaces: (address: string) => boolean,
): readonly PlannedChange[] {
  const change = (address: string, action: PlannedChange["action"], of: Resource | undefined): PlannedChange => {
    const tags = of?.tags as Readonly<Record<string, string>> | undefined;
    const fleet = tags?.["immu:fleet"] ?? null;
    return { address, type: address.split(".")[0] ?? "", action, tainted: false, fleet };
  };
  const gone = [...before].filter(([address]) => !after.has(address));
  const made = [...after].filter(([address]) => !before.has(address));
  const changed = [...after].filter(([address, is]) => {
    const was = before.get(address);
    return was !== undefined && !JSON.stringify(is).includes('"ignore_changes":"all"') && differ(was, is);
  });
  return [
    ...gone.map(([address, was]) => change(address, "delete", was)),
    ...made.map(([address, is]) => change(address, "create", is)),
    ...changed.map(([address, is]) => change(address, replaces(address) ? "replace" : "update", is)),
  ];
}

// What other instances it goes with decides nothing about what it is.
function differ(was: Resource, is: Resource): boolean {
  return JSON.stringify({ ...was, depends_on: [] }) !== JSON.stringify({ ...is, depends_on: [] });
}

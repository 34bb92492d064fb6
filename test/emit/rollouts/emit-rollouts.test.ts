import { describe, expect, test } from "vitest";
import { emitRollouts } from "../../../src/emit/rollouts/emit-rollouts.ts";
import { fleetVariables } from "../../../src/emit/terraform/variable.ts";
import type { FleetPlan } from "../../../src/plan/model.ts";
import { liveFleet, newFleet, pathOf } from "../../rollout/fleets.ts";
import { planFixture } from "../../support/plan-fixture.ts";

const leftover = { attached: true, weight: 0, min: 4, max: 8, desired: 4 };

function filesOf(fleet: FleetPlan): ReadonlyMap<string, string> {
  const artifacts = emitRollouts(planFixture({ environment: { fleets: { [fleet.name]: fleet } } }));
  return new Map(artifacts.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));
}

describe("a canary's files", () => {
  const files = filesOf(liveFleet());

  test("are one a step, one to abort, and the plan", () => {
    expect([...files.keys()]).toEqual([
      "rollouts/prod/web/01-create.tfvars.json",
      "rollouts/prod/web/02-weight-5.tfvars.json",
      "rollouts/prod/web/03-weight-25.tfvars.json",
      "rollouts/prod/web/04-weight-100.tfvars.json",
      "rollouts/prod/web/05-promote.tfvars.json",
      "rollouts/prod/web/06-drain.tfvars.json",
      "rollouts/prod/web/07-detach.tfvars.json",
      "rollouts/prod/web/08-destroy.tfvars.json",
      "rollouts/prod/web/abort.tfvars.json",
      "rollouts/prod/web/plan.json",
    ]);
  });

  test.each(["plan.json", "03-weight-25.tfvars.json", "abort.tfvars.json"])("%s", async (name) => {
    await expect(files.get(`rollouts/prod/web/${name}`)).toMatchFileSnapshot(
      `../../golden/emit/rollouts/canary/${name}`,
    );
  });
});

test("the first release has no file to abort with", () => {
  expect([...filesOf(newFleet()).keys()].some((path) => path.includes("abort"))).toBe(false);
});

test("a fleet that is where it should be has a plan without steps", () => {
  const fleet = liveFleet();
  const done = { ...fleet, stable: fleet.wanted, steady: pathOf(fleet).steps.at(-1)?.state ?? {} };
  const files = filesOf(done);
  expect([...files.keys()]).toEqual(["rollouts/prod/web/plan.json"]);
  expect(JSON.parse(files.get("rollouts/prod/web/plan.json") ?? "")).toMatchObject({
    steps: [],
    abort: null,
    worstCase: 0,
  });
});

test("the file that a step names for an abort holds the state that goes back", () => {
  const fleet = liveFleet();
  const cluttered = { ...fleet, steady: { ...fleet.steady, ["a".repeat(64)]: leftover } };
  const files = filesOf(cluttered);
  const plan = JSON.parse(files.get("rollouts/prod/web/plan.json") ?? "");
  const steps = pathOf(cluttered).steps;
  expect(plan.steps.map(({ abort }: { abort: string | null }) => abort)).toEqual([
    "01-withdraw.tfvars.json",
    "02-leftover-drain.tfvars.json",
    "03-leftover-detach.tfvars.json",
    "04-leftover-destroy.tfvars.json",
    ...Array.from({ length: 5 }, () => "abort.tfvars.json"),
    null,
    null,
    null,
  ]);
  steps.forEach((step, index) => {
    const name = plan.steps[index].abort;
    if (name === null) return;
    expect(JSON.parse(files.get(`rollouts/prod/web/${name}`) ?? "")).toEqual(fleetVariables({ web: step.abort ?? {} }));
  });
});

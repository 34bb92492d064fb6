import { afterAll, beforeAll, expect, test } from "vitest";
import { shortDigest } from "../../src/base/digest.ts";
import type { FleetPlan, FleetState, Plan } from "../../src/plan/model.ts";
import { rolloutPath } from "../../src/rollout/rollout-path.ts";
import { firstDigest, fullPlan, rollingFleet, stackText, webFleet, workerFleet } from "../emit/terraform/plans.ts";
import { furnish, type MockAws, mockAwsMissing, startMockAws } from "./support/mock-aws.ts";
import { driveStack, type StackDriver } from "./support/stack-driver.ts";
import { findTerraform, type TerraformTool } from "./support/terraform-tool.ts";
import { describeWithTools } from "./support/tools.ts";

const tool = findTerraform();

describeWithTools("rollouts in a mock AWS", [typeof tool === "string" ? tool : null, mockAwsMissing()], () => {
  let mock: MockAws;
  let driver: StackDriver;
  let certificate: string;

  beforeAll(async () => {
    mock = await startMockAws(tool as TerraformTool);
    ({ certificate } = await furnish(mock, ["f1".repeat(32)]));
    driver = await driveStack(tool as TerraformTool, mock, stackWith([firstRelease, workers, rollingFleet()]));
  }, 300_000);

  afterAll(() => {
    driver?.folder.remove();
    mock?.stop();
  });

  // One account and one history: a test starts where the one before it ended, as a balancer takes a minute to create.
  const limit = { timeout: 1_800_000 };

  test("nothing is released: all that fleets share is there, and no rule", limit, async () => {
    await driver.apply({ web: {}, jobs: {}, api: {} });
    expect(await driver.weights("web")).toEqual({});
  });

  test("a first release follows its path", limit, async () => {
    for (const { name, state } of pathOf(firstRelease)) {
      const states = { web: state, jobs: workers.steady, api: rollingFleet().steady };
      await applyAndCompare(name, states);
    }
    // A rolling fleet has one group, and Terraform tells of it under the generation that runs there.
    const [running = ""] = Object.keys(rollingFleet().steady);
    expect(await driver.weights("api")).toEqual({ [await groupOf("api", running)]: 1 });
  });

  test("a second release follows its path, and an abort on the way is one apply", limit, async () => {
    driver.replace(stackWith([webFleet(), workers, rollingFleet()]));
    const path = rolloutPath(environmentOf([webFleet()]), webFleet());
    expect(path.steps.map(({ name }) => name)).toEqual([
      "create",
      "weight-10",
      "weight-50",
      "weight-100",
      "promote",
      "drain",
      "detach",
      "destroy",
    ]);
    const others = { jobs: workers.steady, api: rollingFleet().steady };
    for (const { name, state } of path.steps) {
      const changes = await applyAndCompare(name, { ...others, web: state });
      if (name.startsWith("weight-"))
        expect(Object.entries(changes)).toEqual([["aws_lb_listener_rule.web[0]", "update"]]);
      if (name === "weight-10") {
        await applyAndCompare("abort", { ...others, web: path.abort ?? {} });
        // An abort leaves the candidate at rest, so it takes its place again before it gets more.
        await applyAndCompare("once more", { ...others, web: state });
      }
      if (name === "destroy") expect(new Set(Object.values(changes))).toEqual(new Set(["delete"]));
    }
    expect(await driver.weights("web")).toEqual({ [await groupOf("web", webFleet().wanted)]: 100 });
  });

  test("workers are handed over, and a rolling group changes its launch template alone", limit, async () => {
    const web = rolloutPath(environmentOf([webFleet()]), webFleet()).steps.at(-1)?.state ?? {};
    driver.replace(stackWith([webFleet(), workers, rollingFleet()]));
    await applyAndCompare("before", { web, jobs: workers.steady, api: rollingFleet().steady });
    const jobs = pathOf(workers);
    const api = pathOf(rollingFleet());
    for (let index = 0; index < Math.max(jobs.length, api.length); index++) {
      const states = {
        web,
        jobs: (jobs[index] ?? jobs.at(-1))?.state ?? {},
        api: (api[index] ?? api.at(-1))?.state ?? {},
      };
      const changes = await applyAndCompare(`step ${index}`, states);
      if (index === 0) expect(changes).toMatchObject({ "aws_autoscaling_group.api--rolling[0]": "update" });
    }
  });

  async function applyAndCompare(title: string, states: Readonly<Record<string, FleetState>>) {
    const changes = await driver.apply(states);
    const { web } = (await driver.output("fleets")) as Fleets;
    const attached = Object.entries(states.web ?? {}).filter(([, state]) => state.attached);
    const wanted = attached.map(([digest, { weight }]) => [web?.target_groups[shortDigest(digest)], weight]);
    expect(await driver.weights("web"), title).toEqual(Object.fromEntries(wanted));
    return changes;
  }

  async function groupOf(name: string, generation: string): Promise<string> {
    const fleets = (await driver.output("fleets")) as Fleets;
    return fleets[name]?.target_groups[shortDigest(generation)] ?? "";
  }

  function stackWith(fleets: readonly FleetPlan[]): string {
    const plan = fullPlan(fleets);
    const prod = environmentOf(fleets);
    const { public: balancer } = prod.balancers;
    if (balancer === undefined) throw new Error("the fixture has a balancer");
    return stackText({
      ...plan,
      environments: { prod: { ...prod, balancers: { public: { ...balancer, certificate } } } },
    });
  }
});

type Fleets = Readonly<Record<string, { readonly target_groups: Readonly<Record<string, string>> }>>;

// The mock does not raise what a group has to a higher minimum, as AWS does, so a group here does not scale itself.
const workers = workerFleet({ scale: null });

/** The fleet `web` before anything of it is released. */
const firstRelease: FleetPlan = (() => {
  const fleet = webFleet();
  const generations = Object.fromEntries(
    Object.entries(fleet.generations).filter(([digest]) => digest === firstDigest),
  );
  return { ...fleet, wanted: firstDigest, stable: null, steady: {}, generations };
})();

function pathOf(fleet: FleetPlan) {
  const { steps } = rolloutPath(environmentOf([fleet]), fleet);
  expect(steps.length).toBeGreaterThan(1);
  return steps;
}

function environmentOf(fleets: readonly FleetPlan[]): NonNullable<Plan["environments"][string]> {
  const { prod } = fullPlan(fleets).environments;
  if (prod === undefined) throw new Error("the fixture has prod");
  return prod;
}

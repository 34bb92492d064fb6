import { afterAll, beforeAll, expect, test } from "vitest";
import type { FleetState, GenerationState } from "../../src/plan/model.ts";
import { firstDigest, fullPlan, secondDigest, stackText } from "../emit/terraform/plans.ts";
import { furnish, type MockAws, mockAwsMissing, startMockAws } from "./support/mock-aws.ts";
import { driveStack, type StackDriver } from "./support/stack-driver.ts";
import { findTerraform, type TerraformTool } from "./support/terraform-tool.ts";
import { describeWithTools } from "./support/tools.ts";

const tool = findTerraform();

describeWithTools("a canary in a mock AWS", [typeof tool === "string" ? tool : null, mockAwsMissing()], () => {
  let mock: MockAws;
  let driver: StackDriver;

  beforeAll(async () => {
    mock = await startMockAws();
    const { certificate } = await furnish(mock, ["f1".repeat(32)]);
    driver = await driveStack(tool as TerraformTool, mock, stackWith(certificate));
  }, 120_000);

  afterAll(() => {
    driver?.folder.remove();
    mock?.stop();
  });

  // One account and one path through it: each step starts where the one before it ended.
  test("every step applies, leaves nothing to do, and sets the weights it says", { timeout: 900_000 }, async () => {
    await step("nothing is released yet", {}, {});
    await step("the first release", { [firstDigest]: serving(100) }, { [firstDigest]: 100 });
    await step("the candidate without traffic", both(100, 0), { [firstDigest]: 100, [secondDigest]: 0 });
    await step("10 %", both(90, 10), { [firstDigest]: 90, [secondDigest]: 10 });
    await step("an abort", both(100, 0), { [firstDigest]: 100, [secondDigest]: 0 });
    await step("half", both(50, 50), { [firstDigest]: 50, [secondDigest]: 50 });
    await step("all", both(0, 100), { [firstDigest]: 0, [secondDigest]: 100 });
    await step("the old one detached", { ...both(0, 100), [firstDigest]: detached }, { [secondDigest]: 100 });
    const changes = await step("the old one gone", { [secondDigest]: serving(100) }, { [secondDigest]: 100 });
    expect(Object.values(changes).every((action) => action === "delete")).toBe(true);
    expect(Object.keys(changes).every((address) => address.includes(firstDigest.slice(0, 12)))).toBe(true);
  });

  async function step(title: string, state: FleetState, weights: Readonly<Record<string, number>>) {
    const changes = await driver.apply({ web: state });
    const fleets = (await driver.output("fleets")) as Fleets;
    const groups = fleets.web.target_groups;
    const wanted = Object.entries(weights).map(([digest, weight]) => [groups[digest.slice(0, 12)], weight]);
    expect(await driver.weights("web"), title).toEqual(Object.fromEntries(wanted));
    return changes;
  }
});

interface Fleets {
  readonly web: { readonly target_groups: Readonly<Record<string, string>> };
}

const capacity = { min: 2, max: 4, desired: 2 };
const detached: GenerationState = { attached: false, weight: 0, ...capacity };

function serving(weight: number): GenerationState {
  return { attached: true, weight, ...capacity };
}

function both(old: number, candidate: number): FleetState {
  return { [firstDigest]: serving(old), [secondDigest]: serving(candidate) };
}

function stackWith(certificate: string): string {
  const plan = fullPlan();
  const { prod } = plan.environments;
  const balancer = prod?.balancers.public;
  if (prod === undefined || balancer === undefined) throw new Error("the fixture has prod and its balancer");
  const environments = { prod: { ...prod, balancers: { public: { ...balancer, certificate } } } };
  return stackText({ ...plan, environments });
}

import { afterAll, beforeAll, expect, test } from "vitest";
import { shortDigest } from "../../src/base/digest.ts";
import { fleetVariables } from "../../src/emit/terraform/variable.ts";
import type { FleetPlan, FleetState } from "../../src/plan/model.ts";
import { rolloutPath } from "../../src/rollout/rollout-path.ts";
import { fullPlan, stackText, withEnvironment, workerFleet } from "../emit/terraform/plans.ts";
import { furnish, type MockAws, mockAwsMissing, startMockAws } from "./support/mock-aws.ts";
import { driveStack, type StackDriver } from "./support/stack-driver.ts";
import { findTerraform, type TerraformTool } from "./support/terraform-tool.ts";
import { describeWithTools } from "./support/tools.ts";

const tool = findTerraform();

describeWithTools("a release by hand", [typeof tool === "string" ? tool : null, mockAwsMissing()], () => {
  let mock: MockAws;
  let driver: StackDriver;

  beforeAll(async () => {
    mock = await startMockAws(tool as TerraformTool);
    await furnish(mock, ["f1".repeat(32)]);
    driver = await driveStack(tool as TerraformTool, mock, stackOf(firstRelease));
  }, 300_000);

  afterAll(() => {
    driver?.folder.remove();
    mock?.stop();
  });

  const limit = { timeout: 600_000 };

  test("of a fleet of which nothing is known to live says where each fleet is to be", limit, async () => {
    const { code, output } = await driver.folder.run("plan", "-input=false", "-no-color");
    expect(code).toBe(1);
    expect(output).toContain("No value for required variable");
    for (const state of statesOf(firstRelease)) await driver.apply({ jobs: state });
    expect(await groups()).toEqual([expect.stringMatching(tailOf(firstRelease))]);
  });

  test("is refused where the build does not know what is live", limit, async () => {
    driver.replace(stackOf(secondWithoutLedger));
    for (const state of [{}, ...statesOf(secondWithoutLedger)]) {
      const { code, output } = await plan(state);
      expect(code, output).toBe(1);
      expect(wordsOf(output)).toContain("Fleet jobs runs in groups that this build does not know: shop-prod-jobs-");
      expect(wordsOf(output)).toContain("release with `immuc rollout run jobs --env prod`");
    }
    expect(await groups()).toEqual([expect.stringMatching(tailOf(firstRelease))]);
  });

  test("goes on where the build knows it", limit, async () => {
    driver.replace(stackOf(secondWithLedger));
    const { code, output } = await driver.folder.run("plan", "-input=false", "-no-color", "-detailed-exitcode");
    expect(code, output).toBe(0);
    for (const state of statesOf(secondWithLedger)) await driver.apply({ jobs: state });
    expect(await groups()).toEqual([expect.stringMatching(tailOf(secondWithLedger))]);
  });

  test("gives machines up by the build that knows them, and begins anew", limit, async () => {
    driver.replace(stackOf(firstRelease));
    expect(await plan(statesOf(firstRelease)[0] ?? {})).toMatchObject({ code: 1 });
    driver.replace(stackOf(secondWithoutLedger));
    await driver.apply({ jobs: {} });
    expect(await groups()).toEqual([]);
    driver.replace(stackOf(firstRelease));
    await driver.apply({ jobs: statesOf(firstRelease)[0] ?? {} });
    expect(await groups()).toHaveLength(1);
  });

  test("is no obstacle to taking all of it down", limit, async () => {
    driver.replace(stackOf(secondWithoutLedger));
    const { code, output } = await driver.folder.run("destroy", "-auto-approve", "-no-color", "-var=jobs={}");
    expect(code, output).toBe(0);
    expect(await groups()).toEqual([]);
  });

  async function plan(state: FleetState) {
    driver.folder.writeText("by-hand.tfvars.json", JSON.stringify(fleetVariables({ jobs: state })));
    return driver.folder.run("plan", "-input=false", "-no-color", "-var-file=by-hand.tfvars.json");
  }

  async function groups(): Promise<readonly string[]> {
    const answer = await mock.query("autoscaling", "DescribeAutoScalingGroups");
    return [...answer.matchAll(/<AutoScalingGroupName>([^<]*)</g)].map(([, name = ""]) => name);
  }
});

// The mock does not raise what a group has to a higher minimum, as AWS does, so a group here does not scale itself.
const fleet = workerFleet({ scale: null });
const firstRelease = onlyGeneration(fleet.stable ?? "");
const secondWithoutLedger = onlyGeneration(fleet.wanted);
const secondWithLedger = { ...fleet, steady: statesOf(firstRelease).at(-1) ?? {} };

/** The fleet as a build has it that wants one generation and knows of no other. */
function onlyGeneration(wanted: string): FleetPlan {
  const { [wanted]: definition } = fleet.generations;
  if (definition === undefined) throw new Error("the fixture has two generations");
  return { ...fleet, wanted, stable: null, steady: {}, generations: { [wanted]: definition } };
}

function environmentPlan(fleet: FleetPlan) {
  return withEnvironment(fullPlan([fleet]), { balancers: {} });
}

function stackOf(fleet: FleetPlan): string {
  return stackText(environmentPlan(fleet));
}

function statesOf(fleet: FleetPlan): readonly FleetState[] {
  const { prod } = environmentPlan(fleet).environments;
  if (prod === undefined) throw new Error("the fixture has prod");
  return rolloutPath(prod, fleet).steps.map(({ state }) => state);
}

function tailOf({ wanted }: FleetPlan): RegExp {
  return new RegExp(`-${shortDigest(wanted)}$`);
}

/** What Terraform says without the frame around it and its breaks. */
function wordsOf(output: string): string {
  return output.replaceAll(/[\s│╷╵]+/g, " ");
}

import { afterAll, beforeAll, expect, test } from "vitest";
import { shortDigest } from "../../src/base/digest.ts";
import { emitTerraform } from "../../src/emit/terraform/emit-terraform.ts";
import type { Live } from "../../src/plan/live.ts";
import type { EnvironmentPlan, FleetPlan, FleetState } from "../../src/plan/model.ts";
import type { RolloutPath } from "../../src/rollout/path.ts";
import { rolloutPath } from "../../src/rollout/rollout-path.ts";
import { compileFolder, exampleFolder } from "../support/project.ts";
import { furnish, type MockAws, mockAwsMissing, startMockAws } from "./support/mock-aws.ts";
import { driveStack, type StackDriver } from "./support/stack-driver.ts";
import { findTerraform, type TerraformTool } from "./support/terraform-tool.ts";
import { describeWithTools } from "./support/tools.ts";

const tool = findTerraform();
const environmentName = "staging";

describeWithTools("the shop, in a mock AWS", [typeof tool === "string" ? tool : null, mockAwsMissing()], () => {
  let mock: MockAws;
  let driver: StackDriver;
  let certificate: string;
  let first: Release;
  let second: Release;

  beforeAll(async () => {
    mock = await startMockAws(tool as TerraformTool);
    first = release("1.4.2", {});
    second = release("1.4.3", { [environmentName]: { web: liveAfter(first.web, first.webPath) } });
    const images = [first, second].flatMap(({ web, worker }) => [fingerprintOf(web), fingerprintOf(worker)]);
    ({ certificate } = await furnish(mock, [...new Set(images)]));
    driver = await driveStack(tool as TerraformTool, mock, stackOf(first));
  }, 300_000);

  afterAll(() => {
    driver?.folder.remove();
    mock?.stop();
  });

  // One account and one history: a test starts where the one before it ended.
  const limit = { timeout: 900_000 };

  test("the first release comes up and takes all traffic", limit, async () => {
    for (const { name, state } of first.webPath.steps) await applyAndCompare(name, first, state);
    expect(await driver.weights("web")).toEqual({ [await groupOf(first.web.wanted)]: 100 });
  });

  test("the second release follows its canary; an abort on the way sends all traffic back", limit, async () => {
    driver.replace(stackOf(second));
    const { steps, abort } = second.webPath;
    const shifts = steps.filter(({ phase }) => phase !== "retire");
    expect(shifts.map(({ name }) => name)).toEqual(["create", "weight-5", "weight-25", "weight-100", "promote"]);
    for (const { name, state } of shifts) await applyAndCompare(name, second, state);
    await applyAndCompare("abort", second, abort ?? {});
    expect(await driver.weights("web")).toEqual({
      [await groupOf(first.web.wanted)]: 100,
      [await groupOf(second.web.wanted)]: 0,
    });
  });

  /** Applies a state of the web tier beside the workers at rest; the weights over the API must be the state's. */
  async function applyAndCompare(title: string, { worker }: Release, state: FleetState): Promise<void> {
    const changes = await driver.apply({ web: state, worker: worker.steady });
    if (/^weight-(5|25)$/.test(title)) expect(Object.keys(changes), title).toEqual(["aws_lb_listener_rule.web[0]"]);
    const attached = Object.entries(state).filter(([, member]) => member.attached);
    const wanted = await Promise.all(
      attached.map(async ([digest, { weight }]) => [await groupOf(digest), weight] as const),
    );
    expect(await driver.weights("web"), title).toEqual(Object.fromEntries(wanted));
  }

  async function groupOf(digest: string): Promise<string> {
    const fleets = (await driver.output("fleets")) as Fleets;
    return fleets.web?.target_groups[shortDigest(digest)] ?? "";
  }

  // The certificate is the account's own; all else is the example's.
  function stackOf({ environment, compilation, web, worker }: Release): string {
    const { plan } = compilation;
    const { public: balancer } = environment.balancers;
    if (plan === null || balancer === undefined) throw new Error("the shop has a plan and a balancer");
    const balancers = { public: { ...balancer, certificate } };
    const furnished = { ...environment, balancers, fleets: { web, worker } };
    const artifacts = emitTerraform({ ...plan, environments: { [environmentName]: furnished } });
    const stack = artifacts.find(({ path }) => path.endsWith("/cdk.tf.json"));
    return new TextDecoder().decode(stack?.bytes);
  }
});

type Fleets = Readonly<Record<string, { readonly target_groups: Readonly<Record<string, string>> }>>;

interface Release {
  readonly compilation: ReturnType<typeof compileFolder>;
  readonly environment: EnvironmentPlan;
  readonly web: FleetPlan;
  readonly worker: FleetPlan;
  readonly webPath: RolloutPath;
}

/** A release of the shop, over what is live. */
function release(version: string, live: Live): Release {
  const compilation = compileFolder(exampleFolder("shop"), new Map([["release", version]]), live);
  const environment = compilation.plan?.environments[environmentName];
  const { web: scaling, worker } = environment?.fleets ?? {};
  if (environment === undefined || scaling === undefined || worker === undefined)
    throw new Error("the shop has two fleets");
  // The mock mixes up the scaling policies of two groups, so here the tier does not scale itself.
  const web: FleetPlan = { ...scaling, scale: null };
  return { compilation, environment, web, worker, webPath: rolloutPath(environment, web) };
}

function liveAfter(fleet: FleetPlan, { steps }: RolloutPath): Live[string][string] {
  return { stable: fleet.wanted, state: steps.at(-1)?.state ?? {}, generations: fleet.generations };
}

function fingerprintOf({ generations, wanted }: FleetPlan): string {
  return generations[wanted]?.image.fingerprint ?? "";
}

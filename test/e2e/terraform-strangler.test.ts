import { afterAll, beforeAll, expect, test } from "vitest";
import { shortDigest } from "../../src/base/digest.ts";
import { emitTerraform } from "../../src/emit/terraform/emit-terraform.ts";
import type { LiveFleet } from "../../src/plan/live.ts";
import type { EnvironmentPlan, FleetPlan, FleetState, Plan } from "../../src/plan/model.ts";
import { rolloutPath } from "../../src/rollout/rollout-path.ts";
import { compileFiles } from "../support/compile.ts";
import { furnish, type MockAws, mockAwsMissing, mockRegion, startMockAws, textOf } from "./support/mock-aws.ts";
import { driveStack, type StackDriver } from "./support/stack-driver.ts";
import { findTerraform, type TerraformTool } from "./support/terraform-tool.ts";
import { describeWithTools } from "./support/tools.ts";

const tool = findTerraform();

describeWithTools(
  "taking over from a legacy side in a mock AWS",
  [typeof tool === "string" ? tool : null, mockAwsMissing()],
  () => {
    let mock: MockAws;
    let driver: StackDriver;
    let outside: Outside;

    beforeAll(async () => {
      mock = await startMockAws(tool as TerraformTool);
      const { plan } = compileFiles(source(nowhere, "share = 75%"));
      const fingerprints = Object.values(plan?.images ?? {}).map(({ fingerprint }) => fingerprint);
      const { certificate } = await furnish(mock, fingerprints);
      outside = { certificate, targetGroup: await createLegacy(mock) };
      driver = await driveStack(tool as TerraformTool, mock, release("share = 75%").stack);
    }, 300_000);

    afterAll(() => {
      driver?.folder.remove();
      mock?.stop();
    });

    // One account and one history: a test starts where the one before it ended.
    const limit = { timeout: 1_800_000 };
    let live: LiveFleet | undefined;

    test("the first release begins with all traffic at the legacy side, and goes back to that", limit, async () => {
      const { fleet, path } = release("share = 75%");
      expect(path.steps.map(({ name }) => name)).toEqual(["create", "weight-10", "weight-25", "promote"]);
      for (const { name, state } of path.steps) {
        await applyAndCompare(name, fleet, state);
        if (name !== "weight-10") continue;
        const changes = await applyAndCompare("abort", fleet, path.abort ?? {});
        expect(Object.keys(changes)).toContain("aws_lb_listener_rule.web[0]");
        expect(await driver.weights("web")).toMatchObject({ [outside.targetGroup]: 100 });
        await applyAndCompare(`${name} again`, fleet, state);
      }
      expect(await driver.weights("web")).toMatchObject({ [outside.targetGroup]: 75 });
      live = {
        stable: fleet.wanted,
        state: path.steps.at(-1)?.state ?? {},
        generations: fleet.generations,
      };
    });

    test("the balancer has one subnet of each zone, though one zone has two", limit, async () => {
      const balancers = await mock.query("elasticloadbalancing", "DescribeLoadBalancers");
      expect([...balancers.matchAll(/<ZoneName>([^<]*)<\/ZoneName>/g)].map(([, zone]) => zone).sort()).toEqual([
        `${mockRegion}a`,
        `${mockRegion}b`,
      ]);
    });

    test("instances are told where the store is", limit, async () => {
      const templates = await mock.query("ec2", "DescribeLaunchTemplateVersions", {
        LaunchTemplateId: textOf(await mock.query("ec2", "DescribeLaunchTemplates"), "launchTemplateId"),
      });
      const script = Buffer.from(textOf(templates, "userData"), "base64").toString("utf8");
      const database = await mock.query("rds", "DescribeDBInstances", { DBInstanceIdentifier: "orders-main" });
      expect(script).toContain(`STORE_ORDERS_HOST=\\"${textOf(database, "Address")}\\"\\n`);
    });

    test(
      "a later release takes the rest over the same instances, and the legacy side out of the listener",
      limit,
      async () => {
        const { fleet, path, stack } = release("share = 0%", live);
        driver.replace(stack);
        expect(path.steps.map(({ name }) => name)).toEqual(["hold", "weight-50", "weight-100", "promote", "detach"]);
        for (const { name, state } of path.steps) {
          const changes = await applyAndCompare(name, fleet, state);
          if (name.startsWith("weight-") || name === "detach")
            expect(Object.entries(changes)).toEqual([["aws_lb_listener_rule.web[0]", "update"]]);
        }
        expect(await driver.weights("web")).not.toHaveProperty([outside.targetGroup]);
        live = { ...(live as LiveFleet), state: path.steps.at(-1)?.state ?? {} };
      },
    );

    test("without the block, the way to the legacy side closes, and all of it is still there", limit, async () => {
      const { fleet, path, stack } = release(null, live);
      driver.replace(stack);
      expect(path.steps).toEqual([]);
      const changes = await applyAndCompare("without", fleet, fleet.steady);
      expect(Object.values(changes)).toEqual(["delete"]);
      expect(Object.keys(changes)[0]).toContain("aws_vpc_security_group_egress_rule.balancer--fleet--web--legacy");
      const found = await mock.query("elasticloadbalancing", "DescribeTargetGroups", {
        "TargetGroupArns.member.1": outside.targetGroup,
      });
      expect(textOf(found, "TargetGroupName")).toBe("monolith");
      expect(textOf(await mock.query("rds", "DescribeDBInstances"), "DBInstanceIdentifier")).toBe("orders-main");
    });

    /** Applies a state, and compares the weights that the rule has afterwards with it. */
    async function applyAndCompare(title: string, fleet: FleetPlan, state: FleetState) {
      const changes = await driver.apply({ [fleet.name]: state });
      const fleets = (await driver.output("fleets")) as Fleets;
      const groups: Readonly<Record<string, string>> = { ...fleets.web?.target_groups, legacy: outside.targetGroup };
      const attached = Object.entries(state).filter(([, member]) => member.attached);
      const wanted = attached.map(([id, { weight }]) => [groups[shortDigest(id)], weight]);
      expect(await driver.weights("web"), title).toEqual(Object.fromEntries(wanted));
      return changes;
    }

    /** What a release of the source does when a fleet is live. */
    function release(replaces: string | null, fleet?: LiveFleet) {
      const compilation = compileFiles(source(outside, replaces), fleet ? { live: { prod: { web: fleet } } } : {});
      const { plan } = compilation;
      if (plan === null) throw new Error(compilation.diagnostics.map(({ message }) => message).join("; "));
      const environment = environmentOf(plan);
      const { web } = environment.fleets;
      if (web === undefined) throw new Error("the source has a fleet web");
      const artifacts = emitTerraform(plan);
      const stack = artifacts.find(({ path }) => path.endsWith("/cdk.tf.json"));
      return { fleet: web, path: rolloutPath(environment, web), stack: new TextDecoder().decode(stack?.bytes) };
    }
  },
);

type Fleets = Readonly<Record<string, { readonly target_groups: Readonly<Record<string, string>> }>>;

/** What is there before the project is, and is not its own. */
interface Outside {
  readonly certificate: string;
  readonly targetGroup: string;
}

const nowhere: Outside = {
  certificate: `arn:aws:acm:${mockRegion}:123456789012:certificate/none`,
  targetGroup: `arn:aws:elasticloadbalancing:${mockRegion}:123456789012:targetgroup/none/0`,
};

async function createLegacy(mock: MockAws): Promise<string> {
  const group = await mock.query("elasticloadbalancing", "CreateTargetGroup", {
    Name: "monolith",
    Protocol: "HTTP",
    Port: "8000",
    VpcId: textOf(await mock.query("ec2", "DescribeVpcs"), "vpcId"),
  });
  await mock.query("rds", "CreateDBInstance", {
    DBInstanceIdentifier: "orders-main",
    DBInstanceClass: "db.t3.micro",
    Engine: "postgres",
    AllocatedStorage: "20",
    MasterUsername: "orders",
    MasterUserPassword: "password",
    Port: "5432",
  });
  return textOf(group, "TargetGroupArn");
}

/** The project; without the legacy side where `replaces` is null. */
function source({ certificate, targetGroup }: Outside, replaces: string | null): string {
  return `import { amazon_linux_2023 } from "std/images"

project shop {}

image web extends amazon_linux_2023 {}

network main {
  vpc = { Name: "main" }
  private = { Tier: "private" }
  public = { Tier: "public" }
}

balancer public { scheme = "internet-facing"  certificate = "${certificate}"  protect = false }

${replaces === null ? "" : `legacy monolith { target_group = "${targetGroup}"  port = 8000 }`}

store orders {
  engine = "postgres"
  identifier = "orders-main"
  contract { version = 1  compatible_from = 1 }
}

rollout gentle {
  strategy = "canary"
  step some { weight = 10%  bake = 15m }
  step half { weight = 50%  bake = 15m }
  step all { weight = 100%  bake = 15m }
  abort errors { metric = "http_5xx_rate"  above = 1% }
}

fleet web {
  image = image.web
  instances = ["c7i.large"]
  size = 2..4
  balancer = balancer.public
  rollout = rollout.gentle
  needs = [store.orders]
  http { port = 8080  health = "/healthz" }
  ${replaces === null ? "" : `replaces { legacy = legacy.monolith  ${replaces} }`}
}

environment prod { region = "${mockRegion}"  network = network.main }
`;
}

function environmentOf(plan: Plan): EnvironmentPlan {
  const { prod } = plan.environments;
  if (prod === undefined) throw new Error("the source has prod");
  return prod;
}

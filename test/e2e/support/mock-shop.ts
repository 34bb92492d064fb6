import { execFileSync } from "node:child_process";
import { CloudWatchClient, DescribeAlarmsCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import { type FleetRecord, fleetOf } from "../../../src/release/ledger/state.ts";
import type { Run } from "../../cli/cli.ts";
import { furnish, type MockAws, mockAwsMissing, mockRegion, startMockAws, textOf } from "./mock-aws.ts";
import { openReleaseDriver, type ReleaseDriver } from "./release-driver.ts";
import { findTerraform, type TerraformTool } from "./terraform-tool.ts";

/** A shop of one fleet, `web`, in one environment, `prod`: its project on the disk, and a mock AWS of its own. */
export interface MockShop {
  readonly driver: ReleaseDriver;
  /** Changes the source from what is committed, without a commit. */
  edit(change: (source: string) => string): void;
  /** Bakes the image of a version, which is one character. */
  bake(version: string): Promise<void>;
  /** Takes the image that was baked last from where it is looked up; what puts it back. */
  hideImage(): Promise<() => Promise<void>>;
  /** Runs a command that moves traffic, with all waits 600 times as short, on the project as it is at a version. */
  operate(version: string, ...words: readonly string[]): Promise<Run>;
  /** Expects that Terraform would change nothing where the releases have left the stack. */
  expectNoChanges(version: string): Promise<void>;
  /** What the ledger says of the fleet. */
  fleet(): FleetRecord;
  /** The fleet's stable generation; "" before there is one. */
  stable(): string;
  /** Weights of the balancer's rule. */
  weights(): Promise<readonly number[]>;
  weightOf(generation: string): Promise<number | undefined>;
  /** Has the alarm of a generation go off. */
  fire(generation: string): Promise<void>;
  /** Has it quiet again. */
  calm(generation: string): Promise<void>;
  /** Has a generation's group want so many machines, as its scaling does when load comes. */
  grow(generation: string, machines: number): Promise<void>;
  /** Every change of a plan so far to what a generation is made of. */
  generationChanges(): readonly { readonly address: string; readonly actions: string }[];
  close(): void;
}

/** The words of a command as `operate` runs it. */
export function operation(version: string, ...words: readonly string[]): readonly string[] {
  return [...words, "--env=prod", `--param=release=${version}`, "--time-scale=600"];
}

/** What this machine lacks to open a shop, as `describeWithTools` takes it. */
export function mockShopMissing(): readonly (string | null)[] {
  return [typeof terraform === "string" ? terraform : null, mockAwsMissing()];
}

const terraform = findTerraform();

/**
 * A `test` that is given a shop, of which `change` may make another one. A file has one, with one account and one history:
 * a test starts where the one before it ended.
 */
export function testInShop(change = (source: string) => source) {
  return test.extend<{ $file: { readonly shop: MockShop } }>({
    shop: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs off its first parameter.
      async ({}, use) => {
        const shop = await openMockShop(terraform as TerraformTool, change);
        await use(shop);
        shop.close();
      },
      { scope: "file" },
    ],
  });
}

async function openMockShop(tool: TerraformTool, change: (source: string) => string): Promise<MockShop> {
  const mock = await startMockAws(tool);
  const { certificate } = await furnish(mock, []);
  const driver = await openReleaseDriver(tool, mock);
  const source = change(project(certificate));
  driver.write("main.immu", source);
  commit(driver.folder);
  const weights = () => weightsByKey(mock);
  const fleet = () => fleetOf(driver.ledger("prod").live, "web");
  return {
    driver,
    edit: (edited) => driver.write("main.immu", edited(source)),
    bake: async (version) => {
      const run = await driver.immuc("bake", `--param=release=${version}`, `--commit=${version.repeat(40)}`);
      if (run.code !== 0) throw new Error(run.stderr);
    },
    hideImage: async () => {
      const bake = driver.events("prod").findLast((event) => event.kind === "baked");
      if (bake?.kind !== "baked") throw new Error("nothing was baked");
      const tag = {
        "ResourceId.1": bake.amis[mockRegion] ?? "",
        "Tag.1.Key": "immu:fingerprint",
        "Tag.1.Value": bake.fingerprint,
      };
      await mock.query("ec2", "DeleteTags", tag);
      return async () => void (await mock.query("ec2", "CreateTags", tag));
    },
    operate: (version, ...words) => driver.immuc(...operation(version, ...words)),
    expectNoChanges: async (version) => {
      const plan = await driver.planAgain("shop-prod", "prod", `--param=release=${version}`);
      expect(plan.code, plan.stdout + plan.stderr).toBe(0);
    },
    fleet,
    stable: () => fleet().stable ?? "",
    weights: async () => [...(await weights()).values()],
    weightOf: async (generation) => (await weights()).get(generation.slice(0, 12)),
    fire: (generation) => setAlarm(mock, generation, "ALARM"),
    calm: (generation) => setAlarm(mock, generation, "OK"),
    grow: async (generation, machines) => {
      const groups = await mock.query("autoscaling", "DescribeAutoScalingGroups");
      const name = new RegExp(`<AutoScalingGroupName>([^<]*-${generation.slice(0, 12)})<`).exec(groups)?.[1];
      if (name === undefined) throw new Error(`no group is generation ${generation}'s`);
      await mock.query("autoscaling", "SetDesiredCapacity", {
        AutoScalingGroupName: name,
        DesiredCapacity: `${machines}`,
      });
    },
    generationChanges: () =>
      (driver.plans() as readonly Plan[])
        .flatMap(({ resource_changes = [] }) => resource_changes)
        .filter(({ type }) => partsOfGenerations.has(type))
        .map(({ address, change }) => ({ address, actions: change.actions.join() })),
    close: () => {
      driver.remove();
      mock.stop();
    },
  };
}

interface Plan {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly type: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
}

const partsOfGenerations: ReadonlySet<string> = new Set([
  "aws_ami",
  "aws_instance",
  "aws_launch_template",
  "aws_lb_target_group",
]);

/** Weights of the rule's target groups by what their names end in: the first digits of a generation. */
async function weightsByKey(mock: MockAws): Promise<ReadonlyMap<string, number>> {
  const rules = await mock.query("elasticloadbalancing", "DescribeRules", { "RuleArns.member.1": await ruleArn(mock) });
  const members = rules.matchAll(
    /<TargetGroupArn>[^<]*targetgroup\/([^/]*)\/[^<]*<\/TargetGroupArn>\s*<Weight>(\d+)<\/Weight>/g,
  );
  return new Map([...members].map(([, name = "", weight]) => [name.slice(-12), Number(weight)]));
}

async function ruleArn(mock: MockAws): Promise<string> {
  const balancers = await mock.query("elasticloadbalancing", "DescribeLoadBalancers");
  const listeners = await mock.query("elasticloadbalancing", "DescribeListeners", {
    LoadBalancerArn: textOf(balancers, "LoadBalancerArn"),
  });
  for (const [, arn = ""] of listeners.matchAll(/<ListenerArn>([^<]*)<\/ListenerArn>/g)) {
    const rules = await mock.query("elasticloadbalancing", "DescribeRules", { ListenerArn: arn });
    const rule = [...rules.matchAll(/<RuleArn>([^<]*)<\/RuleArn>/g)].find(
      ([, each]) => rules.includes("ForwardConfig") && each,
    );
    if (rule?.[1] !== undefined && rules.includes("<Weight>")) return rule[1];
  }
  throw new Error("no rule has weights");
}

async function setAlarm(mock: MockAws, generation: string, state: "ALARM" | "OK"): Promise<void> {
  const client = new CloudWatchClient({
    region: mockRegion,
    endpoint: mock.environment.AWS_ENDPOINT_URL ?? "",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const { MetricAlarms = [] } = await client.send(new DescribeAlarmsCommand({}));
  const alarm = MetricAlarms.find(({ AlarmName = "" }) => AlarmName.endsWith(generation.slice(0, 12)));
  await client.send(
    new SetAlarmStateCommand({
      AlarmName: alarm?.AlarmName,
      StateValue: state,
      StateReason: state === "ALARM" ? "2 of 3 were above 1" : "none was above 1",
    }),
  );
  client.destroy();
}

function commit(folder: string): void {
  const git = (...words: readonly string[]): void => {
    execFileSync("git", ["-c", "user.name=ada", "-c", "user.email=ada@example.com", ...words], { cwd: folder });
  };
  git("init", "-q");
  git("add", "main.immu");
  git("commit", "-q", "-m", "Begin");
}

function project(certificate: string): string {
  return `import { amazon_linux_2023 } from "std/images"

project shop {}

param release: string

image web extends amazon_linux_2023 {
  run stamp { commands = ["echo release \${release}"] }
  check ok { command = "true" }
}

fleet web {
  image     = image.web
  instances = ["t3.micro"]
  size      = 2..2
  http      { port = 8080  health = "/healthz" }
  balancer  = balancer.public
  rollout   = gentle
}

rollout gentle {
  strategy = "canary"
  step some { weight = 10%   bake = 20m }
  step most { weight = 50%   bake = 20m }
  step all  { weight = 100%  bake = 20m }
  abort errors { metric = "http_5xx_rate"  above = 1%  breaches = 2  of = 3  every = 1m }
  keep_previous = 1h
}

network main { vpc = { Name: "main" }  private = { Tier: "private" }  public = { Tier: "public" } }
balancer public { scheme = "internet-facing"  certificate = "${certificate}" }

environment prod { region = "${mockRegion}"  network = network.main }
`;
}

import { setTimeout as wait } from "node:timers/promises";
import { CloudWatchClient, DescribeAlarmsCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fleetOf } from "../../src/release/ledger/state.ts";
import type { Run } from "../cli/cli.ts";
import { furnish, type MockAws, mockAwsMissing, mockRegion, startMockAws, textOf } from "./support/mock-aws.ts";
import { openReleaseDriver, type ReleaseDriver } from "./support/release-driver.ts";
import { findTerraform, type TerraformTool } from "./support/terraform-tool.ts";
import { describeWithTools } from "./support/tools.ts";

const tool = findTerraform();

describeWithTools("releases in a mock AWS", [typeof tool === "string" ? tool : null, mockAwsMissing()], () => {
  let mock: MockAws;
  let driver: ReleaseDriver;
  let certificate: string;

  beforeAll(async () => {
    mock = await startMockAws(tool as TerraformTool);
    ({ certificate } = await furnish(mock, []));
    driver = await openReleaseDriver(tool as TerraformTool, mock);
    driver.write("main.immu", project(certificate));
  }, 300_000);

  afterAll(() => {
    driver?.remove();
    mock?.stop();
  });

  const limit = { timeout: 1_800_000 };

  test("a first release, after which a build changes nothing", limit, async () => {
    await bake("1");
    expect(await release("1")).toMatchObject({ code: 0 });
    expect(kinds()).toEqual(["baked", "started", "step_passed", "step_passed", "promoted"]);
    expect(await weights()).toEqual([100]);
    await expectNoChanges("1");
    const again = await release("1");
    expect(again.stdout).toContain("is live, nothing to do");
  });

  test("an alarm that fires on the way takes all traffic back, and is remembered", limit, async () => {
    await bake("2");
    const before = stable();
    const run = driver.start("rollout", "run", "--env=prod", "--param=release=2", "--time-scale=60");
    await until(() => passed() === 1);
    const candidate = rolloutOf()?.generation ?? "";
    await until(async () => (await weightOf(candidate)) === 10);
    await fire(candidate);
    const ended = await run.ended;
    expect(ended, ended.stdout + ended.stderr).toMatchObject({ code: 3 });
    expect(ended.stdout).toContain("aborted");
    expect(ended.stdout).toContain("errors (");
    expect(ended.stdout).toContain("/immu/shop/prod/web");
    expect(await weightOf(candidate)).toBe(0);
    expect(await weightOf(before)).toBe(100);
    expect(stable()).toBe(before);
    expect(driver.events("prod").at(-1)).toMatchObject({ kind: "aborted", verdict: "fail" });
    await expectNoChanges("2");
    const unasked = await release("2");
    expect(unasked).toMatchObject({ code: 3 });
    expect(unasked.stderr).toContain(`--retry ${candidate.slice(0, 12)}`);
    expect(driver.events("prod").at(-1)).toMatchObject({ kind: "aborted" });
  });

  test("the next release takes the failed one away first, and passes", limit, async () => {
    await bake("3");
    const run = await release("3");
    expect(run, run.stdout + run.stderr).toMatchObject({ code: 0 });
    expect(await weights()).toEqual([100]);
    expect(await weightOf(stable())).toBe(100);
    expect(Object.keys(fleet().state)).toEqual([stable()]);
    await expectNoChanges("3");
  });

  test("killed at any moment and resumed, a rollout ends where it would have", limit, async () => {
    await bake("4");
    const before = stable();
    let kills = 0;
    for (const pause of [9_000, 16_000, 24_000, 31_000, 38_000, 20_000, 27_000]) {
      const words = rolloutOf() === null ? [] : ["--resume"];
      if (stable() !== before && words.length === 0) break;
      const run = driver.start("rollout", "run", "--env=prod", "--param=release=4", "--time-scale=600", ...words);
      const timer = setTimeout(() => {
        kills++;
        run.kill();
      }, pause);
      await run.ended;
      clearTimeout(timer);
    }
    expect(kills).toBeGreaterThan(2);
    if (rolloutOf() !== null) {
      const last = await release("4", "--resume");
      expect(last, last.stdout + last.stderr).toMatchObject({ code: 0 });
    }
    expect(stable()).not.toBe(before);
    expect(Object.keys(fleet().state)).toEqual([stable()]);
    expect(await weightOf(stable())).toBe(100);
    expect(await weights()).toEqual([100]);
    const starts = driver.events("prod").filter((event) => event.kind === "started" && event.generation === stable());
    expect(starts).toHaveLength(1);
    await expectNoChanges("4");
  });

  test("a rollback is one apply while the machines stand, and starts them anew when they don't", limit, async () => {
    await bake("5");
    const before = stable();
    expect(await release("5", "--until-promoted")).toMatchObject({ code: 0 });
    const left = stable();
    const plans = driver.plans().length;
    const ready = await driver.immuc(
      "rollback",
      "web",
      "--env=prod",
      "--param=release=5",
      "--reason=slow",
      "--time-scale=600",
    );
    expect(ready, ready.stdout + ready.stderr).toMatchObject({ code: 0 });
    expect(driver.plans().length - plans).toBe(1);
    expect(stable()).toBe(before);
    expect(await weightOf(before)).toBe(100);
    expect(await weightOf(left)).toBe(0);
    await expectNoChanges("5");

    const retired = await driver.immuc(
      "retire",
      "web",
      left.slice(0, 12),
      "--env=prod",
      "--param=release=5",
      "--time-scale=600",
    );
    expect(retired, retired.stdout + retired.stderr).toMatchObject({ code: 0 });
    expect(Object.keys(fleet().state)).toEqual([before]);
    await expectNoChanges("5");

    const anew = await driver.immuc(
      "rollback",
      "web",
      "--env=prod",
      "--param=release=5",
      "--reason=slower",
      "--time-scale=600",
    );
    expect(anew, anew.stdout + anew.stderr).toMatchObject({ code: 0 });
    expect(stable()).not.toBe(before);
    expect(await weightOf(stable())).toBe(100);
    await expectNoChanges("5");
  });

  test("what nothing needs may be pruned, and never what runs", limit, async () => {
    const run = await driver.immuc("prune", "--param=release=5");
    expect(run, run.stderr).toMatchObject({ code: 0 });
    const live = fleet().generations[stable()]?.fingerprint ?? "";
    expect(run.stdout).not.toContain(live.slice(0, 12));
    expect((await driver.immuc("ledger", "verify")).code).toBe(0);
  });

  test("no plan ever changed in place what a generation is made of", () => {
    const plans = driver.plans() as readonly Plan[];
    expect(plans.length).toBeGreaterThan(20);
    const changes = plans.flatMap(({ resource_changes = [] }) => resource_changes);
    const touched = changes.filter(
      ({ type, change }) => whole.has(type) && !["no-op", "create", "delete", "read"].includes(change.actions.join()),
    );
    expect(touched.map(({ address }) => address)).toEqual([]);
    expect(
      changes.some(({ type, change }) => type === "aws_launch_template" && change.actions.join() === "create"),
    ).toBe(true);
  });

  const fleet = () => fleetOf(driver.ledger("prod").live, "web");
  const rolloutOf = () => fleet().rollout;
  const passed = () => rolloutOf()?.passed ?? 0;
  const stable = () => fleet().stable ?? "";
  const kinds = () => driver.events("prod").map(({ kind }) => kind);

  async function bake(version: string): Promise<void> {
    const run = await driver.immuc("bake", `--param=release=${version}`, `--commit=${version.repeat(40)}`);
    expect(run, run.stderr).toMatchObject({ code: 0 });
  }

  function release(version: string, ...words: readonly string[]): Promise<Run> {
    return driver.immuc("rollout", "run", "--env=prod", `--param=release=${version}`, "--time-scale=600", ...words);
  }

  async function expectNoChanges(version: string): Promise<void> {
    const plan = await driver.planAgain("shop-prod", "prod", `--param=release=${version}`);
    expect(plan.code, plan.stdout + plan.stderr).toBe(0);
  }

  /** Weights of the rule's target groups by what their names end in: the first digits of a generation. */
  async function weightsByKey(): Promise<ReadonlyMap<string, number>> {
    const rules = await mock.query("elasticloadbalancing", "DescribeRules", { "RuleArns.member.1": await ruleArn() });
    const members = rules.matchAll(
      /<TargetGroupArn>[^<]*targetgroup\/([^/]*)\/[^<]*<\/TargetGroupArn>\s*<Weight>(\d+)<\/Weight>/g,
    );
    return new Map([...members].map(([, name = "", weight]) => [name.slice(-12), Number(weight)]));
  }

  async function weights(): Promise<readonly number[]> {
    return [...(await weightsByKey()).values()];
  }

  async function weightOf(generation: string): Promise<number | undefined> {
    return (await weightsByKey()).get(generation.slice(0, 12));
  }

  async function ruleArn(): Promise<string> {
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

  async function fire(generation: string): Promise<void> {
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
        StateValue: "ALARM",
        StateReason: "2 of 3 were above 1",
      }),
    );
    client.destroy();
  }
});

interface Plan {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly type: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
}

const whole: ReadonlySet<string> = new Set(["aws_instance", "aws_launch_template", "aws_lb_target_group", "aws_ami"]);

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (await holds()) return;
    await wait(500);
  }
  throw new Error("it did not come about in 300 s");
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

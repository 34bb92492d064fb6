import { expect, test } from "vitest";
import { alarmPeriod } from "../../../src/emit/terraform/alarms.ts";
import type { AbortPlan, FleetPlan } from "../../../src/plan/model.ts";
import { abortFixture, generationFixture, rolloutFixture } from "../../support/plan-fixture.ts";
import { firstDigest, fullPlan, stackText, webFleet, withEnvironment, workerFleet } from "./plans.ts";

type Resources = Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;

const stack = JSON.parse(stackText(fullPlan())) as { readonly resource: Resources };
const all = (type: string) => Object.values(stack.resource[type] ?? {});
const web = (type: string) => stack.resource[type]?.[`web_${firstDigest.slice(0, 12)}`];

test("instances: tokens required, no key, no public address, encrypted, monitored", () => {
  expect(all("aws_launch_template")).toHaveLength(6);
  for (const template of all("aws_launch_template")) {
    expect(template).toMatchObject({
      metadata_options: { http_tokens: "required", http_put_response_hop_limit: 1, instance_metadata_tags: "disabled" },
      monitoring: { enabled: true },
      network_interfaces: [{ associate_public_ip_address: "false" }],
      block_device_mappings: [{ ebs: { encrypted: "true", volume_type: "gp3" } }],
      lifecycle: { ignore_changes: "all" },
    });
    expect(template).not.toHaveProperty("key_name");
  }
});

test("what AWS starts carries the tags of project, environment and fleet, as the provider's own reach none of it", () => {
  const plan = withEnvironment(fullPlan(), { tags: { cost: "web", team: "nobody" } });
  const tagged = JSON.parse(stackText({ ...plan, project: { ...plan.project, tags: { owner: "us", cost: "all" } } }));
  const { aws_launch_template: templates, aws_autoscaling_group: groups } = tagged.resource as Resources;
  const wanted = { owner: "us", cost: "web", "immu:project": "shop", "immu:environment": "prod" };
  for (const [name, { tag_specifications: specifications }] of Object.entries(templates ?? {})) {
    const named = { ...wanted, team: name.startsWith("web") ? "shop" : "nobody", Name: expect.any(String) };
    expect(specifications).toEqual(
      ["instance", "network-interface", "volume"].map((type) => ({
        resource_type: type,
        tags: expect.objectContaining(named),
      })),
    );
  }
  for (const { tag } of Object.values(groups ?? {})) {
    expect(tag).toEqual(
      expect.arrayContaining(Object.entries(wanted).map(([key, value]) => ({ key, value, propagate_at_launch: true }))),
    );
  }
});

test("the world reaches the balancer on 80 and 443 alone, and nothing but the balancer reaches a fleet", () => {
  const open = all("aws_vpc_security_group_ingress_rule").filter((rule) => "cidr_ipv4" in rule || "cidr_ipv6" in rule);
  expect(open.map(({ from_port, to_port }) => [from_port, to_port])).toEqual([
    [443, 443],
    [80, 80],
  ]);
  for (const rule of all("aws_vpc_security_group_ingress_rule").filter((each) => !open.includes(each))) {
    expect(rule.referenced_security_group_id).toBe("${aws_security_group.balancer--public.id}");
  }
});

test("an internal balancer without clients is open to its network alone", () => {
  const plan = fullPlan([]);
  const balancer = plan.environments.prod?.balancers.public;
  if (balancer === undefined) throw new Error("the fixture has a balancer");
  const internal = withEnvironment(plan, { balancers: { public: { ...balancer, scheme: "internal" } } });
  expect(stackText(internal)).not.toContain("0.0.0.0/0");
});

test("a role reads its own secrets, writes its own logs, and does what allow names", () => {
  const policy = JSON.parse(`${stack.resource.aws_iam_role_policy?.web?.policy}`) as { Statement: readonly object[] };
  const arn = "arn:${data.aws_partition.current.partition}";
  expect(policy.Statement).toEqual([
    {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: ["${aws_cloudwatch_log_group.web.arn}:*"],
    },
    {
      Effect: "Allow",
      Action: ["ssm:GetParameter"],
      Resource: [`${arn}:ssm:eu-west-1:\${data.aws_caller_identity.current.account_id}:parameter/shop/token`],
    },
    { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::uploads/*"] },
  ]);
});

test("no value of a secret and no address outside its file and its role", () => {
  expect(stackText(fullPlan([webFleet()])).match(/shop\/token/g)).toHaveLength(3);
});

test("a group waits for the rule that names its target group, and for ELB health once, at its creation", () => {
  expect(web("aws_autoscaling_group")).toMatchObject({
    depends_on: ["aws_lb_listener_rule.web"],
    health_check_type: "ELB",
    lifecycle: { ignore_changes: ["min_elb_capacity"] },
    mixed_instances_policy: { launch_template: { launch_template_specification: { version: "1" } } },
  });
  expect(web("aws_autoscaling_group")).not.toHaveProperty("wait_for_elb_capacity");
  const [worker] = Object.values(
    (JSON.parse(stackText(fullPlan([workerFleet()]))) as typeof stack).resource.aws_autoscaling_group ?? {},
  );
  expect(worker).toMatchObject({ health_check_type: "EC2", lifecycle: { ignore_changes: ["desired_capacity"] } });
  expect(worker).not.toHaveProperty("target_group_arns");
});

test("a group that scales itself is not waited for: the provider would wait for the number that it last had", () => {
  const groupOf = (fleet: FleetPlan): unknown =>
    Object.values((JSON.parse(stackText(fullPlan([fleet]))) as typeof stack).resource.aws_autoscaling_group ?? {})[0];
  const scaling = groupOf(webFleet({ scale: { cpu: 55, requests: null } }));
  expect(scaling).toMatchObject({
    wait_for_capacity_timeout: "0",
    lifecycle: { ignore_changes: ["desired_capacity"] },
  });
  expect(scaling).not.toHaveProperty("min_elb_capacity");
  expect(groupOf(webFleet({ scale: null }))).toMatchObject({
    wait_for_capacity_timeout: expect.stringMatching(/^\d+m$/),
  });
});

test("an instance drains for as long as a request or a visitor may stay, up to AWS's hour", () => {
  const http = generationFixture().http;
  if (http === null) throw new Error("the fixture serves HTTP");
  const drains = [null, 120_000, 86_400_000].map((sticky) => {
    const fleet = webFleet({ generations: { [firstDigest]: generationFixture({ http: { ...http, sticky } }) } });
    const { resource } = JSON.parse(stackText(fullPlan([fleet]))) as typeof stack;
    const [group] = Object.values(resource.aws_lb_target_group ?? {});
    return group?.deregistration_delay;
  });
  expect(drains).toEqual(["30", "120", "3600"]);
});

test.each<[Partial<AbortPlan>, object]>([
  [{ metric: "http_5xx_rate" }, rate("HTTPCode_Target_5XX_Count", "Sum", "100 * FILL(measured, 0) / requests")],
  [{ metric: "http_4xx_rate" }, rate("HTTPCode_Target_4XX_Count", "Sum", "100 * FILL(measured, 0) / requests")],
  [{ metric: "latency_p90" }, rate("TargetResponseTime", "p90", "1000 * measured")],
  [{ metric: "unhealthy_hosts" }, { metric_name: "UnHealthyHostCount", statistic: "Maximum", period: 60 }],
  [{ metric: "connection_errors" }, { metric_name: "TargetConnectionErrorCount", statistic: "Sum", period: 60 }],
  [{ metric: "cpu" }, { namespace: "AWS/EC2", metric_name: "CPUUtilization", statistic: "Average" }],
  [{ missing: "breach" }, { treat_missing_data: "breaching" }],
  [{ missing: "ignore" }, { treat_missing_data: "missing" }],
  [
    { breaches: 3, of: 5 },
    { datapoints_to_alarm: 3, evaluation_periods: 5 },
  ],
])("an alarm for %j", (abort, expected) => {
  const fleet = webFleet({ rollout: rolloutFixture({ aborts: [abortFixture({ name: "it", ...abort })] }) });
  const { resource } = JSON.parse(stackText(fullPlan([fleet]))) as typeof stack;
  const alarms = Object.values(resource.aws_cloudwatch_metric_alarm ?? {});
  expect(alarms).toHaveLength(2);
  for (const alarm of alarms) expect(alarm).toMatchObject(expected);
});

test.each([
  [10_000, 60],
  [60_000, 60],
  [90_000, 120],
  [3_600_000, 3600],
])("a data point every %i ms is one every %i s", (every, period) => {
  expect(alarmPeriod(every)).toBe(period);
});

function rate(metric: string, stat: string, value: string): object {
  return {
    metric_query: [
      { id: "watched", expression: `IF(requests >= 20, ${value})`, return_data: true },
      { id: "requests", metric: { metric_name: "RequestCount", stat: "Sum", period: 60 } },
      { id: "measured", metric: { metric_name: metric, stat, period: 60 } },
    ],
  };
}

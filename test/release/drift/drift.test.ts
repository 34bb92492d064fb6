import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/base/json.ts";
import type { Span } from "../../../src/base/span.ts";
import type { Origins } from "../../../src/plan/origins.ts";
import { driftContext } from "../../../src/release/drift/context.ts";
import { findDrift } from "../../../src/release/drift/find-drift.ts";
import { placeOf } from "../../../src/release/drift/place.ts";
import { readTerraformPlan, type TerraformPlan } from "../../../src/release/drift/read-plan.ts";

const digest = "0123456789ab";
const generation = digest.padEnd(64, "0");

// Each place has a span of its own: its start is its number.
const places = [
  "environments/prod",
  "environments/prod/fleets/web",
  "environments/prod/fleets/web/size",
  "environments/prod/fleets/web/http",
  "environments/prod/fleets/web/logs/keep",
  "environments/prod/balancers/public",
];
const origins: Origins = new Map(
  places.map((place, start): [string, Span] => [place, { uri: "main.immu", start, end: start + 1 }]),
);

const stack = {
  addresses: new Map(
    Object.entries({
      [`aws_autoscaling_group.web_${digest}`]: "environments/prod/fleets/web/size",
      [`aws_launch_template.web_${digest}`]: "environments/prod/fleets/web",
      "aws_cloudwatch_log_group.web": "environments/prod/fleets/web/logs/keep",
      "aws_lb.public": "environments/prod/balancers/public",
      "aws_lb_listener_rule.web": "environments/prod/fleets/web/http",
      "aws_security_group.fleet--web": "environments/prod/fleets/web",
    }),
  ),
  text: JSON.stringify({
    resource: {
      aws_autoscaling_group: {
        [`web_${digest}`]: { max_size: 1, lifecycle: { ignore_changes: ["desired_capacity"] } },
      },
      aws_launch_template: { [`web_${digest}`]: { image_id: "x", lifecycle: { ignore_changes: "all" } } },
    },
  }),
};

const group = `aws_autoscaling_group.web_${digest}[0]`;
const template = `aws_launch_template.web_${digest}[0]`;

interface Change {
  readonly address: string;
  readonly actions?: readonly string[];
  readonly before?: Json;
  readonly after?: Json;
  readonly before_sensitive?: Json;
  readonly after_unknown?: Json;
}

const resource = ({ address, actions = ["update"], ...change }: Change) => ({
  address,
  mode: "managed",
  type: address.split(".")[0],
  change: { actions, before: {}, after: {}, ...change },
});

function planOf(drift: readonly Change[], changes: readonly Change[] = []): TerraformPlan {
  const plan = readTerraformPlan(
    JSON.stringify({
      format_version: "1.2",
      terraform_version: "1.12.2",
      planned_values: {},
      resource_drift: drift.map(resource),
      resource_changes: changes.map(resource),
    }),
  );
  if (plan === null) throw new Error("no plan");
  return plan;
}

/** An edit as Terraform tells it: what it was, what it is, and that an apply would put it back. */
const edited = (address: string, before: Json, after: Json): TerraformPlan =>
  planOf([{ address, before, after }], [{ address, before: after, after: before }]);

function found(plan: TerraformPlan, moving = false): readonly string[] {
  const fleet = { stable: null, state: {}, generations: {} };
  const live = moving ? { prod: { web: { ...fleet, rollout: { generation } } } } : {};
  return findDrift(plan, driftContext("prod", stack, origins, live)).map(
    ({ code, level, message, span }) => `${places[span.start]} ${level} ${code} ${message}`,
  );
}

describe("what is an edit", () => {
  test("another value of what the source says, at the line that says it", () => {
    expect(found(edited("aws_cloudwatch_log_group.web", { retention_in_days: 30 }, { retention_in_days: 1 }))).toEqual([
      "environments/prod/fleets/web/logs/keep error IMMU7911 aws_cloudwatch_log_group.web was changed outside of immuc: retention_in_days 30 -> 1",
    ]);
  });

  test("what an apply is told to leave alone, in what belongs to a generation", () => {
    const plan = planOf([{ address: template, before: { image_id: "ami-1" }, after: { image_id: "ami-2" } }]);
    expect(found(plan)).toEqual([
      `environments/prod/fleets/web error IMMU7911 ${template} was changed outside of immuc: image_id "ami-1" -> "ami-2"`,
    ]);
    expect(found(plan, true)).toHaveLength(1);
  });

  test("bounds of a fleet, which its scaling does not move", () => {
    expect(found(edited(group, { max_size: 10, desired_capacity: 2 }, { max_size: 99, desired_capacity: 5 }))).toEqual([
      `environments/prod/fleets/web/size error IMMU7911 ${group} was changed outside of immuc: desired_capacity 2 -> 5, max_size 10 -> 99`,
    ]);
  });

  test("deep in what is too long to show, where it differs", () => {
    const arn = `arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web-7cba89ad-77b2625e7233/a0cb84379adc07c3`;
    const action = (weight: number, target = arn) => [
      { order: 1, forward: [{ target_group: [{ arn: target, weight }] }] },
    ];
    const rule = (before: Json, after: Json) =>
      found(edited("aws_lb_listener_rule.web", { action: before }, { action: after }))[0]?.split(
        " outside of immuc: ",
      )[1];
    expect(rule(action(100), action(37))).toBe("action[0].forward[0].target_group[0].weight 100 -> 37");
    expect(rule(action(100), action(37, `${arn}0`))).toBe("action");
    expect(rule(action(100), [...action(100), ...action(37)])).toBe("action");
  });

  test("a deletion", () => {
    const plan = planOf([{ address: "aws_lb.public", actions: ["delete"], before: {}, after: null }]);
    expect(found(plan)).toEqual([
      "environments/prod/balancers/public error IMMU7912 aws_lb.public was deleted outside of immuc",
    ]);
  });

  test("a deletion while a rollout is under way, which would have told Terraform of its own", () => {
    const plan = planOf(
      [{ address: group, actions: ["delete"], before: {}, after: null }],
      [{ address: group, actions: ["create"], before: null, after: {} }],
    );
    expect(found(plan, true)).toEqual([
      `environments/prod/fleets/web/size error IMMU7912 ${group} was deleted outside of immuc`,
    ]);
  });

  test("a secret is not shown", () => {
    const address = "aws_cloudwatch_log_group.web";
    const [drift, change] = [
      {
        address,
        before: { kms_key_id: "old-key" },
        after: { kms_key_id: "new-key" },
        before_sensitive: { kms_key_id: true },
      },
      { address, before: { kms_key_id: "new-key" }, after: { kms_key_id: "old-key" } },
    ];
    expect(found(planOf([drift], [change])).join()).toMatch(/was changed outside of immuc: kms_key_id$/);
  });
});

describe("what is none", () => {
  test("a fleet that scaled itself", () => {
    const plan = planOf([{ address: group, before: { desired_capacity: 2 }, after: { desired_capacity: 5 } }]);
    expect(found(plan)).toEqual([
      `environments/prod/fleets/web/size info IMMU7915 ${group} was scaled within its bounds: desired_capacity 2 -> 5`,
    ]);
  });

  test("what AWS fills in, and another form of the same", () => {
    expect(found(planOf([{ address: "aws_lb.public", before: { zone_id: null }, after: { zone_id: "Z1" } }]))).toEqual(
      [],
    );
    const [before, after] = [
      { image_id: "x", network_interfaces: [{ name: null }] },
      { image_id: "x", network_interfaces: [{ name: "" }] },
    ];
    expect(found(planOf([{ address: template, before, after }]))).toEqual([]);
  });

  test("what a rollout under way moves, and no more than that", () => {
    const bounds = edited(group, { max_size: 10 }, { max_size: 12 });
    expect(found(bounds, true)).toEqual([
      `environments/prod/fleets/web/size info IMMU7916 a rollout of fleet web is under way: ${group} max_size 10 -> 12`,
    ]);
    const rule = edited("aws_lb_listener_rule.web", { action: ["a"] }, { action: ["b"] });
    expect(found(rule, true).join()).toContain("IMMU7916");
    expect(found(rule).join()).toContain("IMMU7911");
    const path = edited("aws_lb_listener_rule.web", { condition: ["a"] }, { condition: ["b"] });
    expect(found(path, true).join()).toContain("IMMU7911");
    const other = planOf(
      [],
      [{ address: "aws_launch_template.web_ffffffffffff[0]", actions: ["delete"], after: null }],
    );
    expect(found(other, true).join()).toContain("IMMU7914");
    const own = planOf([], [{ address: template, actions: ["create"], before: null }]);
    expect(found(own, true).join()).toContain("IMMU7916");
  });

  test("what waits for the next apply is told as that", () => {
    const change = { address: "aws_lb.public", before: { idle_timeout: 60 }, after: { idle_timeout: 90 } };
    expect(found(planOf([], [change]))).toEqual([
      "environments/prod/balancers/public warning IMMU7914 the next apply would change idle_timeout 60 -> 90 of aws_lb.public",
    ]);
    const gone = { address: "aws_lb.old", actions: ["delete"], before: {}, after: null };
    expect(found(planOf([], [gone]))).toEqual([
      "environments/prod warning IMMU7914 the next apply would destroy aws_lb.old",
    ]);
  });
});

describe("firewalls", () => {
  const rule = (more: Readonly<Record<string, Json>>): Json => ({
    protocol: "tcp",
    from_port: 443,
    to_port: 443,
    ...more,
  });
  const groupWith = (ingress: readonly Json[], egress: readonly Json[] = []): Change => ({
    address: "aws_security_group.fleet--web",
    actions: ["no-op"],
    before: { id: "sg-1", ingress, egress },
  });
  const declared = (direction: string, more: Readonly<Record<string, Json>>): Change => ({
    address: `aws_vpc_security_group_${direction}_rule.one`,
    actions: ["no-op"],
    before: { security_group_id: "sg-1", ip_protocol: "tcp", from_port: 443, to_port: 443, ...more },
  });

  test("rules that the source declares are no drift, however AWS joins them", () => {
    const joined = rule({ cidr_blocks: ["10.0.0.0/8", "10.1.0.0/16"], self: true });
    const all: Json = { protocol: "-1", from_port: 0, to_port: 0, ipv6_cidr_blocks: ["::/0"] };
    const plan = planOf(
      [],
      [
        groupWith([joined], [all]),
        declared("ingress", { cidr_ipv4: "10.0.0.0/8" }),
        declared("ingress", { cidr_ipv4: "10.1.0.0/16" }),
        declared("ingress", { referenced_security_group_id: "sg-1" }),
        declared("egress", { cidr_ipv6: "::/0", ip_protocol: "-1", from_port: null, to_port: null }),
      ],
    );
    expect(found(plan)).toEqual([]);
  });

  test("any other is, each by itself", () => {
    const plan = planOf(
      [],
      [
        groupWith([
          rule({ cidr_blocks: ["10.0.0.0/8", "0.0.0.0/0"] }),
          rule({ from_port: 20, security_groups: ["sg-2"] }),
        ]),
        declared("ingress", { cidr_ipv4: "10.0.0.0/8" }),
      ],
    );
    const start =
      "environments/prod/fleets/web error IMMU7913 aws_security_group.fleet--web lets traffic through that no rule of the source does:";
    expect([...found(plan)].sort()).toEqual(
      [`${start} in from sg-2 to port 20 to 443 (tcp)`, `${start} in from 0.0.0.0/0 to port 443 (tcp)`].sort(),
    );
  });
});

test("a plan that failed, or of a part, is not all", () => {
  const made = (more: object): TerraformPlan => {
    const plan = { format_version: "1.2", terraform_version: "1.12.2", planned_values: {}, ...more };
    const read = readTerraformPlan(JSON.stringify(plan));
    if (read === null) throw new Error("no plan");
    return read;
  };
  const address = { to_display: "data.aws_autoscaling_groups.web" };
  const problems = [{ message: "machines of fleet web run\nthat this build does not define" }];
  const checks = [{ address, status: "fail", instances: [{ address, status: "fail", problems }] }];
  const words =
    "environments/prod error IMMU7917 Terraform's plan is not whole, and what it left out may have changed:";
  expect(found(made({ errored: true, complete: false, checks }))).toEqual([
    `${words} machines of fleet web run that this build does not define`,
  ]);
  expect(found(made({ errored: true }))).toEqual([`${words} it failed, for a reason that \`terraform plan\` prints`]);
  expect(found(made({ complete: false }))).toEqual([`${words} it is of a part of the stack, as with -target`]);
  expect(found(made({ errored: false, complete: true }))).toEqual([]);
});

test("what is no plan is not read as one", () => {
  for (const text of [
    "",
    "{}",
    "[]",
    '{"format_version":"1.0","terraform_version":"1.12.2","values":{}}',
    "terraform plan",
  ])
    expect(readTerraformPlan(text)).toBeNull();
});

test("an attribute without a field of its own stands where its resource does", () => {
  const origin = "environments/prod/fleets/web/http";
  expect(placeOf("aws_lb_target_group.web_x", origin, "health_check")).toBe("environments/prod/fleets/web/http/health");
  expect(placeOf("aws_lb_target_group.web_x", origin, "protocol")).toBe(origin);
});

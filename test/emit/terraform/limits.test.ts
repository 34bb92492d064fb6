import { expect, test } from "vitest";
import { checkEmission } from "../../../src/emit/check-emission.ts";
import type { FleetPlan, Plan } from "../../../src/plan/model.ts";
import { sampleProject } from "../../../src/rollout/samples.ts";
import { compileFiles, lineOf } from "../../support/compile.ts";
import { generationDigest, generationFixture } from "../../support/plan-fixture.ts";
import { fullPlan, origins, stackText, webFleet, withEnvironment } from "./plans.ts";

type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

const resources = (plan: Plan): Resources => JSON.parse(stackText(plan)).resource;
const found = (plan: Plan): readonly string[] =>
  checkEmission(plan, origins).map(({ code, message, help }) => `${code} ${message} ${help ?? ""}`);

/** The policy that IAM is given, with what Terraform finds out put in, in the characters that IAM counts. */
function sizeOf(plan: Plan, values: Readonly<Record<string, string>>): number {
  const policy = `${resources(plan).aws_iam_role_policy?.web?.policy}`;
  const filled = policy.replace(/(\$?)\$\{([^}]*)\}/g, (_, escaped: string, name: string) =>
    escaped === "$" ? `\${${name}}` : `${values[name]}`,
  );
  return filled.replace(/\s/g, "").length;
}

const many = (count: number) => ({
  secrets: Object.fromEntries(Array.from({ length: count }, (_, at) => [`S${at}`, `asm:shop/secret-${at}`])),
  allow: { queue: { actions: ["sqs:*"], resources: ["arn:aws:sqs:eu-west-1:123456789012:${aws:username}"] } },
});

test.each([
  ["eu-west-1", "aws"],
  ["cn-north-1", "aws-cn"],
  ["us-gov-west-1", "aws-us-gov"],
])("the policy of a role is measured as IAM is given it, in %s", (region, partition) => {
  const plan = (count: number): Plan => {
    const fleet = webFleet({ generations: {}, wanted: "w".repeat(64) });
    const wanted = generationFixture(many(count));
    return withEnvironment(fullPlan([{ ...fleet, generations: { [fleet.wanted]: wanted } }]), { region });
  };
  const most = Array.from({ length: 200 }, (_, at) => at).findLast((count) => found(plan(count)).length === 0) ?? 0;
  const account = "123456789012";
  const values = {
    "data.aws_partition.current.partition": partition,
    "data.aws_caller_identity.current.account_id": account,
    "aws_cloudwatch_log_group.web.arn": `arn:${partition}:logs:${region}:${account}:log-group:/immu/shop/prod/web`,
  };
  expect(sizeOf(plan(most), values)).toBeLessThanOrEqual(10_240);
  const beyond = sizeOf(plan(most + 1), values);
  expect(beyond).toBeGreaterThan(10_240);
  expect(found(plan(most + 1))).toEqual([
    expect.stringContaining(`IMMU8311 The role of fleet web needs a policy of ${beyond} characters; AWS takes 10240.`),
  ]);
});

test("what the generations that live need counts, and is told apart", () => {
  const before = generationFixture(many(80));
  const after = generationFixture({ secrets: { NEW: `asm:${"n".repeat(4000)}` } });
  const wanted = generationDigest(after);
  const fleet = webFleet({ wanted, generations: { [generationDigest(before)]: before, [wanted]: after } });
  expect(found(fullPlan([fleet]))).toEqual([
    expect.stringMatching(
      /^IMMU8311 .* What the new generation needs takes 4\d\d\d of them; the rest is for those that are live/,
    ),
  ]);
});

const egress = (count: number, to = (at: number) => `10.0.${at}.0/24`) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`e${at}`, { to: to(at), port: 443, protocol: "tcp" as const }]),
  );
const reaching = (changes: Parameters<typeof generationFixture>[0]): Plan => {
  const wanted = generationFixture(changes);
  const digest = generationDigest(wanted);
  return fullPlan([webFleet({ wanted: digest, generations: { [digest]: wanted } })]);
};

test("rules of a security group are counted as AWS does, before an account has asked for more", () => {
  const rules = (plan: Plan): number =>
    Object.keys(resources(plan).aws_vpc_security_group_egress_rule ?? {}).filter((id) => id.startsWith("fleet--"))
      .length;
  expect(found(reaching({ egress: egress(60) }))).toEqual([]);
  expect(rules(reaching({ egress: egress(61) }))).toBe(61);
  expect(found(reaching({ egress: egress(61) }))).toEqual([
    expect.stringContaining("IMMU8312 fleet web needs 61 rules for what its instances may connect to; AWS allows 60,"),
  ]);
  // The two versions are counted apart.
  expect(
    found(reaching({ egress: egress(100, (at) => (at % 2 ? `10.0.${at}.0/24` : `2001:db8:${at}::/48`)) })),
  ).toEqual([]);
  const store = { engine: "postgres", identifier: "db", port: 5432, contract: null } as const;
  const stores = { db: store, other: store, files: { ...store, engine: "s3" as const, port: 443 } };
  const both = reaching({ egress: egress(59), stores });
  expect(rules(both)).toBe(61);
  expect(found(both)).toEqual([expect.stringContaining("fleet web needs 61 rules")]);
});

test("a balancer's clients and fleets are counted, each where it is written", () => {
  const fleets = (count: number): readonly FleetPlan[] =>
    Array.from({ length: count }, (_, at) => webFleet({ name: `web${at}`, tags: {} }));
  expect(found(fullPlan(fleets(60)))).toEqual([]);
  expect(found(fullPlan(fleets(61)))).toEqual([
    expect.stringContaining("IMMU8312 balancer public needs 61 rules for the fleets that it connects to"),
  ]);
  expect(found(fullPlan(fleets(100)))).toEqual([
    expect.stringContaining("100 rules for the fleets"),
    expect.stringContaining(
      "101 target groups while one of its fleets is rolled out; AWS allows 100, and raises that for no account",
    ),
  ]);
  const clients = '["10.0.${index}.0/24" for index in sequence(1, 31)]';
  const source = sampleProject().replace('scheme = "internet-facing"', `$&\n  clients = ${clients}`);
  const { diagnostics, sources } = compileFiles(source);
  expect(diagnostics.filter(({ code }) => code === "IMMU8312").map((each) => lineOf(each, sources))).toEqual([
    expect.stringMatching(/main\.immu:15:13 IMMU8312 balancer public needs 62 rules for who may connect to it/),
  ]);
});

test("a path for health is as long as a target group takes", () => {
  const asking = (length: number): string => sampleProject().replace("/healthz", `/${"h".repeat(length - 1)}`);
  const codes = (length: number): readonly string[] => compileFiles(asking(length)).diagnostics.map(({ code }) => code);
  expect(codes(1024)).not.toContain("IMMU8309");
  expect(codes(1025)).toContain("IMMU8309");
});

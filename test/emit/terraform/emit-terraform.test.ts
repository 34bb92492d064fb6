import { expect, test } from "vitest";
import { shortDigest } from "../../../src/base/digest.ts";
import { collectInto } from "../../../src/diagnostics/definition.ts";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import { checkEmission } from "../../../src/emit/check-emission.ts";
import { checkTerraform } from "../../../src/emit/terraform/check-terraform.ts";
import { emitTerraform } from "../../../src/emit/terraform/emit-terraform.ts";
import { retentionDays } from "../../../src/emit/terraform/logs.ts";
import { fleetVariables } from "../../../src/emit/terraform/variable.ts";
import type { FleetPlan, GenerationDefinition } from "../../../src/plan/model.ts";
import { fleetFixture, generationDigest, generationFixture } from "../../support/plan-fixture.ts";
import {
  firstDigest,
  fullPlan,
  hostilePlan,
  origins,
  rollingFleet,
  stackText,
  webFleet,
  withEnvironment,
  workerFleet,
} from "./plans.ts";

test.each([
  ["canary", webFleet()],
  ["worker", workerFleet()],
  ["rolling", rollingFleet()],
])("a stack with a %s fleet", async (name, fleet) => {
  await expect(stackText(fullPlan([fleet]))).toMatchFileSnapshot(`../../golden/emit/terraform/${name}.cdk.tf.json`);
});

test("every address has what caused it, and nothing else has", () => {
  const [, stack] = emitTerraform(fullPlan());
  const json = JSON.parse(stackText(fullPlan())) as Stack;
  const addresses = [
    ...addressesOf(json.resource, ""),
    ...addressesOf(json.data, "data."),
    ...addressesOf({ var: json.variable, local: json.locals, output: json.output }, ""),
  ];
  expect([...(stack?.addresses ?? [])].map(([address]) => address).sort()).toEqual(addresses.sort());
  expect(Object.fromEntries(stack?.addresses ?? [])).toMatchObject({
    "aws_lb.public": "environments/prod/balancers/public",
    [`aws_cloudwatch_metric_alarm.web_${firstDigest.slice(0, 12)}--errors`]:
      "environments/prod/fleets/web/rollout/abort/errors",
  });
});

test("the order of a fleet's blocks moves no address", () => {
  const fleet = webFleet();
  const { rollout, generations } = fleet;
  const turned = {
    ...fleet,
    generations: Object.fromEntries(
      Object.entries(generations)
        .toReversed()
        .map(([digest, definition]) => [digest, reversed(definition)]),
    ),
    rollout: { ...rollout, aborts: rollout.aborts.toReversed() },
  };
  expect(stackText(fullPlan([turned]))).toBe(stackText(fullPlan([fleet])));
});

test("what a generation that is kept may do and reach stays, whatever the wanted one does without", () => {
  const way = (to: string, port: number) => ({ to, port, protocol: "tcp" as const });
  const grant = (action: string) => ({ actions: [action], resources: ["arn:aws:s3:::uploads"] });
  const before = generationFixture({
    egress: { https: way("0.0.0.0/0", 443), db: way("10.1.0.0/16", 5432) },
    allow: { queue: grant("sqs:ReceiveMessage"), uploads: grant("s3:GetObject") },
  });
  const after = generationFixture({
    egress: { web: way("0.0.0.0/0", 443), db: way("10.2.0.0/16", 5432) },
    allow: { files: grant("s3:GetObject"), queue: grant("sqs:SendMessage") },
  });
  const stable = generationDigest(before);
  const fleet = fleetFixture(after, {
    stable,
    generations: { [stable]: before, [generationDigest(after)]: after },
    steady: { [stable]: { attached: true, weight: 100, min: 4, max: 8, desired: 8 } },
  });
  const rulesOf = (each: FleetPlan) => {
    const rules = (JSON.parse(stackText(fullPlan([each]))) as Stack).resource.aws_vpc_security_group_egress_rule;
    const ours = Object.entries(rules ?? {}).filter(([id]) => id.startsWith("fleet--web--tcp"));
    return Object.fromEntries(ours.map(([id, rule]) => [id, `${rule.cidr_ipv4} ${rule.from_port}`]));
  };
  expect(Object.values(rulesOf(fleet)).sort()).toEqual(["0.0.0.0/0 443", "10.1.0.0/16 5432", "10.2.0.0/16 5432"]);
  expect(rulesOf(fleet)).toMatchObject(rulesOf(fleetFixture(before)));
  expect(rulesOf(fleet)).toMatchObject(rulesOf(fleetFixture(after)));
  const actionsOf = (each: FleetPlan) => {
    const policies = (JSON.parse(stackText(fullPlan([each]))) as Stack).resource.aws_iam_role_policy;
    return [...String(policies?.web?.policy).matchAll(/(?:s3|sqs):\w+/g)].map(([action]) => action);
  };
  expect(actionsOf(fleet).sort()).toEqual(["s3:GetObject", "sqs:ReceiveMessage", "sqs:SendMessage"]);
  expect(actionsOf(fleetFixture(after)).sort()).toEqual(["s3:GetObject", "sqs:SendMessage"]);
});

test.each([
  ["key/mrk-0f1e2d3c4b5a69788796a5b4c3d2e1f0", "us-east-1"],
  ["alias/web", "us-east-1"],
  ["key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0", "eu-west-1"],
])("instances encrypt their disks with %s of their own region, %s", (id, region) => {
  const encryptionKey = `arn:aws:kms:eu-west-1:123456789012:${id}`;
  const plan = withEnvironment(fullPlan([withDefinition({ encryptionKey })]), { region });
  expect(stackText(plan)).toContain(`"kms_key_id": "arn:aws:kms:${region}:123456789012:${id}"`);
});

test("a fleet without history has no default, so that no apply forgets it", () => {
  const stack = JSON.parse(stackText(fullPlan([webFleet({ steady: {} })]))) as Stack;
  expect(stack.variable.web).not.toHaveProperty("default");
});

test("a build knows the groups of its generations, and those of the other strategy where it has a history", () => {
  const knownGroups = (fleet: FleetPlan): readonly string[] => {
    const names = /name\)\)\], \[([^\]]*)\]\)\) == 0/.exec(stackText(fullPlan([fleet])))?.[1] ?? "";
    return [...names.matchAll(/-([0-9a-z]+)\\"/g)].map(([, tail = ""]) => tail);
  };
  const keys = Object.keys(webFleet().generations).map(shortDigest).sort();
  expect(knownGroups(webFleet())).toEqual([...keys, "rolling"]);
  expect(knownGroups(webFleet({ steady: {} }))).toEqual(keys);
  const { generations } = rollingFleet();
  expect(knownGroups(rollingFleet({ steady: {} }))).toEqual([
    ...Object.keys(generations).map(shortDigest).sort(),
    "rolling",
  ]);
});

test("hostile settings are no error, as every one of them can be carried", () => {
  const found: Diagnostic[] = [];
  checkTerraform(hostilePlan(), origins, collectInto(found));
  expect(found).toEqual([]);
});

test.each<[string, FleetPlan, string]>([
  ["a name that is no variable's", withDefinition({ config: { "log-level": "info" } }), "IMMU8301"],
  ["a value with NUL", withDefinition({ config: { A: "\0" } }), "IMMU8301"],
  ["a value with half a character", withDefinition({ config: { A: "\ud800" } }), "IMMU8301"],
  ["a secret's name that is no variable's", withDefinition({ secrets: { "a b": "ssm:/a" } }), "IMMU8301"],
  ["more settings than user data holds", withDefinition({ config: { A: "x".repeat(16_000) } }), "IMMU8302"],
  [
    "more conditions than a rule takes",
    webFleet({ route: { balancer: "public", hosts: ["a", "b", "c"], paths: ["/a", "/b", "/c"], priority: 1 } }),
    "IMMU8303",
  ],
  ["a host that is too long", routed(["a".repeat(125).concat(".com")], ["/*"]), "IMMU8309"],
  ["a path that is too long", routed([], ["/".padEnd(129, "a")]), "IMMU8309"],
  ["more wildcards than a rule takes", routed(["*.a.com", "?.b.com"], ["/*/*", "/*/*/*"]), "IMMU8310"],
  ["a tag of ours", webFleet({ tags: { "immu:fleet": "mine" } }), "IMMU8305"],
  ["a tag of AWS's", webFleet({ tags: { "AWS:x": "mine" } }), "IMMU8305"],
  ["a tag that would be lost", webFleet({ tags: { ["__proto__"]: "mine" } }), "IMMU8305"],
  ["a rolling update of the port", rollingWithPorts(8080, 8081), "IMMU8304"],
])("%s is an error", (_, fleet, code) => {
  const diagnostics = checkEmission(fullPlan([fleet]), origins);
  expect(diagnostics.map((each) => [each.code, each.message])).toEqual([[code, expect.stringContaining(fleet.name)]]);
});

test("one host is told as one", () => {
  const found = checkEmission(fullPlan([routed(["a"], ["/a", "/b", "/c", "/d", "/e"])]), origins);
  expect(found.map(({ message }) => message)).toEqual([expect.stringContaining("matches 1 host and 5 paths;")]);
});

test("hosts, paths and wildcards are taken up to what a rule takes", () => {
  const fleet = routed(["a".repeat(124).concat(".com"), "*.*.com"], ["/".padEnd(128, "a"), "/*/*", "/*/?"]);
  expect(checkEmission(fullPlan([fleet]), origins)).toEqual([]);
});

test("a variable file is keyed by short digests, and a name that Terraform keeps for itself changes", () => {
  const state = { attached: true, weight: 100, min: 1, max: 2, desired: 1 };
  expect(fleetVariables({ web: { [firstDigest]: state }, count: {} })).toEqual({
    "count--6c35493a": {},
    web: { [firstDigest.slice(0, 12)]: state },
  });
});

test.each([
  [1, 1],
  [2, 3],
  [30, 30],
  [31, 60],
  [3650, 3653],
])("logs kept for %i days are kept for %i", (days, retention) => {
  expect(retentionDays(days * 86_400_000)).toBe(retention);
});

interface Stack {
  readonly resource: Record<string, Record<string, Record<string, unknown>>>;
  readonly data: Record<string, object>;
  readonly variable: Record<string, object>;
  readonly locals: object;
  readonly output: object;
}

function addressesOf(types: Readonly<Record<string, object>>, prefix: string): string[] {
  return Object.entries(types).flatMap(([type, elements]) =>
    Object.keys(elements).map((id) => `${prefix}${type}.${id}`),
  );
}

function routed(hosts: readonly string[], paths: readonly string[]): FleetPlan {
  return webFleet({ route: { balancer: "public", hosts, paths, priority: 1 } });
}

function reversed(definition: GenerationDefinition): GenerationDefinition {
  const turn = <T>(items: Readonly<Record<string, T>> = {}) => Object.fromEntries(Object.entries(items).toReversed());
  return { ...definition, egress: turn(definition.egress), allow: turn(definition.allow) };
}

function withDefinition(overrides: Partial<GenerationDefinition>): FleetPlan {
  return fleetFixture(generationFixture(overrides), { scale: null });
}

function rollingWithPorts(...ports: readonly number[]): FleetPlan {
  const http = generationFixture().http;
  if (http === null) throw new Error("the fixture serves HTTP");
  const generations = ports.map((port) => generationFixture({ fleet: "api", http: { ...http, port } }));
  return rollingFleet({
    generations: Object.fromEntries(generations.map((each) => [generationDigest(each), each])),
    steady: {},
  });
}

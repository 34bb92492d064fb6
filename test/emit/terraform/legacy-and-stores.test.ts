import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/base/json.ts";
import { userData } from "../../../src/emit/terraform/user-data.ts";
import { fleetVariables } from "../../../src/emit/terraform/variable.ts";
import type { FleetPlan, LegacyPlan, StoreEngine, StorePlan } from "../../../src/plan/model.ts";
import { generationDigest, generationFixture } from "../../support/plan-fixture.ts";
import { fullPlan, second, stackText, webFleet } from "./plans.ts";

const legacy: LegacyPlan = {
  name: "monolith",
  targetGroup: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/monolith/0123456789abcdef",
  port: 8000,
  sticky: null,
  share: 75,
  mayRise: false,
  kept: null,
};

const engines: readonly StoreEngine[] = [
  "postgres",
  "mysql",
  "aurora_postgres",
  "aurora_mysql",
  "redis",
  "efs",
  "dynamodb",
  "s3",
];

const storeOf = (engine: StoreEngine, identifier: string, port: number): StorePlan => ({
  engine,
  identifier,
  port,
  contract: { version: 1, compatibleFrom: 1 },
});

describe("a legacy side", () => {
  const stack = stackOf(webFleet({ legacy }));

  test("is looked up, and no resource is of it", () => {
    expect(stack.data.aws_lb_target_group).toMatchObject({
      "web--legacy": {
        arn: legacy.targetGroup,
        lifecycle: { postcondition: [{ condition: "${self.vpc_id == data.aws_vpc.network.id}" }] },
      },
    });
    const named = Object.entries(stack.resource).flatMap(([type, resources]) =>
      Object.entries(resources)
        .filter(([id, resource]) => `${id} ${JSON.stringify(resource)}`.includes("legacy"))
        .map(([id]) => `${type}.${id}`),
    );
    expect(named.sort()).toEqual([
      "aws_lb_listener_rule.web",
      "aws_vpc_security_group_egress_rule.balancer--fleet--web--legacy",
    ]);
  });

  test("takes part in the rule by the same variable", () => {
    expect(JSON.stringify(stack.resource.aws_lb_listener_rule?.web)).toContain(
      '\\"legacy\\" = data.aws_lb_target_group.web--legacy.arn } : key => arn if try(var.web[key].attached, false)',
    );
    expect(fleetVariables({ web: { legacy: { attached: true, weight: 75, min: 0, max: 0, desired: 0 } } })).toEqual({
      web: { legacy: { attached: true, weight: 75, min: 0, max: 0, desired: 0 } },
    });
    const conditions = JSON.stringify(stack.variable.web);
    expect(conditions).toContain('\\"legacy\\"])) == 0');
    expect(conditions).toContain("state.max == 0 if key ==");
  });

  test("is let in nowhere, and the balancer is let out to its port alone", () => {
    expect(stack.resource.aws_vpc_security_group_egress_rule?.["balancer--fleet--web--legacy"]).toMatchObject({
      from_port: 8000,
      to_port: 8000,
      for_each: "${toset(data.aws_vpc.network.cidr_block_associations[*].cidr_block)}",
    });
  });

  test("is watched by no alarm", () => {
    expect(JSON.stringify(stack.resource.aws_cloudwatch_metric_alarm)).not.toContain("legacy");
    expect(Object.keys(stack.resource.aws_cloudwatch_metric_alarm ?? {})).toEqual(
      Object.keys(stackOf(webFleet()).resource.aws_cloudwatch_metric_alarm ?? {}),
    );
  });

  test("that is sticky makes the rule sticky", () => {
    const sticky = stackOf(webFleet({ legacy: { ...legacy, sticky: 90_500 } }));
    expect(JSON.stringify(sticky.resource.aws_lb_listener_rule?.web)).toContain(
      '"stickiness":{"duration":91,"enabled":true}',
    );
  });
});

describe("stores", () => {
  const stores = Object.fromEntries(engines.map((engine, at) => [engine, storeOf(engine, `id-${at}`, 1000 + at)]));
  const definition = generationFixture({ ...second, stores });
  const digest = generationDigest(definition);
  const stack = stackOf(withGeneration(digest, definition));
  const id = `web_${digest.slice(0, 12)}`;

  test("are looked up while a generation with them exists, and are no resources", () => {
    const found = Object.entries(stack.data).flatMap(([type, data]) =>
      Object.entries(data)
        .filter(([name]) => name.startsWith(`${id}--`))
        .map(([name, each]) => `${type}.${name.slice(id.length + 2)} ${(each as JsonObject).count}`),
    );
    const count = `\${contains(keys(var.web), "${digest.slice(0, 12)}") ? 1 : 0}`;
    expect(found.sort()).toEqual(
      [
        "aws_db_instance.mysql",
        "aws_db_instance.postgres",
        "aws_dynamodb_table.dynamodb",
        "aws_efs_file_system.efs",
        "aws_elasticache_replication_group.redis",
        "aws_rds_cluster.aurora_mysql",
        "aws_rds_cluster.aurora_postgres",
        "aws_s3_bucket.s3",
      ].map((each) => `${each} ${count}`),
    );
    expect(JSON.stringify(stack.resource)).not.toContain("id-0");
  });

  test("are open to the fleet on their ports, tables and buckets through AWS's own ranges", () => {
    const rules = Object.keys(stack.resource.aws_vpc_security_group_egress_rule ?? {});
    expect(rules.filter((rule) => rule.includes("--store--")).sort()).toEqual(
      ["1000", "1001", "1002", "1003", "1004", "1005", "dynamodb", "s3"].map((each) => `fleet--web--store--${each}`),
    );
    expect(stack.data.aws_ec2_managed_prefix_list).toMatchObject({
      "fleet--web--store--s3": { name: "com.amazonaws.eu-west-1.s3" },
    });
  });

  test("tell instances their host, port and name", () => {
    const script = String(stack.locals[`${id}--user-data`]);
    expect(script).toContain(
      `STORE_POSTGRES_HOST=\\"\${try(data.aws_db_instance.${id}--postgres[0].address, "")}\\"\\n`,
    );
    expect(script).toContain('STORE_POSTGRES_NAME=\\"id-0\\"\\nSTORE_POSTGRES_PORT=\\"1000\\"\\n');
    expect(script).not.toMatch(/[^\x20-\x7e\n]/);
  });

  test("can't be spoken for by a setting's text", () => {
    const hostile = { ...definition, config: { TEXT: "\ue000postgres\ue000" } };
    const script = userData("0".repeat(64), hostile, "/immu/logs");
    expect(script.match(/\ue000postgres\ue000/g)).toHaveLength(1);
    expect(script).toContain("\\ue000postgres\\ue000");
  });

  test("are part of the digest, by identity and contract, and absent where there are none", () => {
    const base = generationFixture();
    const digests = [
      base,
      generationFixture({ stores: { orders: storeOf("postgres", "orders", 5432) } }),
      generationFixture({ stores: { orders: storeOf("postgres", "orders-2", 5432) } }),
      generationFixture({
        stores: { orders: { ...storeOf("postgres", "orders", 5432), contract: { version: 2, compatibleFrom: 1 } } },
      }),
    ].map(generationDigest);
    expect(new Set(digests).size).toBe(4);
    expect(base).not.toHaveProperty("stores");
  });
});

interface Stack {
  readonly data: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly resource: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly variable: Readonly<Record<string, unknown>>;
  readonly locals: Readonly<Record<string, unknown>>;
}

function stackOf(fleet: FleetPlan): Stack {
  return JSON.parse(stackText(fullPlan([fleet]))) as Stack;
}

function withGeneration(digest: string, definition: FleetPlan["generations"][string]): FleetPlan {
  const fleet = webFleet();
  const { [generationDigest(second)]: _, ...others } = fleet.generations;
  return { ...fleet, wanted: digest, generations: { ...others, [digest]: definition } };
}

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Plan } from "../../src/plan/model.ts";
import { codesOf, compileFiles } from "../support/compile.ts";

interface Choices {
  readonly image?: string;
  readonly packages?: string;
  readonly boot?: string;
  readonly bake?: string;
  readonly lets?: string;
  readonly staging?: string;
  readonly prod?: string;
}

function project({ image = "image.web", packages = "[]", boot = "3m", bake = "10m", ...rest }: Choices): string {
  return `import { debian_12 } from "std/images"
project shop {}
image web extends debian_12 { packages = ["amazon-cloudwatch-agent"] }
image other extends image.web { packages = [...base.packages, ...${packages}] }
rollout swap { strategy = "replace"  bake = ${bake}  abort busy { metric = "cpu"  above = 95% } }
fleet web {
  image     = ${image}
  instances = ["m7i.large"]
  size      = 2..4
  rollout   = rollout.swap
  scale { cpu = 50% }
  boot      = ${boot}
  config    = { LEVEL: "info" }
  logs { keep = 30d }
  egress https { to = "0.0.0.0/0"  port = 443 }
}
network main { vpc = { Name: "main" }  private = { Tier: "private" } }
environment staging { region = "eu-west-1"  network = network.main  ${rest.staging ?? ""} }
environment prod { region = "eu-west-1"  network = network.main  ${rest.prod ?? ""} }
${rest.lets ?? ""}
`;
}

function imagesOf({ environments }: Plan): readonly string[] {
  return Object.values(environments).flatMap(({ fleets }) =>
    Object.values(fleets).map(({ wanted, generations }) => generations[wanted]?.image.name ?? "none"),
  );
}

const parity = (codes: readonly string[]): readonly string[] => codes.filter((code) => code === "IMMU4011");

test("refuses an image that depends on what an environment overrides", () => {
  const source = project({
    image: "if network.main.zones > 2 then image.other else image.web",
    prod: "override network.main { zones = 3 }",
  });
  const { diagnostics } = compileFiles(source);
  const errors = diagnostics.filter(({ level }) => level === "error");
  expect(errors.map(({ code, message }) => `${code} ${message}`)).toEqual([
    "IMMU4011 `image` of `fleet.web` may not differ between environments: image.web as declared, image.other in prod",
  ]);
});

test("sees through lets, functions, blocks and what is extended", () => {
  const override = "override network.main { zones = 3 }";
  const through: readonly Choices[] = [
    { lets: "let many = network.main.zones > 2", image: "if many then image.other else image.web" },
    {
      lets: "fn pick(zones: int): image = if zones > 2 then image.other else image.web",
      image: "pick(network.main.zones)",
    },
    { packages: 'if network.main.zones > 2 then ["curl"] else []' },
    { bake: "10m * network.main.zones" },
    { boot: "1m * network.main.zones" },
    { lets: "fleet second extends web { boot = 1m * network.main.zones }" },
    { lets: 'fleet second extends web { logs { files = ["/var/log/${network.main.zones}"] } }' },
    { lets: 'fleet second extends web { egress db { to = "10.0.0.0/8"  port = 5432 + network.main.zones } }' },
  ];
  for (const choices of through) {
    expect(parity(codesOf(project({ ...choices, prod: override }))), JSON.stringify(choices)).toEqual(["IMMU4011"]);
    expect(parity(codesOf(project(choices))), JSON.stringify(choices)).toEqual([]);
  }
});

test("takes the value of one environment for all", () => {
  const source = project({
    image: "if environment.prod.network.zones > 2 then image.other else image.web",
    prod: "override network.main { zones = 3 }",
  });
  const { plan } = compileFiles(source);
  expect(plan && imagesOf(plan)).toEqual(["other", "other"]);
});

test("law: every environment of a plan runs the same images", () => {
  const differing: readonly (readonly [string, string])[] = [
    ["network.main.zones > 2", "override network.main { zones = 3 }"],
    ['network.main.vpc == { Name: "prod" }', 'override network.main { vpc = { Name: "prod" } }'],
    ["true", "override network.main { zones = 3 }"],
    ["environment.prod.network.zones > 2", "override network.main { zones = 3 }"],
  ];
  const places = fc.record({
    image: fc.boolean(),
    packages: fc.boolean(),
    boot: fc.boolean(),
    bake: fc.boolean(),
    staging: fc.boolean(),
    prod: fc.boolean(),
    which: fc.constantFrom(...differing),
  });
  fc.assert(
    fc.property(places, ({ which: [condition, override], ...given }) => {
      const either = (then: string, otherwise: string): string => `if ${condition} then ${then} else ${otherwise}`;
      const { plan, diagnostics } = compileFiles(
        project({
          ...(given.image && { image: either("image.other", "image.web") }),
          ...(given.packages && { packages: either('["curl"]', "[]") }),
          ...(given.boot && { boot: either("5m", "1m") }),
          ...(given.bake && { bake: either("20m", "10m") }),
          ...(given.staging && { staging: override }),
          ...(given.prod && { prod: override }),
        }),
      );
      const reads = given.image || given.packages || given.boot || given.bake;
      const differs = !condition.startsWith("environment") && condition !== "true" && (given.staging || given.prod);
      expect(parity(diagnostics.map(({ code }) => code)).length > 0).toBe(reads && differs);
      expect(new Set(plan ? imagesOf(plan) : []).size).toBe(plan ? 1 : 0);
    }),
  );
});

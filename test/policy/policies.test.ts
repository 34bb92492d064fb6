import { describe, expect, test } from "vitest";
import { sampleProject } from "../../src/rollout/samples.ts";
import { compileFiles, lineOf } from "../support/compile.ts";

const project = (policies = ""): string => `project shop { ${policies} }
network main { vpc = { Name: "main" }  private = {} }
environment staging { region = "eu-west-1"  network = network.main }
`;

function said(source: string, params: Readonly<Record<string, string>> = {}): readonly string[] {
  const { diagnostics, sources } = compileFiles(source, { params });
  return diagnostics.map((each) => lineOf(each, sources));
}

const many = 'policy many on network n { require n.zones >= 3 else "${n.name} has ${n.zones}" }\n';

describe("policies", () => {
  test("of the project's files apply by being there", () => {
    expect(said(project() + many)).toEqual(["main.immu:2:9 IMMU5001 main has 2"]);
  });

  test("of an imported file apply as well, and the import counts as used", () => {
    const { diagnostics } = compileFiles({
      "main.immu": `import { many } from "./rules"\n${project()}`,
      "rules.immu": many,
    });
    expect(diagnostics.map((each) => each.code)).toEqual(["IMMU5001"]);
  });

  test("of the standard library apply when they are listed", () => {
    const rollout = 'rollout bare { strategy = "blue_green" }\n';
    expect(said(project() + rollout)).toEqual([]);
    const listed = `import { watched_rollouts } from "std/policies"\n${project("policies = [watched_rollouts]")}${rollout}`;
    expect(said(listed)).toEqual(["main.immu:5:9 IMMU5001 rollout bare has no abort rule"]);
  });

  test("may refuse what instances may do to every resource", () => {
    const allow = (resources: string) =>
      said(
        sampleProject({ fleet: `allow metrics { actions = ["cloudwatch:PutMetricData"]  resources = [${resources}] }` })
          .replace("project shop {}", "project shop { policies = [named_resources] }")
          .replace("import", 'import { named_resources } from "std/policies"\nimport'),
      ).filter((each) => each.includes("IMMU5"));
    expect(allow('"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:x"')).toEqual([]);
    expect(allow('"*"')).toEqual([
      expect.stringContaining('IMMU5001 fleet web has an allow block for every resource ("*"); name them'),
    ]);
  });

  test("look at what a fleet takes from the standard library, and not at what is only extended", () => {
    const policy =
      'policy patient on rollout r { require r.keep_previous >= 2h else "${r.name} has ${r.keep_previous}" }\n';
    const broken = (rollout: string, more = ""): readonly string[] =>
      said(
        sampleProject({ balanced: false, rollout: 'strategy = "replace"  keep_previous = 2h', more: more + policy })
          .replace("rollout = rollout.gentle", `rollout = ${rollout}`)
          .replace("import", 'import { handover } from "std/rollouts"\nimport'),
      ).filter((each) => each.includes("IMMU5001"));
    expect(broken("handover")).toEqual([expect.stringMatching(/^main\.immu:\d+:13 IMMU5001 handover has 1h$/)]);
    expect(broken("patient", "rollout patient extends handover { keep_previous = 3h }\n")).toEqual([]);
  });

  test("leave what is abstract alone", () => {
    expect(said(`${project()}abstract network pattern { zones = 1 }\n${many.replace(">= 3", ">= 2")}`)).toEqual([]);
  });

  test("name the environments that break them, where not all do", () => {
    const prod =
      'environment prod { region = "eu-west-1"  network = network.main  override network.main { zones = 4 } }\n';
    const few = 'policy few on network n { require n.zones <= 3 else "${n.name} has ${n.zones}" }\n';
    expect(said(project() + prod + few)).toEqual(["main.immu:2:9 IMMU5001 main has 4 (in prod)"]);
    const both = `${prod}environment third { region = "eu-west-1"  network = network.main  override network.main { zones = 5 } }\n`;
    expect(said(project() + both + few)).toEqual([
      "main.immu:2:9 IMMU5001 main has 4 (in prod)",
      "main.immu:2:9 IMMU5001 main has 5 (in third)",
    ]);
    expect(said(project() + both + few.replace('"${n.name} has ${n.zones}"', '"too many"'))).toEqual([
      "main.immu:2:9 IMMU5001 too many (in prod, third)",
    ]);
  });

  test("hold an environment to what it names, as it is there", () => {
    const source = `${project()}environment prod { region = "eu-west-1"  network = network.main  override network.main { zones = 3 } }
policy wide on environment e { require e.network.zones >= 3 else "\${e.name} has \${e.network.zones} zones" }
`;
    expect(said(source)).toEqual(["main.immu:3:13 IMMU5001 staging has 2 zones"]);
  });

  test("reach all that an environment has of a kind", () => {
    const stores = `abstract store table { engine = "dynamodb"  identifier = "none" }
store orders extends table { identifier = "orders" }
store users extends table { identifier = "users" }
environment prod { region = "eu-west-1"  network = network.main  override store.users { identifier = "users-prod" } }
`;
    const rule = `policy named on environment e {
  require all([s.identifier != "users" for s in values(e.store)]) else "\${e.name}: \${join(keys(e.store), ", ")}"
}
test "all" { assert [s.identifier for s in values(prod.store)] == ["orders", "users"] }
let absent = staging.store["none"] ?? store.orders
test "one" { assert absent.identifier == staging.store.users.identifier }
`;
    expect(said(project() + stores + rule)).toEqual([
      "main.immu:3:13 IMMU5001 staging: orders, users",
      'main.immu:11:21 IMMU5002 the test “all” does not hold (["orders", "users-prod"] == ["orders", "users"])',
      'main.immu:13:21 IMMU5002 the test “one” does not hold ("orders" == "users")',
    ]);
  });

  test.each([
    ["n.zones >= count", ""],
    ["count in [1, 2]", ""],
    ["not (n.zones in [count, 5])", ""],
    ["count(distinct([count, 1])) == 2 and false", ""],
    ["all([count > 1, false])", ""],
    ["(if count > 1 then false else false)", ""],
    ["match count { 1 => false, else => false }", ""],
    ["[count] == [1]", ""],
    ["{ a: count } == { a: 1 }", ""],
    ["count(sort([count, 1])) == 0", ""],
  ])("are silent where %s is unknown", (condition) => {
    // `count` is a parameter without a value; the function of that name is not meant here.
    const text = condition.replaceAll(/\bcount\b(?!\()/g, "amount");
    const source = `param amount: int\n${project()}policy odd on network n { require ${text} else "odd" }\ntest "odd" { assert ${text.replaceAll("n.zones", "2")} }\n`;
    expect(said(source)).toEqual(["main.immu:1:7 IMMU4004 the parameter `amount` has no value"]);
  });
});

describe("tests", () => {
  test("show what both sides came to", () => {
    expect(said('let spare = 1\ntest "spare" { assert spare >= 2 }\n')).toEqual([
      "main.immu:2:23 IMMU5002 the test “spare” does not hold (1 >= 2)",
    ]);
  });

  test("see environments as they are", () => {
    const source = `${project()}environment prod { region = "eu-west-1"  network = network.main  override network.main { zones = base.zones + 1 } }
test "zones" {
  assert environment.prod.network.zones == environment.staging.network.zones + 1
  assert environment.prod.network.zones == 2 else "prod has \${environment.prod.network.zones}"
}
`;
    expect(said(source)).toEqual(["main.immu:7:10 IMMU5002 prod has 3 (3 == 2)"]);
  });

  test("report each assertion that fails", () => {
    expect(said('test "two" {\n  assert 1 == 2\n  assert true\n  assert 2 == 3\n}\n')).toHaveLength(2);
  });
});

test("what asks for nothing is told, and a half of what was meant is not", () => {
  expect(said(`${project()}policy lax on network n {}\ntest "lax" {\n}\n`)).toEqual([
    "main.immu:4:8 IMMU5003 the policy `lax` requires nothing",
    "main.immu:5:6 IMMU5003 the test “lax” asserts nothing, and passes",
  ]);
  expect(said(`${project()}test "lax" { asert 1 == 1 }\n`)).toEqual([
    "main.immu:4:14 IMMU1051 expected `assert`, found `asert`",
  ]);
});

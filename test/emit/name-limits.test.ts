import { expect, test } from "vitest";
import { emitAll } from "../../src/query/emit-all.ts";
import { compileFiles, lineOf } from "../support/compile.ts";

function source(nameOf: (kind: string) => string): string {
  return `import { amazon_linux_2023 } from "std/images"
project ${nameOf("project")} {}
image ${nameOf("image")} extends amazon_linux_2023 {
  regions = ["eu-west-1"]
  run ${nameOf("run")} { commands = ["true"] }
  copy ${nameOf("copy")} { from = "./files"  to = "/srv/files" }
  check ${nameOf("check")} { command = "true" }
}
network ${nameOf("network")} { vpc = { Name: "main" }  private = { Tier: "private" }  public = { Tier: "public" } }
balancer ${nameOf("balancer")} {
  scheme      = "internet-facing"
  certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/1f0c2d3e-4a5b-6c7d-8e9f-0a1b2c3d4e5f"
}
rollout ${nameOf("rollout")} {
  strategy = "canary"
  step ${nameOf("step")} { weight = 10%  bake = 15m }
  step half { weight = 50%  bake = 15m }
  step all { weight = 100%  bake = 15m }
  abort ${nameOf("abort")} { metric = "cpu"  above = 80% }
}
fleet ${nameOf("fleet")} {
  image     = image.${nameOf("image")}
  instances = ["c7i.large"]
  size      = 4..4
  rollout   = rollout.${nameOf("rollout")}
  http { port = 8080  health = "/" }
  balancer  = balancer.${nameOf("balancer")}
  egress https { to = "0.0.0.0/0"  port = 443 }
}
environment ${nameOf("environment")} { region = "eu-west-1"  network = network.${nameOf("network")} }
environment other extends ${nameOf("environment")} {}
`;
}

function compiled(text: string): ReturnType<typeof compileFiles> {
  return compileFiles({ "main.immu": text, "files/x": "x" });
}

function found(text: string): readonly string[] {
  const { diagnostics, sources } = compiled(text);
  return diagnostics.filter(({ level }) => level === "error").map((each) => lineOf(each, sources));
}

test("the longest names that are taken fit into those of files, with what is put around them", async () => {
  for (const letter of ["x", "ж", "漢"]) {
    const long = (kind: string): string =>
      kind + letter.repeat(Math.floor((100 - kind.length) / Buffer.byteLength(letter)));
    expect(found(source(long))).toEqual([]);
    const { plan, contents } = compiled(source(long));
    if (plan === null) throw new Error("the sources have errors");
    const names = (await emitAll({ plan, contents })).flatMap(({ path }) => path.split("/"));
    expect(Math.max(...names.map((name) => Buffer.byteLength(name)))).toBeLessThan(255 - 30);
  }
});

test.each([
  ["project", 2, "the project"],
  ["image", 3, "image"],
  ["run", 5, "run"],
  ["copy", 6, "copy"],
  ["check", 7, "check"],
  ["fleet", 21, "fleet"],
  ["environment", 30, "environment"],
])("a longer name of %s is told once, at the name", (kind, line, what) => {
  const name = kind + "x".repeat(300 - kind.length);
  expect(found(source((each) => (each === kind ? name : `a_${each}`)))).toEqual([
    expect.stringMatching(
      new RegExp(`^main.immu:${line}:\\d+ IMMU8308 the name of ${what} \`${name.slice(0, 20)}…\` has 300 characters`),
    ),
  ]);
});

test("bytes are what counts", () => {
  const name = `f${"ж".repeat(50)}`;
  expect(found(source((each) => (each === "fleet" ? name : `a_${each}`)))).toEqual([
    expect.stringContaining("has 101 bytes"),
  ]);
});

test("a step of a rollout is told once, however many fleets go by it", () => {
  const name = "s".repeat(101);
  expect(found(source((each) => (each === "step" ? name : `a_${each}`)))).toEqual([
    expect.stringContaining("name of step"),
  ]);
});

test.each(["network", "balancer", "rollout", "abort"])("the name of any %s may be longer", (kind) => {
  expect(found(source((each) => (each === kind ? `n${"x".repeat(299)}` : `a_${each}`)))).toEqual([]);
});

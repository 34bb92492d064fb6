import { describe, expect, test } from "vitest";
import { codesOf, compileFiles } from "../support/compile.ts";

const images = `import { debian_12 } from "std/images"
project shop {}
abstract image basic extends debian_12 {
  packages = ["curl"]
  run one { commands = ["one"] }
  copy two { from = "./a.txt"  to = "/two" }
  run three { commands = ["three"]  env = { A: "1" } }
}
`;
const network = 'network main { vpc = { Name: "main" }  private = { Tier: "private" } }\n';
const staging = 'environment staging { region = "eu-west-1"  network = network.main }\n';
const fleet = `rollout swap { strategy = "replace" }
image web extends basic {}
fleet web {
  image = image.web
  instances = ["m7i.large"]
  size = 2..4
  rollout = rollout.swap
  config = { LEVEL: "info", PORT: "80" }
  logs { keep = 30d }
}
`;

describe("extends", () => {
  test("replaces attributes, merges labelled blocks, and puts new ones last", () => {
    const source = `${images}image web extends basic {
  regions = ["eu-west-1"]
  packages = [...base.packages, "nginx"]
  run four { commands = ["four"] }
  run three { env = { ...base.run.three.env, B: "2" } }
}
`.replace("...base.run.three.env, ", "");
    const { plan, diagnostics } = compileFiles({ "main.immu": source, "a.txt": "a" });
    expect(diagnostics.filter((each) => each.level === "error")).toEqual([]);
    const definition = plan?.images.web?.definition;
    expect(definition?.packages).toEqual(["curl", "nginx"]);
    expect(definition?.steps.map((step) => step.name)).toEqual(["one", "two", "three", "four"]);
    expect(definition?.steps[2]).toMatchObject({ commands: ["three"], env: { B: "2" } });
  });

  test("does not look at how what is extended is called", () => {
    const first = compileFiles({
      "main.immu": `${images}image web extends basic { regions = ["eu-west-1"] }\n`,
      "a.txt": "a",
    });
    const second = compileFiles({
      "main.immu": `${images.replace("image basic", "image plain")}image web extends plain { regions = ["eu-west-1"] }\n`,
      "a.txt": "a",
    });
    expect(second.plan?.images.web?.fingerprint).toBe(first.plan?.images.web?.fingerprint);
  });

  test("finds the path of a file where the file was named", () => {
    const { plan } = compileFiles({
      "main.immu":
        'import { basic } from "./infra/images"\nproject shop {}\nimage web extends basic { regions = ["eu-west-1"] }\n',
      "infra/images.immu":
        'import { debian_12 } from "std/images"\nabstract image basic extends debian_12 { copy a { from = "./a.txt"  to = "/a" } }\n',
      "infra/a.txt": "a",
    });
    expect(plan?.images.web?.definition.steps).toHaveLength(1);
  });
});

describe("override", () => {
  const prod = (body: string, from = ""): string =>
    `environment prod${from} { region = "eu-west-1"  network = network.main\n${body}}\n`;
  const fleetIn = (source: string, environment = "prod") => {
    const { plan, diagnostics } = compileFiles({ "main.immu": source, "a.txt": "a" });
    expect(diagnostics.filter((each) => each.level === "error")).toEqual([]);
    const found = plan?.environments[environment]?.fleets.web;
    if (!found) throw new Error("no such fleet");
    return found;
  };
  const configOf = (source: string, environment = "prod"): unknown => {
    const found = fleetIn(source, environment);
    return found.generations[found.wanted]?.config;
  };

  test("changes one environment and leaves the others", () => {
    const source = `${images}${network}${staging}${prod("  override fleet.web { size = base.size.min * 3..60 }\n")}${fleet}`;
    expect(fleetIn(source).size).toEqual({ min: 6, max: 60 });
    expect(fleetIn(source, "staging").size).toEqual({ min: 2, max: 4 });
  });

  test("builds on what is declared, in blocks too", () => {
    const source = `${images}${network}${prod('  override fleet.web { config = { ...base.config, LEVEL: "warn" }  logs { keep = base.logs.keep * 3 } }\n')}${fleet}`;
    expect(configOf(source)).toEqual({ LEVEL: "warn", PORT: "80" });
    expect(fleetIn(source).logs.keep).toBe(90 * 86_400_000);
  });

  test("lies over what the extended environment overrides", () => {
    const source = `${images}${network}${prod('  override fleet.web { size = 3..9  config = { ...base.config, A: "1" } }\n')}environment big extends prod {
  override fleet.web { config = { ...base.config, B: "2" } }
}
${fleet}`;
    expect(fleetIn(source, "big").size).toEqual({ min: 3, max: 9 });
    expect(configOf(source, "big")).toEqual({ LEVEL: "info", PORT: "80", A: "1", B: "2" });
    expect(configOf(source)).toEqual({ LEVEL: "info", PORT: "80", A: "1" });
  });

  test("of a network reaches whatever looks at it in that environment", () => {
    const source = `${images}${network}${staging}${prod("  override network.main { zones = 3 }\n")}${fleet}test "zones" {
  assert environment.prod.network.zones == 3
  assert environment.staging.network.zones == 2
  assert network.main.zones == 2
}
`;
    const { plan, diagnostics } = compileFiles({ "main.immu": source, "a.txt": "a" });
    expect(diagnostics.filter((each) => each.level === "error")).toEqual([]);
    expect(plan?.environments.prod?.network.zones).toBe(3);
  });

  test("of an image is refused whatever it says", () => {
    const body = '  override image.web { packages = ["x"]  retain = 3 }\n';
    const codes = codesOf({ "main.immu": `${images}${network}${prod(body)}${fleet}`, "a.txt": "a" });
    expect(codes.filter((code) => code === "IMMU3022")).toHaveLength(2);
  });
});

describe("names that objects have", () => {
  test("are names like any other", () => {
    const source = `${images.replace("project shop", "project constructor")}${network.replace("main", "__proto__")}image hasOwnProperty extends basic {}
rollout toString { strategy = "replace" }
environment constructor { region = "eu-west-1"  network = network.__proto__ }
fleet __proto__ {
  image = image.hasOwnProperty
  instances = ["m7i.large"]
  size = 2..2
  rollout = rollout.toString
  config = { "__proto__": "a", "constructor": "b", "toString": "c" }
}
`;
    const { plan, diagnostics } = compileFiles({ "main.immu": source, "a.txt": "a" });
    expect(diagnostics.filter((each) => each.level === "error")).toEqual([]);
    const [environment] = Object.values(plan?.environments ?? {});
    const fleets = environment?.fleets ?? {};
    expect(Object.keys(fleets)).toEqual(["__proto__"]);
    const [found] = Object.values(fleets);
    expect(Object.entries(found?.generations[found.wanted]?.config ?? {})).toEqual([
      ["__proto__", "a"],
      ["constructor", "b"],
      ["toString", "c"],
    ]);
  });
});

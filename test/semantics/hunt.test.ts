import { describe, expect, test } from "vitest";
import { codesOf, compileFiles, type Files } from "../support/compile.ts";

/** What is right though it looks odd, and what must be said though it looks right: sources and their codes. */
const cases: Readonly<Record<string, readonly [string | Files, readonly string[]]>> = {
  "one import twice": [
    {
      "main.immu": 'import { port } from "./a"\nimport { port } from "./a"\nlet p = port\n',
      "a.immu": "let port = 1\n",
    },
    [],
  ],
  "one name twice in an import": [
    { "main.immu": 'import { port, port } from "./a"\nlet p = port\n', "a.immu": "let port = 1\n" },
    [],
  ],
  "one file by two paths": [
    {
      "main.immu": 'import { port } from "./x/../a"\nimport { port as same } from "./a"\nlet p = port + same\n',
      "a.immu": "let port = 1\n",
    },
    [],
  ],
  "two files with one name, one of them renamed": [
    {
      "main.immu": 'import { port } from "./a"\nimport { port as other } from "./b"\nlet p = port + other\n',
      "a.immu": "let port = 1\n",
      "b.immu": "let port = 2\n",
    },
    [],
  ],
  "two files with one name": [
    {
      "main.immu": 'import { port } from "./a"\nimport { port } from "./b"\nlet p = port\n',
      "a.immu": "let port = 1\n",
      "b.immu": "let port = 2\n",
    },
    ["IMMU2009"],
  ],
  "an import only to take part": [
    {
      "main.immu": 'import { main } from "./net"\nproject shop {}\n',
      "net.immu": "network main { vpc = {}  private = {} }\n",
    },
    [],
  ],
  "an import of a pattern that nothing extends": [
    { "main.immu": 'import { main } from "./net"\nproject shop {}\n', "net.immu": "abstract network main {}\n" },
    ["IMMU2017"],
  ],
  "extends across files": [
    {
      "main.immu":
        'import { basic as start } from "./net"\nproject shop {}\nnetwork main extends start { private = base.vpc }\n',
      "net.immu": 'abstract network basic extends deep { vpc = { A: "1" } }\nabstract network deep { zones = 3 }\n',
    },
    [],
  ],
  "a circle of extends across files": [
    {
      "main.immu": 'import { a } from "./a"\nabstract network b extends a {}\n',
      "a.immu": 'import { b } from "./main"\nabstract network a extends b {}\n',
    },
    ["IMMU2006"],
  ],
  "a kind's name for a let": ["let port = 1\nlet image_name = port\n", []],
  "a local that hides a let": ["let x = 1\nlet xs = [x + 1 for x in [2]]\n", []],
  "a parameter that hides a function": ["fn f(min: int): int = min + 1\nlet a = f(1)\n", []],
  "a function of the prelude declared anew": ["fn min(a: int, b: int): int = a\nlet a = min(1, 2)\n", []],
  "base in a block of what extends": [
    `abstract rollout calm { strategy = "replace"  refresh { pause = 5m } }
rollout calmer extends calm { refresh { pause = base.refresh.pause * 2 } }
test "pause" { assert rollout.calmer.refresh.pause == 10m }
`,
    [],
  ],
  "base of base": [
    `abstract network a { zones = 2 }
abstract network b extends a { zones = base.zones + 1 }
network c extends b { zones = base.zones + 1  vpc = {}  private = {} }
test "zones" { assert network.c.zones == 4 }
`,
    [],
  ],
  "an optional checked in a comprehension": [
    'param xs: [int?] = [1, null]\nlet ys = [x + 1 for x in xs if x != null]\ntest "one" { assert count(ys) == 1 }\n',
    [],
  ],
  "an optional checked with not": ["param x: int? = null\nlet y = if not (x == null) then x + 1 else 0\n", []],
  "an optional checked with or": ["param x: int? = null\nlet y = x == null or x > 3\n", []],
  "an optional checked on the wrong side of or": ["param x: int? = null\nlet y = x > 3 or x == null\n", ["IMMU3007"]],
  "an optional checked and hidden": [
    "param x: int? = null\nparam xs: [int?] = []\nlet y = if x != null then [x + 1 for x in xs] else []\n",
    ["IMMU3007"],
  ],
  "an item checked": ["param xs: [int] = []\nlet y = if xs[0] != null then xs[0] + 1 else 0\n", []],
  "another item checked": ["param xs: [int] = []\nlet y = if xs[0] != null then xs[1] + 1 else 0\n", ["IMMU3007"]],
  "a constant that is a switch": ['let tier = "web"\nlet n = if tier == "worker" then 1 else 2\n', []],
  "a constant that is matched": ['let tier = "web"\nlet n = match tier { "worker" => 1, else => 2 }\n', []],
  "a constant that is looked for": ['let tier = "web"\nlet b = tier in ["worker", "cron"]\n', []],
  "a constant for one of the choices": ['let tier = "a"\nparam x: "a" | "b" = tier\n', []],
  "a text for one of the choices": ['param tier: string = "a"\nparam x: "a" | "b" = tier\n', ["IMMU3001"]],
  "some of the choices for all of them": ['param x: "a" | "b" = "a"\nparam y: "a" | "b" | "c" = x\n', []],
  "all of the choices for some of them": ['param x: "a" | "b" | "c" = "a"\nparam y: "a" | "b" = x\n', ["IMMU3001"]],
  "an empty list added to": ["let none = []\nlet one = [...none, 1]\nlet two = [x + 1 for x in one]\n", []],
  "a generic function on an empty list": [
    "fn first<T>(list: [T], otherwise: T): T = list[0] ?? otherwise\nlet a = first([], 1) + 1\n",
    [],
  ],
  "a generic function that adds": ["fn add<T>(a: T, b: T): T = a + b\nlet a = add(1s, 2s)\nlet b = add(1, 2.5)\n", []],
  "a generic function that takes what may be absent": [
    "fn given<T>(value: T?, otherwise: T): T = if value != null then value else otherwise\nparam a: int? = 1\nlet b = given(a, 2) + given(null, 3)\n",
    [],
  ],
  "a generic function on a choice of types": [
    "fn other<T>(a: T, b: T): T = b\nparam a: int | percent = 5%\nlet b = [other(a, 1), other(1, a)]\n",
    [],
  ],
  "a generic function that adds texts": ['fn add<T>(a: T, b: T): T = a + b\nlet a = add("a", "b")\n', ["IMMU3008"]],
  "a generic function in a generic function": [
    "fn least<T>(a: T, b: T, c: T): T = min(a, min(b, c))\nlet a = least(3, 1, 2)\nlet b = least(true, false, true)\n",
    ["IMMU3008"],
  ],
  "arguments by name before the others": ["fn f(a: int, b: int = 2): int = a + b\nlet a = f(b = 1, 2)\n", ["IMMU3011"]],
  "a default after what is required": ["fn f(a: int = 1, b: int): int = a + b\nlet a = f(b = 1)\n", []],
  "a default that does not fit": ['fn f(a: int = "1"): int = a\n', ["IMMU3001"]],
  "a default that names another parameter": ["fn f(a: int, b: int = a): int = b\n", ["IMMU2011"]],
  "an argument out of bounds": ["fn f(port: int in 1..65535): int = port\nlet a = f(0)\n", ["IMMU4002"]],
  "a result out of bounds": ["fn f(port: int): int in 1..65535 = port\nlet a = f(0)\n", ["IMMU4002"]],
  "a bounded value or another": [
    'rollout r { strategy = "replace" }\nlet a = if r.bake > 5m then r.bake else 5m\nlet b = a * 2 + max(r.bake, r.warmup)\n',
    [],
  ],
  "a bounded range or another": [
    "param r: range<int in 1..9> = 2..3\nlet a = [r, 1..5]\nlet b = [each.min + 1 for each in a]\n",
    [],
  ],
  "what one of two bounds takes": [
    'param a: int in 1..5 | int in 10..20 = 12\nparam b: cidr | region = "eu-west-1"\nparam c: [cidr] | [region] = ["eu-west-1"]\nparam d: arn | "*" = "*"\n',
    [],
  ],
  "what none of two bounds takes": [
    'param a: int in 1..5 | int in 10..20 = 7\nparam b: [int] | [region] = ["here"]\n',
    ["IMMU4002", "IMMU4002"],
  ],
  "a path for a text that must have a form": [
    'param p: path = "./main.immu"\nparam a: string matching "^/" = p\nparam b: cidr = p\n',
    ["IMMU4002", "IMMU4002"],
  ],
  "a range of times for a range of numbers": ["param r: range<int> = 1s..2s\n", ["IMMU3001"]],
  "a range of two measures": ["let r = 1s..2GiB\n", ["IMMU3008"]],
  "a reference to another environment's fleet": [
    'test "x" { assert environment.prod.fleet.web.size.min == 1 }\n',
    ["IMMU2013"],
  ],
  "a secret in a list in a text": ['let s = [secret("ssm:/a")]\nlet t = "${s}"\n', ["IMMU3017"]],
  "a secret by way of a function": [
    'fn show<T>(value: T): string = "${value}"\nlet t = show(secret("ssm:/a"))\n',
    ["IMMU3017"],
  ],
  "a secret looked for in a list": ['let b = secret("ssm:/a") in [secret("ssm:/a")]\n', ["IMMU3016"]],
  "secrets compared in lists": ['let b = [secret("ssm:/a")] == [secret("ssm:/a")]\n', ["IMMU3016"]],
  "an optional secret checked": ["param s: secret? = null\nlet b = s != null\n", []],
  "labels with one spelling": [
    'rollout r {\n  strategy = "canary"\n  step é { weight = 5%  bake = 1m }\n  step E { weight = 100%  bake = 1m }\n}\n',
    [],
  ],
  "names without case": ["let ключ = 1\nlet 名前 = ключ + 1\n", []],
  "no text at all": ["", []],
  "only a comment": ["// nothing\n", []],
};

describe("odd, and right or wrong", () => {
  test.each(Object.entries(cases))("%s", (_, [files, codes]) => {
    expect(codesOf(files)).toEqual(codes);
  });

  test("an entry file that does not exist", () => {
    const { diagnostics, plan } = compileFiles({ "other.immu": "" });
    expect(diagnostics.map((each) => each.code)).toEqual(["IMMU2001"]);
    expect(plan).toBeNull();
  });

  test("an entry in a folder", () => {
    const files = { "infra/main.immu": 'import { a } from "./b"\nlet c = a\n', "infra/b.immu": "let a = 1\n" };
    expect(codesOf(files, { entry: "infra/main.immu" })).toEqual([]);
  });
});

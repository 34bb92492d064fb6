import { describe, expect, test } from "vitest";
import type { CompletionItem } from "../../src/ide/completion/item.ts";
import { completionsAt } from "../../src/ide/completion.ts";
import { editText } from "../../src/ide/edits.ts";
import { projectWith, tinyShop } from "./project.ts";

function completions(sources: Parameters<typeof projectWith>[0]): readonly CompletionItem[] {
  const { snapshot, uri, offset } = projectWith(sources);
  return completionsAt(snapshot, uri, offset);
}

function labels(sources: Parameters<typeof projectWith>[0], rank = 9): readonly string[] {
  return completions(sources)
    .filter((item) => item.rank <= rank)
    .map(({ label }) => label);
}

const inShop = (before: string, after: string): string => tinyShop.replace(before, after);

describe("in a body", () => {
  test("what must be given comes first, and what is given is left out", () => {
    expect(labels("fleet web {\n  size = 2..3\n  $0\n}\n", 0)).toEqual(["image", "instances", "rollout"]);
    expect(labels("fleet web {\n  size = 2..3\n  $0\n}\n")).not.toContain("size");
  });

  test("a half-written name before other attributes is replaced", () => {
    const [item] = completions("fleet web {\n  roll$0\n  size = 2..3\n}\n").filter(({ label }) => label === "rollout");
    expect(item).toMatchObject({ snippet: "rollout = $0", replace: { start: 14, end: 18 }, again: true });
    expect(item?.doc).toBe("How new generations come into service.");
  });

  test("a name that has its value already is replaced alone", () => {
    const [item] = completions("fleet web {\n  siz$0 = 2..3\n}\n").filter(({ label }) => label === "size");
    expect(item?.snippet).toBe("size");
  });

  test("a labelled block is offered again, with what it must have", () => {
    const [item] = completions("rollout r {\n  step one { weight = 5% bake = 1m }\n  $0\n}\n").filter(
      ({ label }) => label === "step",
    );
    expect(item?.snippet).toBe("step ${1:step_name} {\n\tweight = $2\n\tbake = $3\n}");
  });

  test("a block has its own fields", () => {
    expect(labels("fleet web {\n  http { $0 }\n}\n", 0)).toEqual(["health", "port"]);
  });

  test("an override offers only what may differ", () => {
    const found = labels(inShop("{ size = 6..60 }", "{ $0 }"));
    expect(found).toContain("size");
    expect(found).not.toContain("image");
  });

  test("a body that is never closed has its fields all the same", () => {
    expect(labels("fleet web {\n  im$0")).toContain("image");
  });
});

describe("as a value", () => {
  test("the texts of a union come first", () => {
    expect(labels("image web {\n  arch = $0\n}\n", 0)).toEqual(['"arm64"', '"x86_64"']);
  });

  test("inside quotes, the quotes stay", () => {
    const [item] = completions('image web {\n  arch = "ar$0"\n}\n');
    expect(item).toMatchObject({ label: "arm64", snippet: "arm64", replace: { start: 22, end: 24 } });
  });

  test("references of the right kind come first", () => {
    expect(labels(inShop("image     = image.web", "image     = $0"), 0)).toEqual(["image.web"]);
  });

  test("names that fit come before names that do not", () => {
    const found = labels('let port = 80\nlet name = "x"\nfleet web {\n  http { port = $0 }\n}\n');
    expect(found.indexOf("port")).toBeLessThan(found.indexOf("name"));
  });

  test("what could be imported is offered with its import", () => {
    const sources = {
      "main.immu": 'import { a } from "./other"\nfleet web {\n  rollout = $0\n}\n',
      "other.immu": "let a = 1\nrollout calm {}\n",
    };
    const { text } = projectWith(sources);
    const found = completions(sources);
    const calm = found.find(({ label }) => label === "calm");
    const careful = found.find(({ label }) => label === "careful");
    expect(editText(text, calm?.edits ?? [])).toContain('import { a, calm } from "./other"\n');
    expect(editText(text, careful?.edits ?? [])).toContain(
      'import { a } from "./other"\nimport { careful } from "std/rollouts"\n',
    );
  });

  test("a name of a comprehension, a function and a policy is known inside", () => {
    expect(labels("let list = [$0 for item in [1, 2]]\n")).toContain("item");
    expect(labels("fn double(number: int): int = $0\n")).toContain("number");
    expect(labels('policy p on fleet f {\n  require $0\n    else "no"\n}\n')).toContain("f");
  });

  test("units follow a number: those that fit", () => {
    expect(labels("rollout r {\n  bake = 30$0\n}\n")).toEqual(["d", "h", "m", "ms", "s"]);
    expect(labels("image web {\n  disk = 30$0\n}\n")).toEqual(["GiB", "KiB", "MiB", "TiB"]);
    expect(labels("rollout r {\n  step one { weight = 5$0 }\n}\n")).toEqual(["%"]);
  });

  test("keys of a record", () => {
    expect(labels("image web {\n  base { name = { $0 } }\n}\n", 1)).toEqual(["arm64", "x86_64"]);
  });

  test("inside an interpolation", () => {
    expect(labels('let port = 80\nlet text = "port ${$0}"\n')).toContain("port");
  });
});

describe("what is chosen can stand there", () => {
  test("no values where the `=` before them is missing", () => {
    expect(completions("fleet web {\n  size $0\n}\n")).toEqual([]);
    expect(completions("fleet web {\n  http $0\n}\n")).toEqual([]);
  });

  test("nothing where a word must come first", () => {
    for (const text of [
      "let a = if true $0",
      "let a = [x for x $0 [1]]",
      "policy p $0 fleet f { }",
      'import { a $0 b } from "./a"\n',
    ])
      expect(completions(text), text).toEqual([]);
    expect(labels("fleet web {\n  size\n  $0\n}\n")).toEqual([]);
    expect(labels("fleet web\n$0\n")).toContain("fleet");
  });

  test("kinds alone as the target of an override, also before its dot", () => {
    const before = completions("environment prod {\n  override fle$0.web { }\n}\n");
    expect(new Set(before.map(({ kind }) => kind))).toEqual(new Set(["kind"]));
    expect(before.find(({ label }) => label === "fleet")?.snippet).toBe("fleet");
  });

  test("fields before a `=`, blocks before a body, and neither where an override has no body yet", () => {
    const kindsOf = (text: string): ReadonlySet<string> => new Set(completions(text).map(({ kind }) => kind));
    expect(kindsOf("environment prod {\n  $0 = 1\n}\n")).toEqual(new Set(["attribute"]));
    expect(kindsOf("environment prod {\n  $0 { }\n}\n")).toEqual(new Set(["block"]));
    expect(kindsOf("environment prod {\n  override fleet.web $0\n}\nfleet web {}\n")).toEqual(new Set());
  });

  test("kinds alone after `abstract`, and no words of items that have no abstract form", () => {
    expect(new Set(completions("abstract $0").map(({ kind }) => kind))).toEqual(new Set(["kind"]));
  });

  test("before an item that lacks its first word alone, the words that fit it", () => {
    const words = (text: string): readonly string[] => completions(text).map(({ snippet }) => snippet);
    expect(words("le$0 port = 8080\n")).toEqual(["let"]);
    expect(words("f$0 twice(x: int): int = x * 2\n")).toEqual(["fn"]);
    expect(words("pa$0 port: int\n")).toEqual(["param"]);
    expect(words('po$0 small on fleet f { require true else "no" }\n')).toEqual(["policy"]);
    expect(words('te$0 "a" { assert true }\n')).toContain("test");
    expect(words('imp$0 { a } from "./a"\n')).toContain("import");
    expect(words("pri$0 let port = 8080\n")).toEqual(["private"]);
    expect(words("fle$0 web {}\n")).toContain("fleet");
    expect(words("fle$0 web {}\n")).not.toContain("let");
  });

  test("names of arguments only where an argument begins", () => {
    expect(labels('let a = join(["x"], $0)\n')).toContain("separator = ");
    expect(labels('let a = join(["x"], "$0")\n')).toEqual([]);
    expect(labels('let a = { b: ["x"] }\nlet c = join(a.$0, "")\n')).toEqual(["b"]);
    expect(labels("let a = max(1$0, 2)\n")).not.toContain("right = ");
  });

  test("no `if` and `not` as operands that need parentheses", () => {
    expect(labels("let a = 1 + $0\n")).not.toContain("if");
    expect(labels("let a = 1 + $0\n")).not.toContain("not");
    expect(labels("let a = true and $0\n")).toContain("not");
    expect(labels("let a = true and $0\n")).not.toContain("if");
    expect(labels("let a = not $0\n")).not.toContain("if");
    expect(labels('let a = "" == $0.b[1]\n')).not.toContain("not");
  });

  test("a `match` within a text stays on its line", () => {
    const within = completions('let a = "${$0}"\n').find(({ label }) => label === "match");
    expect(within?.snippet).toBe("match $1 { $2 => $3 }");
  });

  test("`for` after the only element of a list, and no values before a comma", () => {
    expect(completions("let a = [1 $0]\n").map(({ snippet }) => snippet)).toEqual(["for ${1:item} in $0"]);
    expect(labels("let a = [1, 2 $0]\n")).toEqual([]);
    expect(labels("let a = max(1 $0)\n")).toEqual([]);
    expect(labels("let a = max(1, $0)\n")).toContain("min");
  });

  test("patterns alone in an arm of a match: values that no arm is for", () => {
    const inMatch = (arm: string): readonly string[] =>
      completions(`fn f(x: "a" | "b" | "c"): int = match x { "a" => 1, ${arm} }\n`).map(({ snippet }) => snippet);
    expect(inMatch("$0")).toEqual(['"b" => $0', '"c" => $0', "else => $0"]);
    expect(inMatch("$0 => 2")).toEqual(['"b"', '"c"', "else"]);
    expect(inMatch('"b" | $0 => 2')).toEqual(['"c"']);
    expect(inMatch("else => 2, $0")).not.toContain("else => $0");
    expect(completions("let a = match true { $0 }\n").map(({ label }) => label)).toEqual(["false", "true", "else"]);
  });

  test("nothing where bounds must be numbers", () => {
    expect(completions("param port: int in $0 = 1\n")).toEqual([]);
    expect(completions("param port: int in 1..$0\n")).toEqual([]);
  });

  test("nothing that would be defined by itself", () => {
    expect(labels("let a = [$0]\nlet b = 1\n", 4)).toEqual(["b"]);
    expect(labels("image a extends $0 {}\nimage b extends a {}\nimage c extends b {}\nimage d {}\n", 0)).toEqual(["d"]);
  });

  test("no modules that import this one", () => {
    const sources = {
      "main.immu": 'import { a } from "./a"\nlet m = a\n',
      "a.immu": 'import { b } from "$0"\nlet a = b\n',
      "b.immu": "let b = 1\n",
    };
    expect(labels(sources, 1)).toEqual(["./b"]);
  });
});

describe("after a dot", () => {
  test("declarations of a kind", () => {
    expect(labels(inShop("image     = image.web", "image     = image.$0"), 1)).toEqual(["ubuntu_2404", "web"]);
    expect(labels(inShop("image     = image.web", "image     = image.$0"), 2)).toContain("debian_12");
  });

  test("members of a declaration, in broken code", () => {
    const found = labels(`${tinyShop}let n = fleet.web.size.$0`);
    expect(found).toEqual(["max", "min"]);
    expect(labels(`${tinyShop}let n = fleet.web.$0`)).toContain("instances");
  });

  test("declarations as an environment has them", () => {
    expect(labels(`${tinyShop}let n = environment.prod.fleet.$0`)).toEqual(["web"]);
    expect(labels(`${tinyShop}let n = environment.prod.$0`)).toContain("fleet");
  });
});

describe("elsewhere", () => {
  test("kinds and words begin an item", () => {
    const found = labels("let a = 1\n\n$0\n");
    expect(found).toEqual(expect.arrayContaining(["fleet", "image", "let", "import", "policy", "test"]));
  });

  test("an item before another one", () => {
    expect(labels("fle$0\nlet a = 1\n")).toContain("fleet");
    expect(labels("fle$0\nfleet web {}\n")).toContain("fleet");
  });

  test("names of an imported module", () => {
    expect(labels('import { $0 } from "std/rollouts"\n')).toEqual(["careful", "gradual", "handover", "swift"]);
  });

  test("modules to import", () => {
    const found = labels({
      "main.immu": 'import { a } from "$0"\n',
      "other.immu": "let a = 1\n",
      "infra/web.immu": "",
    });
    expect(found).toEqual(expect.arrayContaining(["std/rollouts", "std/images", "./other"]));
    expect(found).not.toContain("./main");
  });

  test("files for a path", () => {
    const found = labels({
      "main.immu": 'image web {\n  run setup { script = "./$0" }\n}\n',
      "setup.sh": "",
      "lib/x.sh": "",
    });
    expect(found).toEqual(["./lib", "./setup.sh"]);
  });

  test("types", () => {
    expect(labels("param size: $0\n")).toEqual(expect.arrayContaining(["int", "bytes", "cidr", "fleet"]));
  });

  test("names in files that nobody imports yet, but in none that imports this one", () => {
    const files = {
      "main.immu": "let size = 2\nlet more = secr$0\n",
      "infra/secrets.immu": "let secret_port = 8443\nprivate let secret_own = 1\n",
      "around.immu": 'import { size } from "./main"\nlet secret_size = size\n',
    };
    const [item, ...others] = completions(files).filter(({ label }) => label.startsWith("secret_"));
    expect(others).toEqual([]);
    expect(item).toMatchObject({ label: "secret_port", detail: 'import from "./infra/secrets"' });
    expect(editText(files["main.immu"].replace("$0", ""), item?.edits ?? [])).toContain(
      'import { secret_port } from "./infra/secrets"',
    );
  });

  test("kinds after `extends` are those of the declaration's kind", () => {
    expect(labels('import { ubuntu_2404 } from "std/images"\nimage web extends $0 {\n}\n', 0)).toEqual(["ubuntu_2404"]);
  });

  test("nothing in a comment", () => {
    expect(labels("// flee$0\n")).toEqual([]);
  });

  test("nothing in the standard library, which can't be changed", () => {
    const { snapshot } = projectWith(tinyShop);
    expect(completionsAt(snapshot, "std/fleet", 100)).toEqual([]);
  });
});

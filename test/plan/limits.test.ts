import { describe, expect, test } from "vitest";
import { createSnapshot } from "../../src/query/snapshot.ts";
import { codesOf, compileFiles, filesInMemory } from "../support/compile.ts";

const TOO_LARGE = "IMMU4009";
const TOO_DEEP = "IMMU1012";

/** Sources that would run out of time or memory if nothing stopped them, and the code that they get. */
const bombs: Readonly<Record<string, readonly [string, string]>> = {
  "a list of lists": ["let a = [[y for y in sequence(1, 9999)] for x in sequence(1, 9999)]\n", TOO_LARGE],
  "sequences without a step each": ["let a = [sequence(1, 9999) for x in sequence(1, 9999)]\n", TOO_LARGE],
  "texts that double": [doubling('"0123456789abcdef"', (name) => `"\${${name}}\${${name}}"`, 40), TOO_LARGE],
  "texts joined": [
    'let big = join(["0123456789" for i in sequence(1, 9999)], "")\nlet a = join([big for i in sequence(1, 9999)], "")\n',
    TOO_LARGE,
  ],
  "texts replaced": [
    'let big = join(["aaaaaaaaaa" for i in sequence(1, 9999)], "")\nlet a = replace(big, "a", big)\n',
    TOO_LARGE,
  ],
  "texts beside each other": [
    'let big = join(["aaaaaaaaaa" for i in sequence(1, 9999)], "")\nlet a = ["${big}${i}" for i in sequence(1, 9999)]\n',
    TOO_LARGE,
  ],
  "a text split into letters": [
    'let big = join(["aaaaaaaaaa" for i in sequence(1, 9999)], "")\nlet a = [split("${big}${i}", "") for i in sequence(1, 500)]\n',
    TOO_LARGE,
  ],
  "lists that double": [doubling("[1]", (name) => `[...${name}, ...${name}]`, 40), TOO_LARGE],
  "lists compared": ["let a = [x for x in sequence(1, 9999) if sequence(1, 9999) == sequence(1, 9999)]\n", TOO_LARGE],
  "a list searched": ["let big = sequence(1, 9999)\nlet a = [x for x in big if 0 in big]\n", TOO_LARGE],
  "shared lists compared": [
    `${doubling("[1]", (name) => `[${name}, ${name}]`, 40)}${doubling("[1]", (name) => `[${name}, ${name}]`, 40, "b")}let same = a40 == b40\n`,
    TOO_LARGE,
  ],
  "shared lists without repeats": [
    `${doubling("[1]", (name) => `[${name}, ${name}]`, 40)}let a = distinct(a40)\n`,
    TOO_LARGE,
  ],
  "records that double": [doubling("{ x: 1, y: 1 }", (name) => `{ x: ${name}, y: ${name} }`, 40), TOO_LARGE],
  "lists that nest": [doubling("[1]", (name) => `[${name}]`, 200), TOO_DEEP],
  "a number that grows": [doubling("9999999999", (name) => `${name} * ${name}`, 40), TOO_LARGE],
  "a number of many digits": [`let a = ${"9".repeat(5000)}\n`, TOO_LARGE],
  "definitions that lead through each other": [
    `${[...Array(5000).keys()].map((index) => `let a${index} = a${index + 1} + 1\n`).join("")}let a5000 = 1\n`,
    TOO_LARGE,
  ],
  "functions that lead through each other": [
    [...Array(5000).keys()].map((index) => `fn f${index}(x: int): int = f${index + 1}(x) + 1\n`).join("") +
      "fn f5000(x: int): int = x\nlet a = f0(1)\n",
    TOO_LARGE,
  ],
  ...Object.fromEntries(
    Object.entries({
      "a long text measured": "length(big)",
      "a long text in capitals": "upper(big)",
      "a long text looked into": 'if starts_with(big, "no") then 1 else 2',
      "a long text looked through": 'count(split(big, "no"))',
      "long texts compared": 'if big == "${big}" then 1 else 2',
      "long texts put in order": "if big < twin then 1 else 2",
      "a long text held against a pattern": "digits(big)",
      "a text held against a large pattern": 'many(join(["0" for i in sequence(1, 1000)], ""))',
      "long texts without repeats": "count(distinct([[big], [big], [twin]]))",
      "conditions looked through": "if all(conditions) then 1 else 2",
    }).map(([what, work]) => [
      what,
      [
        'let big = join(["0123456789" for i in sequence(1, 9999)], "")\nlet twin = "${big}"\n' +
          "let conditions = [true for i in sequence(1, 9999)]\n" +
          'fn digits(text: string matching "^[0-9]+$"): int = 1\nfn many(text: string matching "^(0?){1000}$"): int = 1\n' +
          `let a = [count([${work} for x in sequence(1, 1000)]) for y in sequence(1, 1000)]\n`,
        TOO_LARGE,
      ] as const,
    ]),
  ),
  "images that each add a step": [addingSteps(4600), TOO_LARGE],
  "functions that call twice": [
    [...Array(60).keys()].map((index) => `fn f${index}(x: int): int = f${index + 1}(x) + f${index + 1}(x)\n`).join("") +
      "fn f60(x: int): int = x\nlet a = f0(1)\n",
    TOO_LARGE,
  ],
};

/** A chain of images, each of which adds a step to those of the one that it extends. */
function addingSteps(images: number): string {
  const chain = [...Array(images).keys()].map(
    (index) => `abstract image i${index + 1} extends i${index} { run s${index} { commands = ["true"] } }\n`,
  );
  return `import { debian_12 } from "std/images"\nproject shop {}\nabstract image i0 extends debian_12 {}\n${chain.join("")}`;
}

function doubling(first: string, next: (name: string) => string, times: number, letter = "a"): string {
  const lines = [`let ${letter}0 = ${first}`];
  for (let index = 1; index <= times; index++) lines.push(`let ${letter}${index} = ${next(`${letter}${index - 1}`)}`);
  return `${lines.join("\n")}\n`;
}

describe("what would not end", () => {
  test.each(Object.entries(bombs))("%s", { timeout: 20_000 }, (_, [source, code]) => {
    const started = process.hrtime.bigint();
    const { diagnostics } = compileFiles(source);
    expect(diagnostics.map((each) => each.code)).toContain(code);
    expect(Number((process.hrtime.bigint() - started) / 1_000_000n)).toBeLessThan(15_000);
  });
});

test("a file of nothing but unknown names is checked in seconds, and a thousand are told", { timeout: 20_000 }, () => {
  const lets = Array.from({ length: 10_000 }, (_, index) => `let known${index} = unknown${index}\n`);
  const before = process.cpuUsage();
  const { diagnostics } = compileFiles(lets.join(""));
  const told = diagnostics.filter(({ code }) => code === "IMMU2011");
  expect(told).toHaveLength(1000);
  expect(told.filter(({ lastTold }) => lastTold)).toEqual([told.at(-1)]);
  // Microseconds; comparing each with all takes minutes.
  expect(process.cpuUsage(before).user).toBeLessThan(15_000_000);
});

test("a name that is unknown in many places is told once, in seconds", { timeout: 20_000 }, () => {
  const before = process.cpuUsage();
  const { diagnostics } = compileFiles(`let list = [${"unknown, ".repeat(40_000)}1]\n`);
  const [told] = diagnostics.filter(({ code }) => code === "IMMU2011");
  expect(told?.related).toHaveLength(999);
  expect(told?.lastTold).toBe(true);
  expect(process.cpuUsage(before).user).toBeLessThan(15_000_000);
});

test.each([
  ["long", "a".repeat(50_000)],
  ["of many ways", Array.from({ length: 5000 }, () => "a?".repeat(20)).join("|")],
  ["of many repeats", "(a?b?){1000}".repeat(80)],
])("a pattern that is too %s is refused", { timeout: 20_000 }, (_, pattern) => {
  const { diagnostics } = compileFiles(`fn f(text: string matching "${pattern}"): int = 1\nlet a = f("aaa")\n`);
  expect(diagnostics.map((each) => each.code)).toContain("IMMU3020");
});

describe("what is large and right", () => {
  test("a thousand declarations that extend each other", () => {
    const chain = [...Array(1000).keys()].map(
      (index) => `abstract network n${index + 1} extends n${index} { vpc = { ...base.vpc, k${index}: "v" } }\n`,
    );
    const source = `project shop {}\nabstract network n0 { vpc = {}  private = {} }\n${chain.slice(0, 300).join("")}network main extends n300 {}\nenvironment prod { region = "eu-west-1"  network = network.main }\n`;
    const { plan, diagnostics } = compileFiles(source);
    expect(diagnostics).toEqual([]);
    expect(Object.keys(plan?.environments.prod?.network.vpc ?? {})).toHaveLength(300);
    const bare = [...Array(1000).keys()].map((index) => `network n${index + 1} extends n${index} { zones = 3 }\n`);
    expect(codesOf(`project shop {}\nabstract network n0 { vpc = {}  private = {} }\n${bare.join("")}`)).toEqual([]);
  });

  test("sixteen thousand declarations, each before the one that it extends", { timeout: 6000 }, () => {
    const chain = [...Array(16_000).keys()].map((index) => `abstract network n${index + 1} extends n${index} {}\n`);
    const source = `project shop {}\n${chain.reverse().join("")}abstract network n0 { vpc = {}  private = {} }\n`;
    expect(codesOf(source)).toEqual([]);
  });

  test("a thousand images that each add a step, which those that inherit it share", { timeout: 20_000 }, () => {
    const source = `${addingSteps(1000)}image web extends i1000 { regions = ["eu-west-1"] }\n`;
    const files = filesInMemory({ "main.immu": source });
    const snapshot = createSnapshot({
      files,
      entry: "main.immu",
      params: new Map(),
      lock: null,
      locked: false,
      live: {},
    });
    const { evaluation, plan } = snapshot.lower();
    expect(plan?.images.web?.definition.steps).toHaveLength(1000);
    const images = [...(evaluation.instances.get(null)?.values() ?? [])];
    const steps = images.flatMap(({ memo }) => {
      const run = memo.get("run");
      return run?.kind === "map" ? [...run.entries.values()] : [];
    });
    expect(steps).toHaveLength((1000 * 1001) / 2 + 1000);
    expect(new Set(steps).size).toBe(1000);
  });

  test("declarations that extend each other in a circle of a thousand", () => {
    const chain = [...Array(1000).keys()].map(
      (index) => `abstract network n${index} extends n${(index + 1) % 1000} {}\n`,
    );
    expect(codesOf(chain.join(""))).toEqual(["IMMU2016"]);
  });

  test("a list of ten thousand words", () => {
    const words = [...Array(10_000).keys()].map((index) => `"w${index}"`).join(", ");
    expect(codesOf(`let words = [${words}]\nlet first = words[0] ?? ""\nlet all = "\${join(words, ",")}"\n`)).toEqual(
      [],
    );
  });

  test("ten thousand lets", () => {
    const lets = [...Array(10_000).keys()].map(
      (index) => `let a${index} = ${index === 0 ? "1" : `a${index - 1} + 1`}\n`,
    );
    expect(codesOf(lets.join(""))).toEqual([]);
  });

  test("two thousand steps in an image", () => {
    const steps = [...Array(2000).keys()].map((index) => `  run s${index} { commands = ["true"] }\n`).join("");
    const source = `import { debian_12 } from "std/images"\nproject shop {}\nimage web extends debian_12 {\n  regions = ["eu-west-1"]\n${steps}}\n`;
    const { plan } = compileFiles(source);
    expect(plan?.images.web?.definition.steps.map((step) => step.name)).toEqual(
      [...Array(2000).keys()].map((index) => `s${index}`),
    );
  });
});

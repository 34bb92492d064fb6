import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../src/base/json.ts";
import { format } from "../../src/format/format.ts";
import { definitions } from "../../src/query/definitions.gen.ts";
import { parse } from "../../src/syntax/parse.ts";
import { mistakes } from "../semantics/mistakes.ts";
import { compileFiles, type Files } from "../support/compile.ts";

const shop = readExample("shop", [
  "main.immu",
  "infra/fleets.immu",
  "infra/images.immu",
  "infra/network.immu",
  "infra/rollouts.immu",
  "app/nginx.conf",
  "app/release.txt",
  "provision/unpack.sh",
]);

const sources: readonly string[] = [
  ...definitions.flatMap(({ samples }) => [samples.failing, samples.passing]),
  ...Object.values(mistakes).flatMap((cases) => Object.values(cases)),
  ...Object.values(shop),
].flatMap((each) =>
  typeof each === "string" ? [each] : Object.values(each).filter((text) => typeof text === "string"),
);

const tokens = [
  ...'{}()[]=,:.?|"$',
  ...[
    "..",
    "...",
    "??",
    "=>",
    "${",
    "let ",
    "fleet ",
    "base",
    "null",
    "1",
    "5%",
    "30s",
    "extends ",
    "override ",
    "for x in ",
  ],
];

/** A source with some of its text cut out, repeated, moved or replaced. */
const mutated: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...sources),
    fc.array(
      fc.tuple(
        fc.constantFrom("cut", "repeat", "insert", "swap"),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(...tokens),
      ),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([source, edits]) => {
    let text = source;
    for (const [kind, place, length, token] of edits) {
      const at = Math.floor(place * text.length);
      const piece = text.slice(at, at + length);
      const after = text.slice(at + length);
      if (kind === "cut") text = text.slice(0, at) + after;
      else if (kind === "repeat") text = text.slice(0, at) + piece + piece + after;
      else if (kind === "insert") text = text.slice(0, at) + token + text.slice(at);
      else text = after + text.slice(0, at) + piece;
    }
    return text;
  });

describe("compiling", () => {
  test("never throws, and says the same again", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(mutated, (source) => {
        const first = compileFiles(source);
        const again = compileFiles(source);
        expect(again.diagnostics).toEqual(first.diagnostics);
        expect(again.plan).toEqual(first.plan);
        for (const { span, related } of first.diagnostics) {
          for (const each of [span, ...related.map((one) => one.span)]) {
            const text = first.sources.get(each.uri)?.text ?? "";
            expect(each.start >= 0 && each.start <= each.end && each.end <= text.length).toBe(true);
          }
        }
        if (first.plan) expectPlainData(first.plan);
      }),
      { numRuns: 400 },
    );
  });

  test("never throws with other files beside it", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(mutated, mutated, (one, other) => {
        compileFiles({ ...shop, "infra/fleets.immu": one });
        compileFiles({ "main.immu": one, "settings.immu": other, "other.immu": other, "net.immu": other });
      }),
      { numRuns: 150 },
    );
  });

  test("does not depend on the order of declarations or imports", { timeout: 120_000 }, () => {
    const wanted = planText(shop);
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (random) => {
        expect(planText(mapSources(shop, (text) => shuffled(text, random)))).toBe(wanted);
      }),
      { numRuns: 20 },
    );
  });

  test("does not depend on comments, layout or formatting", () => {
    const wanted = planText(shop);
    expect(planText(mapSources(shop, (text) => format(parse({ uri: "a", text }).value, text)))).toBe(wanted);
    expect(planText(mapSources(shop, (text) => text.replaceAll("\n", "\r\n")))).toBe(wanted);
    expect(planText(mapSources(shop, (text) => `// first\n\n\n${text.replaceAll("\n", "  // said\n")}`))).toBe(wanted);
    expect(planText(mapSources(shop, (text) => text.replaceAll(/^ +/gm, "\t\t")))).toBe(wanted);
  });
});

describe("a source that is nothing but mistakes", () => {
  const many = 20_000;
  test.each([
    ["attributes of no kind", `image a {\n${"x = 1\n".repeat(many)}}`],
    ["declarations of no kind", "foo a {}\n".repeat(many)],
    ["kinds without names", "foo {}\n".repeat(many)],
    ["names that nothing has", `let a = [${lines(many, (index) => `x${index}`).join(",\n")}]`],
    ["one name many times", lines(many, (index) => `let a = ${index}`).join("\n")],
    [
      "values that their places refuse",
      lines(many, (index) => `let a${index} = true\nfn f${index}(): string = a${index}`).join("\n"),
    ],
    [
      "a value that many places refuse",
      `let a = true\n${lines(many, (index) => `fn f${index}(): string = a`).join("\n")}`,
    ],
    ["blocks with one label", `image a {\n${'copy b { from = "a" }\n'.repeat(many)}}`],
  ])("%s: has a bounded number of findings, in a bounded time", (_, source) => {
    const started = performance.now();
    const errors = compileFiles(source).diagnostics.filter(({ level }) => level === "error");
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.length).toBeLessThan(3000);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test("no number of warnings hides an error", () => {
    const fallbacks = lines(1500, (index) => `let a${index} = 1 ?? 2`);
    const { plan, diagnostics } = compileFiles([...fallbacks, 'let wrong = 1 + ""'].join("\n"));
    expect(plan).toBeNull();
    expect(diagnostics.filter(({ level }) => level === "error")).toHaveLength(1);
  });
});

function lines(count: number, line: (index: number) => string): readonly string[] {
  return Array.from({ length: count }, (_, index) => line(index));
}

function readExample(name: string, paths: readonly string[]): Files {
  const folder = join(import.meta.dirname, "../../examples", name);
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

function planText(files: Files): string {
  const { plan, diagnostics } = compileFiles(files);
  expect(diagnostics.filter((each) => each.level === "error")).toEqual([]);
  return canonicalJson(plan ?? {});
}

function mapSources(files: Files, change: (text: string) => string): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, path.endsWith(".immu") ? change(String(text)) : text]),
  );
}

// Whole items in another order; a doc comment stays with its item.
function shuffled(text: string, random: fc.Stream<number>): string {
  const { items } = parse({ uri: "a", text }).value;
  const starts = items.map((_, index) => (index === 0 ? 0 : (items[index - 1]?.end ?? 0)));
  const pieces = items.map((item, index) => text.slice(starts[index], item.end));
  return `${pieces
    .map((piece) => ({ piece, rank: random.next().value ?? 0 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ piece }) => piece)
    .join("\n")}\n`;
}

/** A Plan is JSON that survives being written and read: nothing undefined, no -0, no number that JSON rounds. */
function expectPlainData(value: unknown): void {
  if (typeof value === "number") {
    expect(Number.isFinite(value) && !Object.is(value, -0)).toBe(true);
    if (Number.isInteger(value)) expect(Number.isSafeInteger(value)).toBe(true);
  } else if (typeof value === "object" && value !== null) {
    for (const item of Object.values(value)) expectPlainData(item);
  } else expect(["string", "boolean", "object"]).toContain(typeof value);
}

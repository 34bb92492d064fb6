import fc from "fast-check";
import { expect, test } from "vitest";
import type { Value } from "../../src/plan/evaluate/value.ts";
import { valueText } from "../../src/plan/evaluate/value-text.ts";
import { typeText } from "../../src/semantics/type-text.ts";
import type { Type } from "../../src/semantics/types.ts";
import { evaluateLetsOf } from "../support/evaluate.ts";

/** Names that every generated expression may use, with values that a checker can't see through. */
const given = `param number: int = 7
param none: int? = null
param some: int? = 5
param flag: bool = true
param arch: "arm64" | "x86_64" = "arm64"
param word: string = "shop"
param pause: duration = 90s
param share: percent = 25%
param list: [int] = [3, 1, 2]
param map: {string: int} = { a: 1 }
param point: { x: int, y?: int } = { x: 1 }
param size: range<int> = 2..20
param few: int in 1..9 = 3
param amount: int | percent | duration = 5%
param file: path = "./main.immu"
rollout slow { strategy = "replace"  bake = 10m  abort busy { metric = "cpu"  above = 95% } }
fn twice(value: int): int = value * 2
fn other<T>(left: T, right: T): T = if flag then right else left
fn given<T>(value: T?, otherwise: T): T = if value != null then value else otherwise
`;

type Kind =
  | "int"
  | "decimal"
  | "bool"
  | "text"
  | "duration"
  | "percent"
  | "optional"
  | "ints"
  | "texts"
  | "map"
  | "range";

/** Well-typed expressions of each kind. */
const typed = fc.letrec<Record<Kind, string>>((tie) => {
  const of = (kind: Kind): fc.Arbitrary<string> => tie(kind) as fc.Arbitrary<string>;
  const join = (...parts: readonly (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
    fc
      .tuple(...parts.map((part) => (typeof part === "string" ? fc.constant(part) : part)))
      .map((texts) => `(${texts.join("")})`);
  const branch = (kind: Kind): readonly fc.Arbitrary<string>[] => [
    join("if ", of("bool"), " then ", of(kind), " else ", of(kind)),
    join('match arch { "arm64" => ', of(kind), ', "x86_64" => ', of(kind), " }"),
    // A type parameter stands for what is there.
    ...(kind === "optional" ? [] : [join("other(", of(kind), ", ", of(kind), ")")]),
  ];
  const choose = (leaves: readonly string[], ...rest: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
    fc.oneof({ maxDepth: 3, depthSize: "small" }, fc.constantFrom(...leaves), ...rest);
  const sum = (kind: Kind): fc.Arbitrary<string> => join(of(kind), fc.constantFrom(" + ", " - "), of(kind));
  return {
    int: choose(
      [
        "1",
        "0",
        "number",
        "9007199254740993",
        "twice(number)",
        "point.x",
        "size.max",
        "count(list)",
        "few",
        "length(file)",
      ],
      sum("int"),
      join(of("int"), " * ", of("int")),
      join(of("int"), " % ", of("int")),
      join("round(", of("decimal"), ")"),
      join(of("optional"), " ?? ", of("int")),
      join("count(", of("ints"), ")"),
      join("length(", of("text"), ")"),
      join("min(", of("int"), ", ", of("int"), ")"),
      join("given(", of("optional"), ", ", of("int"), ")"),
      ...branch("int"),
    ),
    decimal: choose(
      ["0.5", "2.25"],
      join(of("int"), " / ", of("int")),
      sum("decimal"),
      join(of("int"), " + ", of("decimal")),
      ...branch("decimal"),
    ),
    bool: choose(
      ["true", "false", "flag", 'arch == "arm64"', "amount in 1..9", '"pause" in slow.refresh', "file in map"],
      join("not ", of("bool")),
      join(of("bool"), fc.constantFrom(" and ", " or "), of("bool")),
      join(of("int"), fc.constantFrom(" < ", " >= ", " == ", " != "), of("int")),
      join(of("duration"), " < ", of("duration")),
      join(of("int"), " in ", of("ints")),
      join(of("int"), " in ", of("range")),
      join(of("text"), " in ", of("map")),
      join(of("ints"), " == ", of("ints")),
      join("amount == ", fc.oneof(of("int"), of("percent"), of("duration"))),
    ),
    text: choose(
      ['"a"', '""', "word", "arch", 'r"raw"', "file", "slow.strategy"],
      join('"x${', of("int"), "}y${", of("bool"), '}"'),
      join("join(", of("texts"), ', "-")'),
      join("upper(", of("text"), ")"),
      ...branch("text"),
    ),
    duration: choose(
      ["30s", "2h", "pause", "slow.bake", "slow.warmup"],
      sum("duration"),
      join(of("duration"), " * ", of("int")),
      join(of("percent"), " * ", of("duration")),
      ...branch("duration"),
    ),
    percent: choose(
      ["5%", "share", "slow.refresh.min_healthy"],
      sum("percent"),
      join(of("percent"), " / 4"),
      ...branch("percent"),
    ),
    optional: choose(
      ["null", "none", "some", "point.y", "list[0]", "map.a", 'map["b"]'],
      join(of("ints"), "[", of("int"), "]"),
      ...branch("optional"),
    ),
    ints: choose(
      ["[]", "[1]", "list", "sequence(1, 3)", "values(map)"],
      join("[", of("int"), ", ...", of("ints"), "]"),
      join("[each + 1 for each in ", of("ints"), " if each > 1]"),
      join("[index for index, each in ", of("ints"), "]"),
      join("sort(", of("ints"), ")"),
      join("distinct(", of("ints"), ")"),
      ...branch("ints"),
    ),
    texts: choose(
      ["[]", "[word]", "keys(map)", "keys(slow.refresh)", "[file]"],
      join("[", of("text"), ", ", of("text"), "]"),
      join('["${each}" for each in ', of("ints"), "]"),
      join("split(", of("text"), ', "-")'),
    ),
    map: choose(
      ["map", "{ ...map }"],
      join("{ ...", of("map"), ", b: ", of("int"), " }"),
      join('{ "k${each}": each for each in distinct(', of("ints"), ") }"),
    ),
    range: choose(["size", "1..5"], join("min(", of("int"), ", 3)..max(3, ", of("int"), ")")),
  };
});

const expression: fc.Arbitrary<string> = fc.oneof(...Object.values(typed));

test("a well-typed expression comes to a value of its type, or it is said why not", { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(fc.array(expression, { minLength: 1, maxLength: 6 }), (expressions) => {
      const source = given + expressions.map((text, index) => `let v${index} = ${text}\n`).join("");
      const { lets, diagnostics } = evaluateLetsOf(source);
      // Only what depends on values may go wrong: division by zero, numbers too long.
      const unexpected = diagnostics.filter((each) => each.level === "error" && !/^IMMU400[1-9]$/.test(each.code));
      expect(unexpected.map((each) => each.message)).toEqual([]);
      for (const [name, { type, value }] of lets) {
        if (value.kind === "unknown") expect(diagnostics.some((each) => each.level === "error")).toBe(true);
        else if (!conforms(value, type))
          throw new Error(`${name}: ${valueText(value)} is no ${typeText(type)}, in\n${source}`);
      }
    }),
    { numRuns: 300, endOnFailure: true },
  );
});

/** Whether a value is one of a type. Items that are unknown are reported where they are made. */
function conforms(value: Value, type: Type): boolean {
  if (value.kind === "unknown") return true;
  switch (type.kind) {
    case "any":
      return true;
    case "union":
      return type.members.some((member) => conforms(value, member));
    case "refined":
      return conforms(value, type.base);
    case "literal":
      return value.kind === "string" && value.value === type.value;
    case "decimal":
      return value.kind === "decimal" || value.kind === "int";
    case "list":
      return value.kind === "list" && value.items.every((item) => conforms(item, type.element));
    case "map":
      return value.kind === "map" && [...value.entries.values()].every((item) => conforms(item, type.value));
    case "range":
      return value.kind === "range" && conforms(value.from, type.element) && conforms(value.to, type.element);
    case "record":
      return (
        value.kind === "map" &&
        [...value.entries.keys()].every((key) => type.fields.has(key)) &&
        [...type.fields].every(([name, field]) => {
          const item = value.entries.get(name);
          return item ? conforms(item, field.type) : field.optional;
        })
      );
    case "string":
      // A path is a text.
      return value.kind === "string" || value.kind === "path";
    default:
      return value.kind === type.kind;
  }
}

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import type { Artifact } from "../../src/emit/artifact.ts";
import { emitAll } from "../../src/query/emit-all.ts";
import { compileFiles } from "../support/compile.ts";
import { type HclBody, readHcl } from "../support/hcl-reader.ts";
import { hostileText } from "../support/hostile-text.ts";

// The texts come in as parameters, so that nothing of the language's own escaping stands between.
const source = `
import { amazon_linux_2023 } from "std/images"
import { handover } from "std/rollouts"
param setting: string
param tag: string
param command: string
param checked: string
param variable: string
project shop { tags = { Note: tag } }
image web extends amazon_linux_2023 {
  copy content { from = "./content"  to = "/srv/content" }
  run setup { commands = [command]  env = { VARIABLE: variable } }
  check works { command = checked }
  tags = { ImageNote: tag }
}
fleet web {
  image = image.web  instances = ["t3.small"]  size = 3..3  rollout = handover
  config = { TEXT: setting }
  tags = { FleetNote: tag }
}
network main { vpc = { Name: tag }  private = { Name: tag } }
environment prod { region = "eu-west-1"  network = network.main  tags = { EnvironmentNote: tag } }
`;

type Texts = Readonly<Record<"setting" | "tag" | "command" | "checked" | "variable", string>>;

interface Result {
  readonly artifacts: readonly Artifact[] | null;
  readonly diagnostics: readonly Diagnostic[];
}

const anyTexts: fc.Arbitrary<Texts> = fc.record({
  setting: hostileText,
  tag: hostileText,
  command: hostileText,
  checked: hostileText,
  variable: hostileText,
});
const benign: Texts = { setting: "plain", tag: "plain", command: "plain", checked: "plain", variable: "plain" };

async function outcome(params: Texts, content: Uint8Array): Promise<Result> {
  const compilation = compileFiles({ "main.immu": source, content }, { params });
  const { plan, diagnostics } = compilation;
  return { artifacts: plan && (await emitAll({ ...compilation, plan })), diagnostics };
}

test("any text is refused with a finding, or carried as it is and nothing more", async () => {
  const plain = await outcome(benign, new Uint8Array());
  let carried = 0;
  const one = fc.constantFrom(...(Object.keys(benign) as (keyof Texts)[]));
  const law = fc.asyncProperty(
    anyTexts,
    fc.subarray(Object.keys(benign)),
    one,
    fc.uint8Array(),
    async (texts, some, always, content) => {
      const chosen = [...some, always].map((key) => [key, texts[key as keyof Texts]] as const);
      const given: Texts = { ...benign, ...Object.fromEntries(chosen) };
      const { artifacts, diagnostics } = await outcome(given, content);
      if (artifacts === null) {
        expect(diagnostics.filter(({ level }) => level === "error")).not.toEqual([]);
        return;
      }
      carried += 1;
      expect(structure(artifacts)).toEqual(structure(plain.artifacts ?? []));
      const stack = JSON.parse(textAt(artifacts, /cdk\.tf\.json$/)) as unknown;
      for (const value of tagValues(stack)) expect(readTemplate(value)).toBe(given.tag);
      expect(tagValues(stack).length).toBe(
        tagValues(JSON.parse(textAt(plain.artifacts ?? [], /cdk\.tf\.json$/))).length,
      );
      expect(settingIn(stack)).toBe(given.setting);
      const copied = artifacts.find(
        ({ bytes, path }) => path.includes("/content/") && Buffer.from(bytes).equals(content),
      );
      expect(copied).toBeDefined();
    },
  );
  await fc.assert(law, { numRuns: 300, interruptAfterTimeLimit: 10_000 });
  expect(carried).toBeGreaterThan(0);
});

/** What the artifacts are but for their texts. Names of copied content and of generations are digests of what is in them. */
function structure(artifacts: readonly Artifact[]): unknown {
  return artifacts.map(({ path, bytes }) => {
    const name = path.replace(/[0-9a-f]{12,64}/g, "digest");
    const text = new TextDecoder().decode(bytes);
    if (name.endsWith(".json")) return [name, shape(JSON.parse(text))];
    if (name.endsWith(".hcl")) return [name, hclShape(readHcl(text))];
    return [name];
  });
}

function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape);
  if (typeof value !== "object" || value === null) return typeof value === "string" ? "text" : value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.replace(/[0-9a-f]{12,64}/g, "digest"), shape(item)]),
  );
}

function hclShape({ attributes, blocks }: HclBody): unknown {
  return [[...attributes.keys()], blocks.map(({ type, labels, body }) => [type, labels, hclShape(body)])];
}

function textAt(artifacts: readonly Artifact[], path: RegExp): string {
  const found = artifacts.find((artifact) => path.test(artifact.path));
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(found?.bytes);
}

function tagValues(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const listed = value as { readonly key?: unknown; readonly value?: unknown };
  const isOurs = (key: unknown): boolean => typeof key === "string" && /^(Fleet|Environment)?Note$/.test(key);
  const own = isOurs(listed.key) && typeof listed.value === "string" ? [listed.value] : [];
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, item]) =>
      isOurs(key) && typeof item === "string" ? [item] : tagValues(item),
    ),
  ];
}

/** The value of `TEXT`, as an instance's shell or systemd reads it out of its user data. */
function settingIn(stack: unknown): string | null {
  const { locals = {} } = stack as { readonly locals?: Readonly<Record<string, unknown>> };
  const script = readTemplate(String(Object.entries(locals).find(([name]) => name.endsWith("--user-data"))?.[1]));
  const content = /- path: "\/etc\/immu\/config\.env"\n.*\n.*\n {2}content: (".*")\n/.exec(script)?.[1];
  const file = content === undefined ? "" : String(JSON.parse(withoutLongEscapes(content)));
  const value = /^TEXT="([\s\S]*)"\n$/.exec(file)?.[1];
  return value?.replace(/\\(["\\$`])/g, "$1") ?? null;
}

// YAML's `\U`, which JSON lacks.
function withoutLongEscapes(yaml: string): string {
  return yaml.replace(/\\(?:U([0-9a-f]{8})|.)/g, (written, long?: string) =>
    long === undefined ? written : String.fromCodePoint(Number.parseInt(long, 16)),
  );
}

/** All of HCL's template language that may stand in a text: escapes, and literal strings as expressions. */
function readTemplate(written: string): string {
  return written.replace(/\$\$\{|%%\{|\$\{("(?:[^"\\]|\\.)*")\}/g, (mark, literal: string | undefined) =>
    literal === undefined ? mark.slice(1) : String(JSON.parse(literal)),
  );
}

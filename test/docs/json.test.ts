import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import type { Json } from "../../src/base/json.ts";
import { commandEntries } from "../../src/cli/commands.gen.ts";
import { resourceEdited } from "../../src/release/drift/diagnostics/resource-edited.ts";
import { planFile } from "../../src/release/drift/diagnostics/samples.ts";
import { entrySchema } from "../../src/release/ledger/entry.ts";
import { emptyLedger, renderEntry } from "../../src/release/ledger/ledger.ts";
import { bundledProgram, folderWith, runProgram } from "../cli/cli.ts";
import { startFakeAws } from "../cli/fake-aws.ts";
import { append, baked, hex } from "../release/ledger/samples.ts";
import { type Shape, shapeOf, shapeOfSchema, shapeText } from "./json-shape.ts";
import { shopRepository } from "./shop-repository.ts";

const program = bundledProgram();
const document = join(import.meta.dirname, "../../docs/reference/json.md");

// `npx vitest run test/docs/json.test.ts --update` writes what they print now. A field that goes, or that becomes another
// type, breaks somebody's script: fields are only ever added.
test("what `--json` prints has the fields that are documented", { timeout: 120_000 }, async () => {
  const shop = shopRepository();
  const aws = await startFakeAws();
  const run = async (words: string, folder = join(shop.folder, "shop")): Promise<Json> => {
    const place = { folder, env: aws.env };
    const { stdout, stderr } = await runProgram(program, [...words.split(" "), "--json"], place);
    expect(stdout, `immuc ${words}: ${stderr}`).not.toBe("");
    return JSON.parse(stdout);
  };

  shop.commit("2026-03-01T09:00:00Z");
  const first = await shop.bake("ami-0c11e8f2a9b04d37e");
  await first.start();
  const begun = await run("rollout status");
  for (let step = 1; step <= 3; step++) await first.pass();
  const between = [await run("plan"), await run("rollout status")];
  const sound = await run("ledger verify");
  shop.edit("infra/images.immu", '"nginx"]', '"nginx", "curl"]');
  shop.edit("main.immu", "6..60", "6..80");
  shop.edit(
    "main.immu",
    "environment staging {",
    'environment trial { region = "eu-west-1"  network = network.main }\nenvironment staging {',
  );
  const diff = await run("diff");
  shop.commit("2026-03-08T09:00:00Z");
  const built = await run("build");
  const second = await shop.bake("ami-07d3c1b4e85f92a60");
  await second.start();
  await second.pass();
  const edited = folderWith(resourceEdited.samples.failing as Readonly<Record<string, string>>);
  cpSync(join(edited, planFile), join(edited, "look.json"));
  writeFileSync(join(shop.folder, "shop/images.json"), images);
  const unlocked = folderWith({ "main.immu": started, "images.json": images });
  const ledger = join(shop.folder, "shop/ledger/staging.jsonl");
  const history = readFileSync(ledger);
  writeFileSync(ledger, "");
  const broken = await run("ledger verify --from HEAD");
  writeFileSync(ledger, `${history}{"digest":`);
  const torn = await run("ledger verify");
  writeFileSync(ledger, history);
  const lone = folderWith({ "main.immu": pruned });
  mkdirSync(join(lone, "ledger"));
  const bakes = append(emptyLedger("prod"), baked(hex("c"), "ami-0c"), baked(hex("d"), "ami-0d"));
  writeFileSync(join(lone, "ledger/prod.jsonl"), bakes.entries.map(renderEntry).join(""));
  const prunes = [await run("prune", lone)];
  aws.use("gateway-prod");
  prunes.push(await run("prune", lone));
  aws.use(null);
  aws.show("<imageState>available</imageState><deprecationTime>2099-01-01T00:00:00.000Z</deprecationTime>");
  prunes.push(await run("prune --apply", lone));
  aws.show("<imageState>available</imageState>");
  aws.be("111111111111", []);
  const unbaked = await run("bake --dry-run", lone);
  aws.be("111111111111", ["ami-0a"]);
  const samples: Readonly<Record<string, Json[]>> = {
    bake: [unbaked, await run(`bake --commit=${"1".repeat(40)}`, lone)],
    build: [built, await run("build --out again", edited)],
    check: [await run("check"), await run("check", folderWith({ "main.immu": "project shop {\n" }))],
    diff: [diff, await run("diff --from HEAD --to HEAD")],
    drift: [await run("drift --env prod --plan look.json", edited)],
    explain: [await run("explain IMMU7911")],
    "ledger verify": [sound, broken, torn],
    lock: [
      await run("lock --from images.json", unlocked),
      await run("lock --from images.json"),
      await run("lock --check --from images.json"),
      await run("lock --update --from images.json"),
    ],
    log: [await run("log")],
    plan: [...between.slice(0, 1), await run("plan")],
    prune: prunes,
    replay: [await run("replay staging:8"), await run("replay staging:2 --out earlier")],
    revoke: [],
    "rollout status": [begun, ...between.slice(1), await run("rollout status")],
    verify: [await run("verify")],
    why: [await run("why web --env staging"), await run("why web --env staging 089dbcd96249")],
  };
  samples.revoke?.push(await run("revoke 5a646ca69f46 --reason=hole"));
  aws.stop();
  expect(Object.keys(samples)).toEqual(await commandsWithJson());
  const sections = Object.entries(samples).map(
    ([name, values]) => `## immuc ${name} --json\n\n\`\`\`\n${shapeText(withEntries(shapeOf(values, keys)))}\n\`\`\`\n`,
  );
  const entry = `## An entry of a ledger\n\n\`\`\`\n${entryText()}\n\`\`\`\n`;
  await expect([introduction, ...sections, entry].join("\n")).toMatchFileSnapshot(document);
});

const introduction = `# What \`--json\` prints

One document, on the standard output. Fields are only ever added, so read those that you know and pass over the rest; \`?\`
marks one that may be absent. Paths are relative to the project's root, digests are SHA-256 in hexadecimal digits, times that
are spans are milliseconds, those that are dates ISO 8601 in UTC.

The shapes are those of a small history. What is never absent, null or empty in it may be so elsewhere, \`[]\` is a list that
has nothing in it there, and where objects say their \`kind\`, there are more kinds. The entries of a ledger, at the end, are
told as they are defined.

\`immuc provenance\` prints an in-toto statement, and needs no \`--json\`.
`;

const started = `import { debian_12, ubuntu_2404 } from "std/images"
project shop {}
image web extends ubuntu_2404 { arch = "arm64"  regions = ["eu-west-1"]  check ok { command = "true" } }
image old extends debian_12 { regions = ["eu-west-1"]  check ok { command = "true" } }
`;

const pruned = `import { ubuntu_2404 } from "std/images"
import { handover } from "std/rollouts"
project shop {}
image web extends ubuntu_2404 { regions = ["eu-central-1"]  retain = 1  check ok { command = "true" } }
fleet jobs { image = image.web  instances = ["t3.micro"]  size = 2..2  rollout = handover }
network main { vpc = { Name: "main" }  private = { Tier: "private" } }
environment prod { region = "eu-central-1"  network = network.main }
`;

const keys = { failing: "file", passing: "file", params: "name", history: "environment", amis: "region" } as const;

const images = JSON.stringify({
  images: [
    {
      region: "eu-west-1",
      owner: "099720109477",
      id: "ami-0123456789abcdef0",
      name: "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-arm64-server-20991231",
      created: "2099-12-31T00:00:00Z",
      architecture: "arm64",
    },
  ],
});

async function commandsWithJson(): Promise<readonly string[]> {
  const loaded = await Promise.all(
    commandEntries.map(async ({ name, load }) => ({ name, options: (await load()).command.options })),
  );
  return loaded.filter(({ options }) => "json" in options).map(({ name }) => name);
}

function entryText(): string {
  const shape = shapeOfSchema(
    z.toJSONSchema(entrySchema, { unrepresentable: "any" }) as Parameters<typeof shapeOfSchema>[0],
  );
  return shapeText(shape);
}

/** Names the entries of ledgers, which are told once. */
function withEntries(shape: Shape): Shape {
  switch (shape.kind) {
    case "word":
      return shape;
    case "list":
      return { ...shape, item: shape.item && withEntries(shape.item) };
    case "map":
      return { ...shape, value: withEntries(shape.value) };
    case "union":
      return { ...shape, members: shape.members.map(withEntries) };
    case "object": {
      if (shape.fields.has("event") && shape.fields.has("previous")) return { kind: "word", text: "Entry" };
      const fields = [...shape.fields].map(
        ([name, field]) => [name, { ...field, shape: withEntries(field.shape) }] as const,
      );
      return { kind: "object", fields: new Map(fields) };
    }
  }
}

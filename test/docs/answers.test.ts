import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { resourceEdited } from "../../src/release/drift/diagnostics/resource-edited.ts";
import { planFile } from "../../src/release/drift/diagnostics/samples.ts";
import { bundledProgram, folderWith, runProgram } from "../cli/cli.ts";
import { shopRepository } from "./shop-repository.ts";

const root = join(import.meta.dirname, "../..");
const program = bundledProgram();
const document = join(root, "docs/how-to/answers.md");

// `npx vitest run test/docs/answers.test.ts --update` writes what they print now.
test("what the commands are shown to print is what they print", { timeout: 120_000 }, async () => {
  const shop = shopRepository();
  const run = async (command: string, folder = shop.folder): Promise<string> => {
    const words = command.split(" ").slice(1);
    const { stdout, stderr } = await runProgram(program, words, { folder });
    return `$ ${command}\n${stdout === "" ? stderr : stdout}`;
  };

  shop.commit("2026-03-01T09:00:00Z");
  shop.edit("main.immu", "region  =", "// Ireland.\n  region  =");
  const comment = await run("immuc diff shop");
  shop.edit("main.immu", "// Ireland.\n  region  =", "region  =");
  shop.edit("infra/images.immu", '"nginx"]', '"nginx", "curl"]');
  shop.edit("main.immu", "6..60", "6..80");
  const diff = await run("immuc diff shop");
  shop.edit("infra/images.immu", '"nginx", "curl"]', '"nginx"]');
  shop.edit("main.immu", "6..80", "6..60");

  const first = await shop.bake("ami-0c11e8f2a9b04d37e");
  await first.start();
  for (let step = 1; step <= 3; step++) await first.pass();
  shop.edit("infra/images.immu", '"nginx"]', '"nginx", "curl"]');
  shop.commit("2026-03-08T09:00:00Z");
  await run("immuc build shop");
  const second = await shop.bake("ami-07d3c1b4e85f92a60");
  shop.edit("infra/fleets.immu", "keep = 90d", "keep = 60d");
  writeFileSync(join(shop.folder, "shop/dist/rollouts/prod/web/plan.json"), "{}\n");
  const verify = await run("immuc verify shop");
  shop.edit("infra/fleets.immu", "keep = 60d", "keep = 90d");
  await second.start();
  await second.pass();
  const log = await run("immuc log -C shop web");
  const why = await run("immuc why web --env staging -C shop");
  const replay = await run("immuc replay staging:8 -C shop --out again");
  const edited = folderWith(resourceEdited.samples.failing as Readonly<Record<string, string>>);
  cpSync(join(edited, planFile), join(edited, "look.json"));
  const drift = await run("immuc drift --env prod --plan look.json", edited);

  const outputs = [diff, comment, log, why, verify, replay, drift];
  const text = readFileSync(document, "utf8");
  expect(text.match(shownOutput)).toHaveLength(outputs.length);
  let next = 0;
  const updated = text.replace(shownOutput, () => `\`\`\`\n${outputs[next++]}\`\`\``);
  await expect(updated).toMatchFileSnapshot(document);
});

const shownOutput = /(?<=^|\n)```\n\$ immuc [\s\S]*?```/g;

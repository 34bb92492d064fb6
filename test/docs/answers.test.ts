import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildInto } from "../../scripts/build.ts";
import { openRelease } from "../../src/cli/release/open-release.ts";
import { recordStart } from "../../src/cli/release/start-rollout.ts";
import type { Terminal } from "../../src/cli/terminal.ts";
import { recordDraft, soundLedger } from "../../src/host/release/fleet-world.ts";
import type { Draft } from "../../src/host/release/world.ts";
import { resourceEdited } from "../../src/release/drift/diagnostics/resource-edited.ts";
import { planFile } from "../../src/release/drift/diagnostics/samples.ts";
import { stepsBeforePromotion } from "../../src/release/ledger/laws/started.ts";
import { fleetOf } from "../../src/release/ledger/state.ts";
import { rolloutPath } from "../../src/rollout/rollout-path.ts";
import { folderWith, runProgram } from "../cli/cli.ts";

const root = join(import.meta.dirname, "../..");
const document = join(root, "docs/how-to/answers.md");

// `npx vitest run test/docs/answers.test.ts --update` writes what they print now.
test("what the commands are shown to print is what they print", { timeout: 120_000 }, async () => {
  const bundle = mkdtempSync(join(tmpdir(), "immuc-answers-"));
  await buildInto(bundle, []);
  const shop = shopRepository();
  const run = async (command: string, folder = shop.folder): Promise<string> => {
    const words = command.split(" ").slice(1);
    const { stdout, stderr } = await runProgram(join(bundle, "immuc.cjs"), words, { folder });
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

function shopRepository() {
  const folder = mkdtempSync(join(tmpdir(), "immuc-answers-shop-"));
  cpSync(join(root, "examples/shop"), join(folder, "shop"), {
    recursive: true,
    filter: (path) => !path.endsWith("/dist"),
  });
  writeFileSync(join(folder, ".gitignore"), "dist\n");
  const git = (when: string, ...words: readonly string[]): string => {
    const settings = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"];
    const env = { ...process.env, GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when };
    return execFileSync("git", [...settings, ...words], { cwd: folder, encoding: "utf8", env }).trim();
  };
  let head = "";
  let now = 0;
  const commit = (when: string): void => {
    git(when, "add", "-A");
    git(when, "commit", "-qm", "A change");
    head = git(when, "rev-parse", "HEAD");
    now = Date.parse(when);
  };
  git("", "init", "-q");
  const clock = { now: () => (now += 60_000), waitUntil: async () => {} };
  return {
    folder,
    commit,
    edit: (file: string, from: string, to: string): void => {
      const path = join(folder, "shop", file);
      const text = readFileSync(path, "utf8");
      expect(text).toContain(from);
      writeFileSync(path, text.replace(from, to));
    },
    /** Records what a release of `web` to staging does, without AWS: its bake, then its start and one step after another. */
    bake: async (ami: string) => {
      const opened = await openRelease(silent(join(folder, "shop")), {
        project: undefined,
        params: [],
        environment: "staging",
      });
      if (opened.kind !== "open") throw new Error("the project has errors");
      const { environment, folder: ledger } = opened.release;
      const { web } = environment.fleets;
      const image = web?.generations[web.wanted]?.image;
      if (web === undefined || image === undefined) throw new Error("the shop has a fleet web");
      const context = { clock, actor: "ada", commit: head, note: () => {} };
      const record = (event: Draft) => recordDraft({ ...context, folder: ledger, environment }, event, []);
      const rollout = () => fleetOf(soundLedger(ledger, environment.name).live, "web").rollout;
      const { name, fingerprint } = image;
      await record({ kind: "baked", image: name, fingerprint, amis: { "eu-west-1": ami }, base: null });
      return {
        start: () => recordStart(opened.release, context, web, rolloutPath(environment, web), false),
        pass: async (): Promise<void> => {
          const under = rollout();
          const step = under?.steps[under.passed];
          if (under === null || step === undefined) throw new Error("no step is left");
          const { plan, generation } = under;
          const verdict = step.judged ? "pass" : "unjudged";
          const passed = under.passed + 1;
          now += 16 * 60_000;
          await record({ kind: "step_passed", fleet: "web", plan, step: passed, verdict, state: step.state });
          if (passed === stepsBeforePromotion(under.steps))
            await record({ kind: "promoted", fleet: "web", plan, generation });
        },
      };
    },
  };
}

function silent(folder: string): Terminal {
  const plain = new Proxy({}, { get: () => String });
  const nothing = (): void => {};
  const settings = { folder, print: nothing, note: nothing, watched: false, width: 100 };
  return { ...settings, printColors: plain, noteColors: plain } as unknown as Terminal;
}

import { expect, test } from "vitest";
import { shopRepository } from "../docs/shop-repository.ts";
import { bundledProgram, type Run, runProgram } from "./cli.ts";

const program = bundledProgram();

/** The shop, whose `web` was given up in staging while it had all the traffic for the first time. */
async function givenUp(verdict: "fail" | "inconclusive") {
  const shop = shopRepository();
  shop.commit("2026-03-01T09:00:00Z");
  const release = await shop.bake("ami-0c11e8f2a9b04d37e");
  await release.start();
  await release.pass();
  await release.abort(verdict);
  const immuc = (...words: readonly string[]): Promise<Run> => runProgram(program, words, { folder: shop.folder });
  return { shop, immuc };
}

const web = ["web", "-C", "shop", "--env", "staging"];

test("a first release that was given up says so, and how it goes on", async () => {
  const { immuc } = await givenUp("fail");
  const { stdout: status } = await immuc("rollout", "status", "-C", "shop");
  const generation = /^ {2}([0-9a-f]{12})/m.exec(status)?.[1] ?? "";
  const onward = `Prove ${generation} where it stands, or release another: immuc rollout run web --env staging -C shop --retry ${generation}`;
  expect(status).toMatch(/unproven, failed, weight 100, 20 instances\n/);
  expect(status).toContain(`\n  ${onward}\n`);
  const promoted = await immuc("promote", ...web);
  expect(promoted).toMatchObject({ code: 3, stdout: "" });
  expect(promoted.stderr).toContain("was given up, and nothing has proved it since");
  expect(promoted.stderr).toContain(onward);
  const unasked = await immuc("rollout", "run", ...web, "--dry-run");
  expect(unasked).toMatchObject({ code: 3, stdout: "" });
  expect(unasked.stderr).toContain(`ask for it by name: --retry ${generation}`);
  const retried = await immuc("rollout", "run", ...web, "--dry-run", "--retry", generation);
  expect(retried).toMatchObject({ code: 0 });
  expect(retried.stdout.match(/^# .*/gm)).toEqual([
    "# staging / web",
    "# environment.tfvars.json: every fleet where the ledger left it",
    `# web-01-weight-100.tfvars.json: ${generation}: weight 100, 20 instances`,
    "# records that the rollout begins; nothing is recorded where a plan before this fails",
    "# watch for 30m",
    "# judge by errors, slow",
    `# web-02-promote.tfvars.json: ${generation}: weight 100, 2 instances`,
  ]);
});

test("it is proved where it stands, with the size that it is to have since", async () => {
  const { shop, immuc } = await givenUp("inconclusive");
  shop.edit("infra/fleets.immu", "size      = 2..20", "size      = 3..30");
  const { stdout: plan } = await immuc("plan", "shop", "--env", "staging");
  expect(plan).toMatch(/first release of [0-9a-f]{12}, which has the traffic and is proved where it stands\n/);
  const dry = await immuc("rollout", "run", ...web, "--dry-run");
  expect(dry).toMatchObject({ code: 0 });
  expect(dry.stdout).toContain(": weight 100, 30 instances");
  expect(dry.stdout).not.toContain(": weight 0");
});

test("its proof is a rollout of its own, which ends with the promotion", async () => {
  const { shop, immuc } = await givenUp("inconclusive");
  const proof = await shop.bake("ami-0c11e8f2a9b04d37e");
  await proof.start();
  await proof.pass();
  await proof.pass();
  expect((await immuc("rollout", "status", "-C", "shop")).stdout).toMatch(
    / {2}stable, weight 100, 2 to 20 instances\n$/,
  );
  const { stdout: log } = await immuc("log", "-C", "shop", "web");
  expect(log).toMatch(/ started canary of web from nothing to [0-9a-f]{12}, 3 steps,/);
  expect(log).toMatch(/ started canary of web at [0-9a-f]{12}, 2 steps,/);
  expect((await immuc("build", "shop")).stdout).toMatch(/staging eu-west-1\n {2}web {5}[0-9a-f]{12} {2}live\n/);
});

import { expect } from "vitest";
import { mockShopMissing, testInShop } from "./support/mock-shop.ts";
import { describeWithTools } from "./support/tools.ts";
import { until } from "./support/until.ts";

const test = testInShop();

describeWithTools("a first release that is given up in a mock AWS", mockShopMissing(), () => {
  const limit = { timeout: 1_800_000 };
  const retry = (generation: string): string => `--retry=${generation.slice(0, 12)}`;
  let candidate = "";

  test("keeps the traffic that it has, and the ledger says so", limit, async ({ shop }) => {
    await shop.bake("1");
    const run = shop.driver.start("rollout", "run", "--env=prod", "--param=release=1", "--time-scale=20");
    await until(() => shop.fleet().rollout?.passed === 1);
    await until(async () => (await shop.weights())[0] === 100);
    const abort = await shop.operate("1", "rollout", "abort", "web", "--reason=the wrong one");
    expect(abort, abort.stderr).toMatchObject({ code: 0 });
    candidate = Object.keys(shop.fleet().state)[0] ?? "";
    const kept = `aborted, generation ${candidate.slice(0, 12)} keeps the traffic, as there is none to go back to`;
    expect(abort.stdout).toContain(`${kept}\n  Prove `);
    expect((await run.ended).stdout).toContain(kept);
    expect(shop.fleet()).toMatchObject({ stable: null, rollout: null });
    expect(shop.fleet().state[candidate]?.weight).toBe(100);
    expect(await shop.weights()).toEqual([100]);
    await shop.expectNoChanges("1");
  });

  test("is proved where it stands when it is asked for by name, once its alarm is quiet", limit, async ({ shop }) => {
    await shop.fire(candidate);
    const loud = await shop.operate("1", "rollout", "run", retry(candidate));
    expect(loud, loud.stderr).toMatchObject({ code: 3 });
    expect(loud.stdout).toContain("before step 1 (weight-100): errors (");
    await shop.calm(candidate);
    const quiet = await shop.operate("1", "rollout", "run", retry(candidate));
    expect(quiet, quiet.stdout + quiet.stderr).toMatchObject({ code: 0 });
    expect(shop.stable()).toBe(candidate);
    expect(shop.driver.events("prod").map(({ kind }) => kind)).toEqual([
      "baked",
      ...["started", "step_passed", "aborted"],
      ...["started", "aborted"],
      ...["started", "step_passed", "promoted"],
    ]);
    expect(await shop.weights()).toEqual([100]);
    await shop.expectNoChanges("1");
  });
});

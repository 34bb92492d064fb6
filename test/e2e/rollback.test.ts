import { expect } from "vitest";
import { mockShopMissing, operation, testInShop } from "./support/mock-shop.ts";
import { describeWithTools } from "./support/tools.ts";

const test = testInShop();

describeWithTools("rollouts that are cut short or taken back, in a mock AWS", mockShopMissing(), () => {
  const limit = { timeout: 1_800_000 };

  test("a first release", limit, async ({ shop }) => {
    await shop.bake("1");
    const run = await shop.operate("1", "rollout", "run");
    expect(run, run.stdout + run.stderr).toMatchObject({ code: 0 });
  });

  test("killed at any moment and resumed, a rollout ends where it would have", limit, async ({ shop }) => {
    await shop.bake("2");
    const before = shop.stable();
    let kills = 0;
    for (const pause of [9_000, 16_000, 24_000, 31_000, 38_000, 20_000, 27_000]) {
      const words = shop.fleet().rollout === null ? [] : ["--resume"];
      if (shop.stable() !== before && words.length === 0) break;
      const run = shop.driver.start(...operation("2", "rollout", "run", ...words));
      const timer = setTimeout(() => {
        kills++;
        run.kill();
      }, pause);
      await run.ended;
      clearTimeout(timer);
    }
    expect(kills).toBeGreaterThan(2);
    if (shop.fleet().rollout !== null) {
      const last = await shop.operate("2", "rollout", "run", "--resume");
      expect(last, last.stdout + last.stderr).toMatchObject({ code: 0 });
    }
    expect(shop.stable()).not.toBe(before);
    expect(Object.keys(shop.fleet().state)).toEqual([shop.stable()]);
    expect(await shop.weightOf(shop.stable())).toBe(100);
    expect(await shop.weights()).toEqual([100]);
    const starts = shop.driver
      .events("prod")
      .filter((event) => event.kind === "started" && event.generation === shop.stable());
    expect(starts).toHaveLength(1);
    await shop.expectNoChanges("2");
  });

  test(
    "a rollback is one apply while the machines stand, and starts them anew when they don't",
    limit,
    async ({ shop }) => {
      await shop.bake("3");
      const before = shop.stable();
      expect(await shop.operate("3", "rollout", "run", "--until-promoted")).toMatchObject({ code: 0 });
      const left = shop.stable();
      const plans = shop.driver.plans().length;
      // Terraform would destroy both groups, by a stack that is made from this.
      shop.edit((source) =>
        source.replace(/strategy = "canary".*?(?=\n {2}abort)/s, 'strategy = "rolling"  bake = 20m'),
      );
      const ready = await shop.operate("3", "rollback", "web", "--reason=slow");
      expect(ready, ready.stdout + ready.stderr).toMatchObject({ code: 0 });
      expect(ready.stderr).toContain("as the source has moved on since");
      shop.edit((source) => source);
      expect(shop.driver.plans().length - plans).toBe(1);
      expect(shop.stable()).toBe(before);
      expect(await shop.weightOf(before)).toBe(100);
      expect(await shop.weightOf(left)).toBe(0);
      await shop.expectNoChanges("3");

      shop.edit((source) => `${source}let x =\n`);
      const retired = await shop.operate("3", "retire", "web", left.slice(0, 12));
      expect(retired, retired.stdout + retired.stderr).toMatchObject({ code: 0 });
      expect(Object.keys(shop.fleet().state)).toEqual([before]);
      shop.edit((source) => source);
      await shop.expectNoChanges("3");

      const anew = await shop.operate("3", "rollback", "web", "--reason=slower");
      expect(anew, anew.stdout + anew.stderr).toMatchObject({ code: 0 });
      expect(shop.stable()).not.toBe(before);
      expect(await shop.weightOf(shop.stable())).toBe(100);
      await shop.expectNoChanges("3");
    },
  );

  test("what nothing needs may be pruned, and never what runs", limit, async ({ shop }) => {
    const run = await shop.driver.immuc("prune", "--param=release=3");
    expect(run, run.stderr).toMatchObject({ code: 0 });
    const live = shop.fleet().generations[shop.stable()]?.fingerprint ?? "";
    expect(run.stdout).not.toContain(live.slice(0, 12));
    expect((await shop.driver.immuc("ledger", "verify")).code).toBe(0);
  });

  test("no plan ever changed in place what a generation is made of", ({ shop }) => {
    const changes = shop.generationChanges();
    expect(changes).toContainEqual({ address: expect.stringContaining("aws_launch_template"), actions: "create" });
    expect(changes.filter(({ actions }) => !["no-op", "create", "delete", "read"].includes(actions))).toEqual([]);
  });
});

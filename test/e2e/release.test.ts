import { expect } from "vitest";
import { mockShopMissing, testInShop } from "./support/mock-shop.ts";
import { describeWithTools } from "./support/tools.ts";
import { until } from "./support/until.ts";

const test = testInShop();

describeWithTools("releases in a mock AWS", mockShopMissing(), () => {
  const limit = { timeout: 1_800_000 };

  test("a first release, after which a build changes nothing", limit, async ({ shop }) => {
    await shop.bake("1");
    expect(await shop.operate("1", "rollout", "run")).toMatchObject({ code: 0 });
    expect(shop.driver.events("prod").map(({ kind }) => kind)).toEqual([
      "baked",
      "started",
      "step_passed",
      "step_passed",
      "promoted",
    ]);
    expect(await shop.weights()).toEqual([100]);
    await shop.expectNoChanges("1");
    const again = await shop.operate("1", "rollout", "run");
    expect(again.stdout).toContain("is live, nothing to do");
  });

  test(
    "a release that lacks its image says so before it begins, and begins once that is there",
    limit,
    async ({ shop }) => {
      await shop.bake("2");
      const giveBack = await shop.hideImage();
      const before = shop.driver.events("prod");
      const run = await shop.operate("2", "rollout", "run");
      expect(run, run.stdout + run.stderr).toMatchObject({ code: 4, stdout: "" });
      expect(run.stderr).toMatch(
        / {2}with data\.aws_ami\.web_\w{12}\[0\],\n(.*\n)* {2}main\.immu:\d+:\d+ decides it\.\n/,
      );
      expect(run.stderr).toMatch(/\n {2}No rollout of fleet web has begun\.\n$/);
      expect(shop.driver.events("prod")).toEqual(before);
      expect(await shop.weights()).toEqual([100]);
      await giveBack();
    },
  );

  test("an alarm that fires on the way takes all traffic back, and is remembered", limit, async ({ shop }) => {
    const before = shop.stable();
    const run = shop.driver.start("rollout", "run", "--env=prod", "--param=release=2", "--time-scale=60");
    await until(() => (shop.fleet().rollout?.passed ?? 0) === 1);
    const candidate = shop.fleet().rollout?.generation ?? "";
    await until(async () => (await shop.weightOf(candidate)) === 10);
    await shop.fire(candidate);
    const ended = await run.ended;
    expect(ended, ended.stdout + ended.stderr).toMatchObject({ code: 3 });
    expect(ended.stdout).toContain("aborted");
    expect(ended.stdout).toContain("errors (");
    expect(ended.stdout).toContain("/immu/shop/prod/web");
    expect(await shop.weightOf(candidate)).toBe(0);
    expect(await shop.weightOf(before)).toBe(100);
    expect(shop.stable()).toBe(before);
    expect(shop.driver.events("prod").at(-1)).toMatchObject({ kind: "aborted", verdict: "fail" });
    await shop.expectNoChanges("2");
    const unasked = await shop.operate("2", "rollout", "run");
    expect(unasked).toMatchObject({ code: 3 });
    expect(unasked.stderr).toContain(`--retry ${candidate.slice(0, 12)}`);
    expect(shop.driver.events("prod").at(-1)).toMatchObject({ kind: "aborted" });
  });

  test("the next release takes the failed one away first, and passes", limit, async ({ shop }) => {
    await shop.bake("3");
    const run = await shop.operate("3", "rollout", "run");
    expect(run, run.stdout + run.stderr).toMatchObject({ code: 0 });
    expect(await shop.weights()).toEqual([100]);
    expect(await shop.weightOf(shop.stable())).toBe(100);
    expect(Object.keys(shop.fleet().state)).toEqual([shop.stable()]);
    await shop.expectNoChanges("3");
  });

  test("what lies outside of a generation is released alone", limit, async ({ shop }) => {
    shop.edit((source) => source.replace("size      = 2..2", "$&\n  logs { keep = 60d }"));
    const run = await shop.operate("3", "rollout", "run");
    expect(run, run.stdout + run.stderr).toMatchObject({ code: 0 });
    expect(run.stdout).toMatch(/^prod: 1 change applied beside the generations\nprod \/ web: .* is live\n$/);
    expect(run.stderr).toContain("update aws_cloudwatch_log_group.web");
    await shop.expectNoChanges("3");
    expect(shop.driver.events("prod").at(-1)).toMatchObject({ kind: "brought" });
    expect((await shop.operate("3", "rollout", "run")).stdout).toContain("is live, nothing to do");
  });

  test(
    "an alarm that fires while the old generation stays ready takes all traffic back to it",
    limit,
    async ({ shop }) => {
      shop.edit((source) => source);
      await shop.bake("4");
      const before = shop.stable();
      const run = shop.driver.start("rollout", "run", "--env=prod", "--param=release=4", "--time-scale=120");
      await until(() => shop.fleet().rollout?.phase === "settling");
      const candidate = shop.fleet().rollout?.generation ?? "";
      await shop.fire(candidate);
      const ended = await run.ended;
      expect(ended, ended.stdout + ended.stderr).toMatchObject({ code: 3 });
      expect(ended.stdout).toContain("rolled back");
      expect(ended.stdout).toContain("(drain): errors (");
      expect(await shop.weightOf(candidate)).toBe(0);
      expect(await shop.weightOf(before)).toBe(100);
      expect(shop.stable()).toBe(before);
      expect(shop.driver.events("prod").at(-1)).toMatchObject({ kind: "rolled_back", from: candidate, to: before });
      await shop.expectNoChanges("4");
    },
  );

  test("no plan ever changed in place what a generation is made of", ({ shop }) => {
    const changes = shop.generationChanges();
    expect(changes).toContainEqual({ address: expect.stringContaining("aws_launch_template"), actions: "create" });
    expect(changes.filter(({ actions }) => !["no-op", "create", "delete", "read"].includes(actions))).toEqual([]);
  });
});

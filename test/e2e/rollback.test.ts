import { afterAll, beforeAll, expect, test } from "vitest";
import { mockAwsMissing } from "./support/mock-aws.ts";
import { type MockShop, openMockShop, operation } from "./support/mock-shop.ts";
import { findTerraform, type TerraformTool } from "./support/terraform-tool.ts";
import { describeWithTools } from "./support/tools.ts";

const tool = findTerraform();

describeWithTools(
  "rollouts that are cut short or taken back, in a mock AWS",
  [typeof tool === "string" ? tool : null, mockAwsMissing()],
  () => {
    let shop: MockShop;

    beforeAll(async () => {
      shop = await openMockShop(tool as TerraformTool);
    }, 300_000);

    afterAll(() => shop?.close());

    // One account and one history: a test starts where the one before it ended.
    const limit = { timeout: 1_800_000 };

    test("a first release", limit, async () => {
      await shop.bake("1");
      const run = await shop.operate("1", "rollout", "run");
      expect(run, run.stdout + run.stderr).toMatchObject({ code: 0 });
    });

    test("killed at any moment and resumed, a rollout ends where it would have", limit, async () => {
      await shop.bake("2");
      const before = stable();
      let kills = 0;
      for (const pause of [9_000, 16_000, 24_000, 31_000, 38_000, 20_000, 27_000]) {
        const words = shop.fleet().rollout === null ? [] : ["--resume"];
        if (stable() !== before && words.length === 0) break;
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
      expect(stable()).not.toBe(before);
      expect(Object.keys(shop.fleet().state)).toEqual([stable()]);
      expect(await shop.weightOf(stable())).toBe(100);
      expect(await shop.weights()).toEqual([100]);
      const starts = shop.driver
        .events("prod")
        .filter((event) => event.kind === "started" && event.generation === stable());
      expect(starts).toHaveLength(1);
      await expectNoChanges("2");
    });

    test("a rollback is one apply while the machines stand, and starts them anew when they don't", limit, async () => {
      await shop.bake("3");
      const before = stable();
      expect(await shop.operate("3", "rollout", "run", "--until-promoted")).toMatchObject({ code: 0 });
      const left = stable();
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
      expect(stable()).toBe(before);
      expect(await shop.weightOf(before)).toBe(100);
      expect(await shop.weightOf(left)).toBe(0);
      await expectNoChanges("3");

      shop.edit((source) => `${source}let x =\n`);
      const retired = await shop.operate("3", "retire", "web", left.slice(0, 12));
      expect(retired, retired.stdout + retired.stderr).toMatchObject({ code: 0 });
      expect(Object.keys(shop.fleet().state)).toEqual([before]);
      shop.edit((source) => source);
      await expectNoChanges("3");

      const anew = await shop.operate("3", "rollback", "web", "--reason=slower");
      expect(anew, anew.stdout + anew.stderr).toMatchObject({ code: 0 });
      expect(stable()).not.toBe(before);
      expect(await shop.weightOf(stable())).toBe(100);
      await expectNoChanges("3");
    });

    test("what nothing needs may be pruned, and never what runs", limit, async () => {
      const run = await shop.driver.immuc("prune", "--param=release=3");
      expect(run, run.stderr).toMatchObject({ code: 0 });
      const live = shop.fleet().generations[stable()]?.fingerprint ?? "";
      expect(run.stdout).not.toContain(live.slice(0, 12));
      expect((await shop.driver.immuc("ledger", "verify")).code).toBe(0);
    });

    test("no plan ever changed in place what a generation is made of", () => {
      const changes = shop.generationChanges();
      expect(changes).toContainEqual({ address: expect.stringContaining("aws_launch_template"), actions: "create" });
      expect(changes.filter(({ actions }) => !["no-op", "create", "delete", "read"].includes(actions))).toEqual([]);
    });

    const stable = () => shop.fleet().stable ?? "";

    async function expectNoChanges(version: string): Promise<void> {
      const plan = await shop.planAgain(version);
      expect(plan.code, plan.stdout + plan.stderr).toBe(0);
    }
  },
);

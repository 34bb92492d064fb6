import { afterAll, beforeAll, expect, test } from "vitest";
import { mockAwsMissing } from "./support/mock-aws.ts";
import { type MockShop, openMockShop } from "./support/mock-shop.ts";
import { findTerraform, type TerraformTool } from "./support/terraform-tool.ts";
import { describeWithTools } from "./support/tools.ts";

const tool = findTerraform();

describeWithTools(
  "releases of a fleet that visitors stick to, in a mock AWS",
  [typeof tool === "string" ? tool : null, mockAwsMissing()],
  () => {
    let shop: MockShop;

    beforeAll(async () => {
      shop = await openMockShop(tool as TerraformTool, sticky);
    }, 300_000);

    afterAll(() => shop?.close());

    // One account and one history: a test starts where the one before it ended.
    const limit = { timeout: 1_800_000 };

    test(
      "who sticks to the generation before is served by it until it leaves the listener, with its machines",
      limit,
      async () => {
        await shop.bake("1");
        const first = await shop.operate("1", "rollout", "run");
        expect(first, first.stdout + first.stderr).toMatchObject({ code: 0 });
        await shop.bake("2");
        const before = stable();
        const planned = shop.driver.plans().length;
        const run = await shop.operate("2", "rollout", "run");
        expect(run, run.stdout + run.stderr).toMatchObject({ code: 0 });
        expect(stable()).not.toBe(before);
        const places = shop.driver
          .plans()
          .slice(planned)
          .map((plan) => placeOf(plan, before));
        expect(places.filter((place, at) => place !== places[at - 1])).toEqual([
          "listener, machines",
          "machines",
          "neither",
          "gone",
        ]);
        expect(await shop.weights()).toEqual([100]);
        await expectNoChanges("2");
      },
    );

    test("a rollback takes them from what is given up at once", limit, async () => {
      await shop.bake("3");
      const before = stable();
      const run = await shop.operate("3", "rollout", "run", "--until-promoted");
      expect(run, run.stdout + run.stderr).toMatchObject({ code: 0 });
      const left = stable();
      expect(left).not.toBe(before);
      const back = await shop.operate("3", "rollback", "web", "--reason=slow");
      expect(back, back.stdout + back.stderr).toMatchObject({ code: 0 });
      expect(stable()).toBe(before);
      expect(await shop.weightOf(before)).toBe(100);
      expect(await shop.weightOf(left)).toBeUndefined();
      expect(shop.fleet().state[left]).toMatchObject({ attached: false, desired: 2 });
      await expectNoChanges("3");
    });

    const stable = () => shop.fleet().stable ?? "";

    async function expectNoChanges(version: string): Promise<void> {
      const plan = await shop.planAgain(version);
      expect(plan.code, plan.stdout + plan.stderr).toBe(0);
    }
  },
);

/** Where a generation is by a plan. */
function placeOf(plan: unknown, generation: string): string {
  const { variables } = plan as { variables: { web: { value: Readonly<Record<string, Member>> } } };
  const { [generation.slice(0, 12)]: member } = variables.web.value;
  if (member === undefined) return "gone";
  return (
    [...(member.attached ? ["listener"] : []), ...(member.desired > 0 ? ["machines"] : [])].join(", ") || "neither"
  );
}

interface Member {
  readonly attached: boolean;
  readonly desired: number;
}

function sticky(source: string): string {
  return source
    .replace('health = "/healthz"', "$&  sticky = 20m")
    .replace(/strategy = "canary".*?(?=\n {2}abort)/s, 'strategy = "blue_green"  bake = 20m');
}

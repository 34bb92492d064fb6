import { expect } from "vitest";
import { mockShopMissing, testInShop } from "./support/mock-shop.ts";
import { describeWithTools } from "./support/tools.ts";

const test = testInShop(sticky);

describeWithTools("releases of a fleet that visitors stick to, in a mock AWS", mockShopMissing(), () => {
  const limit = { timeout: 1_800_000 };

  test(
    "who sticks to the generation before is served by it until it leaves the listener, with its machines",
    limit,
    async ({ shop }) => {
      await shop.bake("1");
      const first = await shop.operate("1", "rollout", "run");
      expect(first, first.stdout + first.stderr).toMatchObject({ code: 0 });
      await shop.bake("2");
      const before = shop.stable();
      const planned = shop.driver.plans().length;
      const run = await shop.operate("2", "rollout", "run");
      expect(run, run.stdout + run.stderr).toMatchObject({ code: 0 });
      expect(shop.stable()).not.toBe(before);
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
      await shop.expectNoChanges("2");
    },
  );

  test("a rollback takes them from what is given up at once", limit, async ({ shop }) => {
    await shop.bake("3");
    const before = shop.stable();
    const run = await shop.operate("3", "rollout", "run", "--until-promoted");
    expect(run, run.stdout + run.stderr).toMatchObject({ code: 0 });
    const left = shop.stable();
    expect(left).not.toBe(before);
    const back = await shop.operate("3", "rollback", "web", "--reason=slow");
    expect(back, back.stdout + back.stderr).toMatchObject({ code: 0 });
    expect(shop.stable()).toBe(before);
    expect(await shop.weightOf(before)).toBe(100);
    expect(await shop.weightOf(left)).toBeUndefined();
    expect(shop.fleet().state[left]).toMatchObject({ attached: false, desired: 2 });
    await shop.expectNoChanges("3");
  });
});

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

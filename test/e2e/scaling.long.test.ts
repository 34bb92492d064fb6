import { setTimeout as wait } from "node:timers/promises";
import { expect } from "vitest";
import { type MockShop, mockShopMissing, testInShop } from "./support/mock-shop.ts";
import { describeWithTools } from "./support/tools.ts";

const test = testInShop((source) =>
  source.replace("size      = 2..2", "size      = 2..5\n  scale { cpu = 60% }\n  load  { peak = 50% }"),
);

describeWithTools("a fleet that scales itself", mockShopMissing(), () => {
  // Longer than all of it takes, and shorter than the provider waits for machines that do not come.
  test("is released twice, though load comes in the middle of an apply, and the first generation is taken away", {
    timeout: 900_000,
  }, async ({ shop }) => {
    await shop.bake("1");
    expect(await shop.operate("1", "rollout", "run")).toMatchObject({ code: 0 });
    const first = shop.stable();
    await shop.bake("2");
    const [run] = await Promise.all([shop.operate("2", "rollout", "run"), growAsItIsHeld(shop, first)]);
    expect(run, run.stdout + run.stderr).toMatchObject({ code: 0 });
    const { state, stable } = shop.fleet();
    expect(stable).not.toBe(first);
    expect(Object.keys(state)).toEqual([stable]);
    expect(await shop.weights()).toEqual([100]);
  });
});

/** Gives a generation one machine more than it is to be held at, between the plan that says so and its apply. */
async function growAsItIsHeld(shop: MockShop, generation: string): Promise<void> {
  const heldAt = (): number | undefined =>
    (shop.driver.plans() as readonly Plan[])
      .flatMap(({ resource_changes = [] }) => resource_changes)
      .filter(({ address }) => address === `aws_autoscaling_group.web_${generation.slice(0, 12)}[0]`)
      .map(({ change: { before, after } }) => ({ before: before?.min_size ?? 0, after: after?.min_size ?? 0 }))
      .find(({ before, after }) => before > 0 && after > before)?.after;
  for (;;) {
    const held = heldAt();
    if (held !== undefined) return shop.grow(generation, held + 1);
    await wait(20);
  }
}

interface Plan {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly change: Readonly<Record<"before" | "after", { readonly min_size?: number } | null>>;
  }[];
}

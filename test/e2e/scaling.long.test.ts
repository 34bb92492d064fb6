import { expect } from "vitest";
import { mockShopMissing, testInShop } from "./support/mock-shop.ts";
import { describeWithTools } from "./support/tools.ts";

const test = testInShop((source) => source.replace("size      = 2..2", "size      = 2..3\n  scale { cpu = 60% }"));

describeWithTools("a fleet that scales itself", mockShopMissing(), () => {
  // Longer than all of it takes, and shorter than the provider waits for machines that do not come.
  test("is released twice, and the first generation is taken away without waiting for it", {
    timeout: 900_000,
  }, async ({ shop }) => {
    for (const version of ["1", "2"]) {
      await shop.bake(version);
      const run = await shop.operate(version, "rollout", "run");
      expect(run, run.stdout + run.stderr).toMatchObject({ code: 0 });
    }
    const { state, stable } = shop.fleet();
    expect(Object.keys(state)).toEqual([stable]);
    expect(await shop.weights()).toEqual([100]);
  });
});

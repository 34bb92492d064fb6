import { expect, test } from "vitest";
import { provisioningScripts } from "../../../src/emit/packer/scripts.ts";
import type { ImageDefinition } from "../../../src/plan/model.ts";
import { imageFixture } from "../../support/plan-fixture.ts";

test("the order in which a run's environment is written changes nothing, as it is not part of the fingerprint", () => {
  const scripts = (env: Readonly<Record<string, string>>) => {
    const { definition } = imageFixture();
    const run = { kind: "run", name: "setup", script: null, commands: ["true"], env } as const;
    return provisioningScripts({ ...definition, steps: [run] } satisfies ImageDefinition, new Map());
  };
  expect(scripts({ B: "2", A: "1" })).toEqual(scripts({ A: "1", B: "2" }));
});

import { expect, test } from "vitest";
import { sampleProject } from "../../../src/rollout/samples.ts";
import { codesOf } from "../../support/compile.ts";

const codes = (key: string): readonly string[] =>
  codesOf(sampleProject({ environment: `state { bucket = "shop-state"  key = "${key}" }` }));

test.each(["prod.tfstate", "shop/eu/prod.tfstate", "!_.*'()-"])("the state lies in %s", (key) =>
  expect(codes(key)).not.toContain("IMMU4002"),
);

// Terraform refuses to begin with these.
test.each(["/prod.tfstate", "shop/", "shop//prod.tfstate", ""])("no state lies in `%s`", (key) =>
  expect(codes(key)).toContain("IMMU4002"),
);

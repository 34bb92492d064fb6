import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { otherNodes } from "./support/other-nodes.ts";

const root = resolve(import.meta.dirname, "../..");

describe.each(otherNodes())("Node %i", (_, node) => {
  test("passes all tests that need no other tool", () => {
    const vitest = join(root, "node_modules/vitest/vitest.mjs");
    const { TEST_TOTALS: _, ...env } = process.env;
    const options = { cwd: root, env, encoding: "utf8", stdio: "pipe", maxBuffer: 1 << 26 } as const;
    const words = [vitest, "run", "--exclude", "test/e2e/**"];
    expect(execFileSync(node, words, options)).toMatch(/Test Files.* passed/);
  }, 1_800_000);
});

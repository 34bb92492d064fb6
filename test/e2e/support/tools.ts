import { describe } from "vitest";

/**
 * A suite that needs tools of the machine. Where one is missing it says so and is left out, but in CI it fails: there a
 * missing tool would be a check that nobody notices is gone.
 */
export function describeWithTools(title: string, missing: readonly (string | null)[], suite: () => void): void {
  const reasons = missing.filter((reason) => reason !== null);
  if (reasons.length === 0) {
    describe(title, suite);
    return;
  }
  if (process.env.CI !== undefined) throw new Error(`${title}: ${reasons.join("; ")}`);
  console.warn(`left out: ${title}: ${reasons.join("; ")}`);
  describe.skip(title, suite);
}

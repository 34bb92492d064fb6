import { expect, it } from "vitest";
import { totals } from "../../scripts/test-totals.ts";

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});

it("adds up reports", () => {
  const one = { testResults: [file("passed", "passed", "passed", "skipped"), file("failed", "passed", "failed")] };
  const other = { testResults: [file("passed", "passed")] };
  expect(totals([one, other])).toEqual({ passed: 4, failed: 1 });
});

it("counts a file that could not be run as a failure", () => {
  expect(totals([{ testResults: [file("failed")] }])).toEqual({ passed: 0, failed: 1 });
  expect(totals([{ testResults: [file("failed", "passed")] }])).toEqual({ passed: 1, failed: 1 });
});

it("does not call nothing a success", () => {
  expect(totals([])).toEqual({ passed: 0, failed: 1 });
});

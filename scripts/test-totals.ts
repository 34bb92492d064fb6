import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Prints `N passed, N failed` over the JSON reports of vitest in a folder. A file that could not be run at all counts
 * as one failure, as do no reports: what did not run has not passed.
 */
interface Report {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

export function totals(reports: readonly Report[]): { readonly passed: number; readonly failed: number } {
  const files = reports.flatMap((report) => report.testResults);
  const tests = files.flatMap((file) => file.assertionResults);
  const count = (status: string): number => tests.filter((test) => test.status === status).length;
  const notRun = files.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  return { passed: count("passed"), failed: count("failed") + notRun.length + (reports.length === 0 ? 1 : 0) };
}

const [, script, folder] = process.argv;
if (script === import.meta.filename && folder !== undefined) {
  const reports = readdirSync(folder).map((name): Report => JSON.parse(readFileSync(join(folder, name), "utf8")));
  const { passed, failed } = totals(reports);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

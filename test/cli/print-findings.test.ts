import { expect, test } from "vitest";
import { printFindings } from "../../src/cli/project/print-findings.ts";
import { processTerminal } from "../../src/cli/terminal.ts";
import { compileFiles } from "../support/compile.ts";

test("says that there may be more where no more are told of a file", async () => {
  expect(await lastLine(["first", "second"])).toBe(
    "2 errors; `immuc explain IMMU2011` says more about the first error",
  );
  expect(await lastLine(Array.from({ length: 1200 }, (_, index) => `name${index}`))).toBe(
    "1000 errors (no more are told of one file); `immuc explain IMMU2011` says more about the first error",
  );
  expect(await lastLine(Array.from({ length: 1200 }, () => "name"))).toBe(
    "1 error (no more are told of one file); `immuc explain IMMU2011` says more",
  );
});

/** What is said last of a source that uses names which nothing has. */
async function lastLine(names: readonly string[]): Promise<string | undefined> {
  const { diagnostics, sources } = compileFiles(`let all = [${names.join(", ")}]\n`);
  const errors = diagnostics.filter(({ level }) => level === "error");
  const written: string[] = [];
  const stream = { isTerminal: false, columns: undefined, write: (text: string) => void written.push(text) };
  await printFindings(await processTerminal([], stream, stream), errors, sources, "/");
  return written.join("").trimEnd().split("\n").at(-1);
}

import { expect, test } from "vitest";
import { printFindings, printProblems } from "../../src/cli/project/print-findings.ts";
import { processTerminal, type Terminal } from "../../src/cli/terminal.ts";
import { peakUnstatedFinding } from "../../src/rollout/rules/peak-unstated.ts";
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

test("problems are shown, and notes are counted", async () => {
  const { diagnostics, sources } = compileFiles(peakUnstatedFinding.samples.failing);
  const levels = diagnostics.map(({ level }) => level);
  expect(levels).toContain("info");
  const written = await printed((terminal) => printProblems(terminal, diagnostics, sources, "/"));
  for (const { level, message } of diagnostics) expect(written.includes(message)).toBe(level !== "info");
  expect(written.trimEnd().split("\n").at(-1)).toBe("1 note, as `immuc check` shows");
});

/** What is said last of a source that uses names which nothing has. */
async function lastLine(names: readonly string[]): Promise<string | undefined> {
  const { diagnostics, sources } = compileFiles(`let all = [${names.join(", ")}]\n`);
  const errors = diagnostics.filter(({ level }) => level === "error");
  const written = await printed((terminal) => printFindings(terminal, errors, sources, "/"));
  return written.trimEnd().split("\n").at(-1);
}

/** What is written to a terminal that is none, messages and all. */
async function printed(print: (terminal: Terminal) => Promise<unknown>): Promise<string> {
  const written: string[] = [];
  const stream = { isTerminal: false, columns: undefined, write: (text: string) => void written.push(text) };
  await print(await processTerminal([], stream, stream));
  return written.join("");
}

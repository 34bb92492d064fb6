import { describe, expect, test } from "vitest";
import type { BuildRecord } from "../../../src/release/ledger/entry.ts";
import { emptyLedger, type Ledger, renderEntry } from "../../../src/release/ledger/ledger.ts";
import { verifyLedger } from "../../../src/release/ledger/verify.ts";
import { findReleases, latestBuild, releaseName, releasesOf } from "../../../src/release/replay/find-release.ts";
import { historyAt } from "../../../src/release/replay/history-at.ts";
import { append, baked, context, generation, hex, passed, promoted, started } from "../ledger/samples.ts";

const build: BuildRecord = {
  compiler: "1.2.3",
  entry: "main.immu",
  params: { release: "1.4.2" },
  history: { prod: 1 },
  manifest: hex("7"),
};

/** One release that records its build, and a second one that does not. */
function released(): Ledger {
  const withImage = append(emptyLedger("prod"), baked());
  const first = started(withImage, "1", { build });
  const after = append(withImage, first, passed(first, 1), passed(first, 2), promoted(first));
  return append(after, started(after, "2", { plan: hex("2") }));
}

test("what a release was built from is part of its entry, which verifies", () => {
  const { entries } = released();
  const verified = verifyLedger("prod", new TextEncoder().encode(entries.map(renderEntry).join("")));
  expect(verified.kind).toBe("sound");
  expect(releasesOf(released()).map(({ event }) => event.build ?? null)).toEqual([build, null]);
  const forged = entries.map(renderEntry).join("").replace('"release":"1.4.2"', '"release":"1.4.3"');
  expect(verifyLedger("prod", new TextEncoder().encode(forged)).kind).toBe("broken");
});

test("what an environment was brought to last is told by its latest start, or by what was brought alone since", () => {
  expect(latestBuild(append(emptyLedger("prod"), baked()))).toBeNull();
  expect(latestBuild(released())).toMatchObject({ sequence: 6, event: { kind: "started" } });
  const brought = append(released(), { kind: "brought", ...context, commit: "c".repeat(40), build });
  expect(brought.live).toEqual(released().live);
  expect(latestBuild(brought)).toMatchObject({ sequence: 7, event: { kind: "brought", build } });
  expect(releasesOf(brought).map(({ sequence }) => sequence)).toEqual([2, 6]);
});

describe("a release is found", () => {
  const names = (word: string): readonly string[] => findReleases([released()], word).map(releaseName);

  test.each([
    ["its entry", "prod:2", ["prod:2"]],
    ["its generation", generation("2").slice(0, 8), ["prod:6"]],
    ["its manifest", hex("7").slice(0, 12), ["prod:2"]],
    ["nothing: another entry", "prod:1", []],
    ["nothing: another environment", "staging:2", []],
    ["nothing: too few digits to mean one", "7", []],
  ])("by %s", (_, word, found) => {
    expect(names(word)).toEqual(found);
  });

  test("by what several have, as several", () => {
    const again = released();
    expect(findReleases([again, again], "prod:2")).toHaveLength(2);
  });
});

test("the history is folded up to where the build had read it, and is told where it does not reach", () => {
  const ledger = released();
  const { environments, heads, short } = historyAt([ledger], { prod: 1, staging: 3 });
  expect(environments.map(({ fleets, images }) => [Object.keys(fleets), Object.keys(images)])).toEqual([
    [[], [hex("a")]],
  ]);
  expect(heads).toEqual({ prod: { sequence: 1, digest: ledger.entries[0]?.digest } });
  expect(short).toEqual(["staging"]);
  expect(historyAt([ledger], { prod: 5 }).environments[0]?.fleets.web?.stable).toBe(generation("1"));
});

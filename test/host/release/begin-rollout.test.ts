import { describe, expect, test } from "vitest";
import { EnvironmentFault } from "../../../src/host/fault.ts";
import { beginRollout, type Start } from "../../../src/host/release/begin-rollout.ts";
import { driveRollout } from "../../../src/host/release/drive-rollout.ts";
import { ReleaseRefused } from "../../../src/host/release/world.ts";
import { fleetOf } from "../../../src/release/ledger/state.ts";
import { Died, type FakeOptions, fakeWorld } from "./fake-world.ts";
import { options, type Ready, ready, readyWithLeftover, startWith } from "./ready.ts";

test("the plan that a rollout begins with is the one that its first step applies", async () => {
  const { world, planned, start } = await open(ready({}));
  const begun = await beginRollout(world.world, start, options);
  expect(planned).toEqual(["01-create"]);
  expect(world.moves.map(({ state }) => state)).toEqual([start.event.steps[0]?.state]);
  expect(begun).toMatchObject({ step: 1, found: false });
  expect(await driveRollout(world.world, options, begun)).toEqual({ kind: "completed" });
  expect(planned).toEqual(start.event.steps.map(({ name }, index) => `${String(index + 1).padStart(2, "0")}-${name}`));
});

describe("where its first step can't be planned, no rollout begins", () => {
  test.each<[string, Partial<FakeOptions>, new (message: string) => Error, string]>([
    ["as Terraform fails", { faults: new Map([[0, "fail"]]) }, EnvironmentFault, "AWS did not answer"],
    ["as it would do more", { refuses: () => true }, ReleaseRefused, "the plan for 01-create does more"],
  ])("%s", async (_, changes, kind, why) => {
    const { world, start } = await open(ready({}), changes);
    const before = world.ledger();
    const begun = beginRollout(world.world, start, options);
    await expect(begun).rejects.toThrow(kind);
    await expect(begun).rejects.toThrow(`${why}\n  No rollout of fleet web has begun.`);
    expect(world.ledger()).toBe(before);
    expect(world.moves).toEqual([]);
  });

  test("and what was brought beside it is recorded alone", async () => {
    const { world, start } = await open(ready({}), { refuses: () => true });
    const build = { compiler: "0.0.0", entry: "main.immu", params: {}, history: {}, manifest: "c".repeat(64) };
    const bring: Start["bring"] = async () => ({ kind: "brought", build });
    await expect(beginRollout(world.world, { ...start, bring }, options)).rejects.toThrow("does more");
    expect(world.ledger().entries.at(-1)?.event).toMatchObject({ kind: "brought", build });
    expect(fleetOf(world.ledger().live, "web").rollout).toBeNull();
  });

  test("nor does one that was interrupted while it was planned", async () => {
    const { world, start } = await open(ready({}));
    const before = world.ledger();
    const signal = AbortSignal.abort(new Error("interrupted"));
    await expect(beginRollout(world.world, start, { ...options, signal })).rejects.toThrow(/^interrupted$/);
    expect(world.ledger()).toBe(before);
  });
});

test("where the ledger has no place for it any more, Terraform is not asked", async () => {
  const { world, planned, start } = await open(ready({}));
  const judge = (): never => {
    throw new ReleaseRefused("it is being rolled out");
  };
  await expect(beginRollout(world.world, { ...start, judge }, options)).rejects.toThrow(/^it is being rolled out$/);
  expect(planned).toEqual([]);
});

test("killed once it is recorded, it goes on as any other", async () => {
  const { world, planned, start } = await open(ready({}), { faults: new Map([[1, "die-after"]]) });
  await expect(beginRollout(world.world, start, options)).rejects.toThrow(Died);
  expect(fleetOf(world.ledger().live, "web").rollout).toMatchObject({ plan: start.event.plan, passed: 0 });
  expect(world.moves).toEqual([]);
  expect(await driveRollout(world.world, options)).toEqual({ kind: "completed" });
  expect(planned.slice(0, 2)).toEqual(["01-create", "01-create"]);
});

describe("what an earlier rollout left goes first", () => {
  test("and the step that makes the generation is planned before anything is recorded", async () => {
    const { world, planned, start } = await open(readyWithLeftover());
    await beginRollout(world.world, start, options);
    expect(planned).toEqual(["04-create", "01-leftover-drain"]);
    expect(world.moves.map(({ state }) => state)).toEqual([start.event.steps[0]?.state]);
  });

  test("which stays where that can't be planned", async () => {
    const { world, start } = await open(readyWithLeftover(), { refuses: (name) => name === "04-create" });
    const before = world.ledger();
    await expect(beginRollout(world.world, start, options)).rejects.toThrow("the plan for 04-create does more");
    expect(world.ledger()).toBe(before);
  });
});

/** A world that is ready for a start, and the names of what is planned in it. */
async function open(readiness: Promise<Ready>, changes: Partial<FakeOptions> = {}) {
  const { fake, start } = await readiness;
  const world = fakeWorld({ ...fake, ...changes });
  const planned: string[] = [];
  const { plan } = world.world;
  const noted: typeof plan = (name, ...rest) => {
    planned.push(name);
    return plan(name, ...rest);
  };
  return { world: { ...world, world: { ...world.world, plan: noted } }, planned, start: startWith(start) };
}

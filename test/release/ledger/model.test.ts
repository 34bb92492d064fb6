import fc from "fast-check";
import { expect, test } from "vitest";
import type { EventOf, LedgerEvent } from "../../../src/release/ledger/entry.ts";
import { appendEntry, emptyLedger, foldLedger, type Ledger, renderEntry } from "../../../src/release/ledger/ledger.ts";
import { verifyLedger } from "../../../src/release/ledger/verify.ts";
import { reachableImages } from "../../../src/release/query/images.ts";
import { rollbackCandidates } from "../../../src/release/query/rollback.ts";
import { aborted, backTo, baked, because, context, generation, hex, passed, promoted, started } from "./samples.ts";

/**
 * What one fleet with three generations should do, in as few words as possible. Generation `n` runs image `n`.
 * `step`: how many steps of the rollout passed; a first release has two, every other three.
 */
interface Model {
  baked: Set<string>;
  revoked: Set<string>;
  failed: Set<string>;
  wasStable: Set<string>;
  stable: string | null;
  rollout: { to: string; first: boolean; step: number; promoted: boolean } | null;
}

interface Real {
  ledger: Ledger;
  start: EventOf<"started"> | null;
  text: string;
  plans: number;
}

/** The generations, by the letter of their image. */
const letters = ["a", "b", "c"] as const;
const digestOf = (letter: string): string => generation("1", hex(letter));

/** Tries an event; what becomes of it must be what the model says, and what was written must stay. */
function attempt(real: Real, event: LedgerEvent, lawful: boolean): boolean {
  const before = JSON.stringify(real.ledger);
  const result = appendEntry(real.ledger, event);
  expect(JSON.stringify(real.ledger)).toBe(before);
  expect([event.kind, result.kind === "appended"]).toEqual([event.kind, lawful]);
  if (result.kind !== "appended") return false;
  real.ledger = result.ledger;
  real.text += result.line;
  const verified = verifyLedger("prod", new TextEncoder().encode(real.text));
  expect(verified).toMatchObject({ kind: "sound", ledger: { live: real.ledger.live } });
  expect(real.ledger.entries.map(renderEntry).join("")).toBe(real.text);
  expect(foldLedger("prod", real.ledger.entries)).toEqual(real.ledger.live);
  return true;
}

function agree(model: Model, real: Real): void {
  const fleet = real.ledger.live.fleets.web;
  expect(fleet?.stable ?? null).toBe(model.stable === null ? null : digestOf(model.stable));
  expect(fleet?.rollout?.passed ?? null).toBe(model.rollout?.step ?? null);
  const failed = letters.filter((letter) => fleet?.generations[digestOf(letter)]?.failed === true);
  expect(failed).toEqual(letters.filter((letter) => model.failed.has(letter)));
  const candidates = rollbackCandidates(real.ledger.live, "web").map(({ generation: one }) => one.generation);
  const expected = letters.filter(
    (letter) =>
      model.wasStable.has(letter) && letter !== model.stable && !model.failed.has(letter) && !model.revoked.has(letter),
  );
  expect([...candidates].sort()).toEqual(expected.map(digestOf).sort());
  const reachable = reachableImages([real.ledger.live], () => 0, []);
  if (model.stable !== null) expect(reachable.get(hex(model.stable))).toBe("live");
  if (model.rollout !== null) expect(reachable.get(hex(model.rollout.to))).toBe("live");
}

type Command = fc.Command<Model, Real>;
const command = (name: string, run: (model: Model, real: Real) => void): Command => ({
  check: () => true,
  run: (model, real) => {
    run(model, real);
    agree(model, real);
  },
  toString: () => name,
});

const bake = (letter: string): Command =>
  command(`bake ${letter}`, (model, real) => {
    const lawful = !model.baked.has(letter);
    if (attempt(real, baked(hex(letter), `ami-0${letter}`), lawful)) model.baked.add(letter);
  });

const begin = (letter: string, retry: boolean): Command =>
  command(`begin ${letter}${retry ? " again" : ""}`, (model, real) => {
    const start = started(real.ledger, "1", { fingerprint: hex(letter), plan: digestOf(`${real.plans++}`), retry });
    const lawful =
      (model.rollout === null || model.rollout.promoted) &&
      model.stable !== letter &&
      model.baked.has(letter) &&
      !model.revoked.has(letter) &&
      (retry || !model.failed.has(letter));
    if (model.stable === letter) return;
    if (!attempt(real, start, lawful)) return;
    real.start = start;
    model.rollout = { to: letter, first: model.stable === null, step: 0, promoted: false };
  });

const pass = (step: number): Command =>
  command(`pass ${step}`, (model, real) => {
    if (real.start === null) return;
    const { rollout } = model;
    const lawful =
      rollout !== null &&
      step === rollout.step + 1 &&
      step <= (rollout.first ? 2 : 3) &&
      (step < 3 || rollout.promoted) &&
      (rollout.promoted || !model.revoked.has(rollout.to));
    if (!attempt(real, passed(real.start, step), lawful) || rollout === null) return;
    rollout.step = step;
    if (rollout.promoted && step === 3) model.rollout = null;
  });

const promote = command("promote", (model, real) => {
  if (real.start === null) return;
  const { rollout } = model;
  const lawful = rollout !== null && !rollout.promoted && rollout.step === 2 && !model.revoked.has(rollout.to);
  if (!attempt(real, promoted(real.start), lawful) || rollout === null) return;
  model.stable = rollout.to;
  model.wasStable.add(rollout.to);
  model.failed.delete(rollout.to);
  if (rollout.first) model.rollout = null;
  else rollout.promoted = true;
});

const abort = (verdict: "fail" | "inconclusive"): Command =>
  command(`abort: ${verdict}`, (model, real) => {
    if (real.start === null) return;
    const { rollout } = model;
    const lawful = rollout !== null && !rollout.promoted;
    if (!attempt(real, aborted(real.start, verdict), lawful) || rollout === null) return;
    if (verdict === "fail") model.failed.add(rollout.to);
    model.rollout = null;
  });

const rollBack = (letter: string): Command =>
  command(`roll back to ${letter}`, (model, real) => {
    if (model.stable === null) return;
    const [from, to] = [digestOf(model.stable), digestOf(letter)];
    const known = new Set([to, ...Object.keys(real.ledger.live.fleets.web?.state ?? {})]);
    const state = Object.fromEntries(Object.entries(backTo(to, from)).filter(([digest]) => known.has(digest)));
    const lawful =
      (model.rollout === null || model.rollout.promoted) &&
      letter !== model.stable &&
      model.wasStable.has(letter) &&
      !model.failed.has(letter) &&
      !model.revoked.has(letter);
    const twice = real.ledger.live.fleets.web?.finished;
    if (twice?.kind === "rolled_back" && twice.from === from && twice.to === to) return;
    if (!attempt(real, { kind: "rolled_back", ...because, fleet: "web", from, to, state }, lawful)) return;
    model.failed.add(model.stable);
    model.stable = letter;
    model.rollout = null;
  });

const revoke = (letter: string): Command =>
  command(`revoke ${letter}`, (model, real) => {
    const lawful = model.baked.has(letter) && !model.revoked.has(letter);
    const subject = { kind: "image", fingerprint: hex(letter) } as const;
    if (attempt(real, { kind: "revoked", ...because, subject }, lawful)) model.revoked.add(letter);
  });

/** What a person would do next. Left to chance alone, hardly any rollout would come to its end. */
const goOn = command("go on", (model, real) => {
  const { rollout } = model;
  if (rollout === null) return;
  const due = rollout.step === 2 && !rollout.promoted ? promote : pass(rollout.step + 1);
  due.run(model, real);
});

const finish = command("finish", (model, real) => {
  for (let step = 0; step < 4; step++) goOn.run(model, real);
});

const retireStable = command("retire the stable one", (model, real) => {
  if (model.stable === null) return;
  const state = real.ledger.live.fleets.web?.state ?? {};
  attempt(real, { kind: "retired", ...context, fleet: "web", generation: digestOf(model.stable), state }, false);
});

test("whatever is tried, the ledger does what the model says", () => {
  const commands = [
    ...letters.flatMap((letter) => [
      fc.constant(bake(letter)),
      fc.boolean().map((retry) => begin(letter, retry)),
      fc.constant(rollBack(letter)),
    ]),
    ...[1, 2, 3].map((step) => fc.constant(pass(step))),
    ...[promote, retireStable, goOn, goOn, goOn, finish, finish, finish].map((one) => fc.constant(one)),
    fc.constantFrom("fail" as const, "inconclusive" as const).map(abort),
    fc.constantFrom(...letters).map(revoke),
  ];
  const reached = { promoted: 0, rolledBack: 0, aborted: 0 };
  fc.assert(
    fc.property(fc.commands(commands, { maxCommands: 60, size: "max" }), (run) => {
      const real: Real = { ledger: emptyLedger("prod"), start: null, text: "", plans: 0 };
      const model: Model = {
        baked: new Set(),
        revoked: new Set(),
        failed: new Set(),
        wasStable: new Set(),
        stable: null,
        rollout: null,
      };
      fc.modelRun(() => ({ model, real }), run);
      for (const { event } of real.ledger.entries) {
        if (event.kind === "promoted") reached.promoted++;
        if (event.kind === "rolled_back") reached.rolledBack++;
        if (event.kind === "aborted") reached.aborted++;
      }
    }),
    { numRuns: 300 },
  );
  // A model that never gets anywhere proves nothing.
  expect(reached.promoted).toBeGreaterThan(20);
  expect(reached.aborted).toBeGreaterThan(20);
  // Seldom: some tries of three hundred have but three.
  expect(reached.rolledBack).toBeGreaterThan(0);
});

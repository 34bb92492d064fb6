import { describe, expect, test } from "vitest";
import { emptyLedger } from "../../../src/release/ledger/ledger.ts";
import {
  aborted,
  append,
  backTo,
  baked,
  because,
  context,
  generation,
  hex,
  lawOf,
  passed,
  promoted,
  released,
  started,
} from "./samples.ts";

const empty = append(emptyLedger("prod"), baked());

describe("baked", () => {
  test("one fingerprint is one image in a region", () => {
    expect(lawOf(empty, baked())).toBe("already");
    expect(lawOf(empty, baked(hex("a"), "ami-0b"))).toBe("one-image-a-fingerprint");
    expect(lawOf(empty, { ...baked(), amis: { "us-east-1": "ami-0c" } })).toBe("lawful");
    expect(lawOf(empty, { ...baked(hex("b")), amis: {} })).toBe("image-exists");
  });

  test("a revoked one is not baked again, a pruned one may be", () => {
    const revoked = append(empty, { kind: "revoked", ...because, subject: { kind: "image", fingerprint: hex("a") } });
    expect(lawOf(revoked, { ...baked(), amis: { "us-east-1": "ami-0c" } })).toBe("never-revoked");
    const pruned = append(empty, { kind: "pruned", ...context, fingerprint: hex("a") });
    expect(lawOf(pruned, baked(hex("a"), "ami-0b"))).toBe("lawful");
    expect(lawOf(pruned, started(pruned, "1"))).toBe("image-exists");
  });
});

describe("started", () => {
  test("needs a baked image", () => {
    expect(lawOf(emptyLedger("prod"), started(emptyLedger("prod"), "1"))).toBe("image-exists");
    expect(lawOf(empty, started(empty, "1"))).toBe("lawful");
  });

  test("one at a time, and the same one is known", () => {
    const start = started(empty, "1");
    const under = append(empty, start);
    expect(lawOf(under, start)).toBe("already");
    expect(lawOf(under, started(under, "2", { plan: hex("2") }))).toBe("one-rollout-a-fleet");
  });

  test("is for the state that the fleet is in", () => {
    const ledger = released("1");
    const start = started(ledger, "2");
    expect(lawOf(ledger, { ...start, before: {} })).toBe("current-plan");
    expect(lawOf(ledger, { ...start, from: hex("9") })).toBe("current-plan");
    expect(lawOf(released("1", "2"), start)).toBe("current-plan");
  });

  test("its path proves something, in order, with whole shares of known generations", () => {
    const start = started(empty, "1");
    const [create, shift] = start.steps;
    if (create === undefined || shift === undefined) throw new Error("the sample has two steps");
    const retire = { ...create, phase: "retire" as const };
    expect(lawOf(empty, { ...start, steps: [retire] })).toBe("phases-in-order");
    expect(lawOf(empty, { ...start, steps: [create, retire, shift] })).toBe("phases-in-order");
    expect(lawOf(empty, { ...start, steps: [{ ...create, state: {} }] })).toBe("known-generations");
    const stranger = {
      [start.generation]: { attached: true, weight: 100, min: 1, max: 1, desired: 1 },
      [hex("9")]: { attached: true, weight: 0, min: 1, max: 1, desired: 1 },
    };
    expect(lawOf(empty, { ...start, steps: [create, { ...shift, state: stranger }] })).toBe("known-generations");
    const half = { [start.generation]: { attached: true, weight: 50, min: 1, max: 1, desired: 1 } };
    expect(lawOf(empty, { ...start, steps: [create, { ...shift, state: half }] })).toBe("whole-shares");
  });

  test("not towards what failed, unless asked by name; an inconclusive one may be tried again", () => {
    const ledger = released("1");
    const start = started(ledger, "2");
    const failed = append(ledger, start, aborted(start));
    expect(lawOf(failed, started(failed, "2"))).toBe("failed-before");
    expect(lawOf(failed, started(failed, "2", { retry: true }))).toBe("lawful");
    const open = append(ledger, start, aborted(start, "inconclusive"));
    expect(lawOf(open, started(open, "2"))).toBe("lawful");
  });

  test("not towards what is revoked", () => {
    const ledger = append(released("1", "2"), {
      kind: "revoked",
      ...because,
      subject: { kind: "generation", fleet: "web", generation: generation("1") },
    });
    expect(lawOf(ledger, started(ledger, "1"))).toBe("never-revoked");
  });

  test("a rollout that only sees the old generation out gives way", () => {
    const ledger = released("1");
    const start = started(ledger, "2");
    const settling = append(ledger, start, passed(start, 1), passed(start, 2), promoted(start));
    expect(lawOf(settling, started(settling, "3", { plan: hex("3") }))).toBe("lawful");
  });

  test("one to the stable generation settles it, without another promotion", () => {
    const ledger = released("1");
    const stable = generation("1");
    const state = ledger.live.fleets.web?.state ?? {};
    const settle = started(ledger, "1", {
      plan: hex("5"),
      steps: [{ name: "settle", phase: "promoted", judged: false, state }],
    });
    const settling = append(ledger, settle);
    expect(settling.live.fleets.web?.rollout?.phase).toBe("settling");
    const settled = append(settling, passed(settle, 1));
    expect(settled.live.fleets.web).toMatchObject({ stable, rollout: null });
  });
});

describe("a rollout under way", () => {
  const ledger = released("1");
  const start = started(ledger, "2");
  const under = append(ledger, start);

  test("no step of a rollout that was not started", () => {
    expect(lawOf(ledger, passed(start, 1))).toBe("rollout-under-way");
    expect(lawOf(ledger, promoted(start))).toBe("rollout-under-way");
    expect(lawOf(ledger, aborted(start))).toBe("rollout-under-way");
    expect(lawOf(under, { ...passed(start, 1), plan: hex("7") })).toBe("current-plan");
  });

  test("steps pass in order, once, as planned, judged", () => {
    expect(lawOf(under, passed(start, 2))).toBe("steps-in-order");
    expect(lawOf(under, passed(start, 9))).toBe("steps-in-order");
    expect(lawOf(under, { ...passed(start, 1), state: {} })).toBe("state-as-planned");
    const one = append(under, passed(start, 1));
    expect(lawOf(one, passed(start, 1))).toBe("already");
    expect(lawOf(one, { ...passed(start, 2), verdict: "unjudged" })).toBe("verdict-given");
    const two = append(one, passed(start, 2));
    expect(lawOf(two, passed(start, 3))).toBe("promote-first");
  });

  test("promoted after the last step that proves it", () => {
    const one = append(under, passed(start, 1));
    expect(lawOf(one, promoted(start))).toBe("last-step-first");
    const two = append(one, passed(start, 2));
    expect(lawOf(two, { ...promoted(start), generation: hex("9") })).toBe("known-generations");
    const done = append(two, promoted(start));
    expect(lawOf(done, promoted(start))).toBe("already");
    const settled = append(done, passed(start, 3));
    expect(lawOf(settled, promoted(start))).toBe("already");
    expect(lawOf(settled, passed(start, 3))).toBe("already");
    expect(settled.live.fleets.web).toMatchObject({ stable: generation("2"), rollout: null });
  });

  test("aborted to what was planned, with a reason, and only before the promotion", () => {
    expect(lawOf(under, { ...aborted(start), reason: null })).toBe("reason-given");
    expect(lawOf(under, { ...aborted(start), state: {} })).toBe("state-as-planned");
    const over = append(under, aborted(start));
    expect(lawOf(over, aborted(start))).toBe("already");
    expect(over.live.fleets.web).toMatchObject({ stable: generation("1"), rollout: null });
    const done = append(under, passed(start, 1), passed(start, 2), promoted(start));
    expect(lawOf(done, aborted(start))).toBe("abort-before-promotion");
  });

  test("only an abort is left once the candidate's image is revoked", () => {
    const revoked = append(under, { kind: "revoked", ...because, subject: { kind: "image", fingerprint: hex("a") } });
    expect(lawOf(revoked, passed(start, 1))).toBe("never-revoked");
    expect(lawOf(revoked, aborted(start))).toBe("lawful");
  });
});

describe("rolled back", () => {
  const one = generation("1");
  const two = generation("2");
  const ledger = released("1", "2");
  const back = { kind: "rolled_back", ...because, fleet: "web", from: two, to: one, state: backTo(one, two) } as const;

  test("to a generation that was stable, with all traffic and a reason", () => {
    expect(lawOf(ledger, { ...back, reason: null })).toBe("reason-given");
    expect(lawOf(ledger, { ...back, state: backTo(two, one) })).toBe("all-traffic-back");
    expect(lawOf(ledger, { ...back, to: hex("9") })).toBe("promoted-once");
    expect(lawOf(ledger, { ...back, to: two })).toBe("something-to-do");
    expect(lawOf(ledger, { ...back, from: one })).toBe("current-plan");
    const done = append(ledger, back);
    expect(lawOf(done, back)).toBe("already");
    expect(done.live.fleets.web?.stable).toBe(one);
    expect(lawOf(done, { ...back, from: one, to: two, state: backTo(two, one) })).toBe("failed-before");
  });

  test("not to a revoked or pruned one, and not during a rollout", () => {
    const revoke = {
      kind: "revoked",
      ...because,
      subject: { kind: "generation", fleet: "web", generation: one },
    } as const;
    expect(lawOf(append(ledger, revoke), back)).toBe("never-revoked");
    const start = started(ledger, "3", { plan: hex("3") });
    expect(lawOf(append(ledger, start), back)).toBe("abort-first");
  });
});

describe("between rollouts", () => {
  const ledger = released("1", "2");
  const stable = generation("2");
  const state = ledger.live.fleets.web?.state ?? {};

  test("capacity may change, shares may not", () => {
    const bigger = { [stable]: { attached: true, weight: 100, min: 4, max: 8, desired: 4 } };
    expect(lawOf(ledger, { kind: "resized", ...context, fleet: "web", state: bigger })).toBe("lawful");
    expect(lawOf(ledger, { kind: "resized", ...context, fleet: "web", state })).toBe("already");
    expect(lawOf(ledger, { kind: "resized", ...context, fleet: "web", state: {} })).toBe("capacity-alone");
  });

  test("the stable generation is never retired, a drained one may be", () => {
    const retire = { kind: "retired", ...context, fleet: "web", state } as const;
    expect(lawOf(ledger, { ...retire, generation: stable })).toBe("stable-stays");
    expect(lawOf(ledger, { ...retire, generation: hex("9") })).toBe("known-generations");
    expect(lawOf(ledger, { ...retire, generation: generation("1") })).toBe("lawful");
    const start = started(ledger, "3", { plan: hex("3") });
    const over = append(ledger, start, aborted(start));
    const left = { [stable]: start.abort?.[stable] ?? state };
    expect(lawOf(over, { ...retire, generation: generation("3"), state: {} })).toBe("state-as-planned");
    expect(
      lawOf(over, {
        kind: "retired",
        ...context,
        fleet: "web",
        generation: generation("3"),
        state: left as typeof state,
      }),
    ).toBe("lawful");
  });

  test("an image that is live, or that an abort goes back to, is not pruned", () => {
    expect(lawOf(ledger, { kind: "pruned", ...context, fingerprint: hex("a") })).toBe("image-in-use");
    expect(lawOf(ledger, { kind: "pruned", ...context, fingerprint: hex("9") })).toBe("image-exists");
  });
});

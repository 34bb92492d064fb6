import { describe, expect, test } from "vitest";
import { emptyLedger, type Ledger } from "../../../src/release/ledger/ledger.ts";
import { startRollout } from "../../../src/release/ledger/start-rollout.ts";
import { definitionChanges } from "../../../src/release/query/definition-changes.ts";
import { explainGeneration, history } from "../../../src/release/query/history.ts";
import { prunableImages, reachableImages, type WantedImage } from "../../../src/release/query/images.ts";
import { renderExplanation, renderHistory } from "../../../src/release/query/render-history.ts";
import { rollbackCandidates } from "../../../src/release/query/rollback.ts";
import { toLive } from "../../../src/release/to-live.ts";
import type { RolloutPath } from "../../../src/rollout/path.ts";
import {
  aborted,
  append,
  backTo,
  baked,
  because,
  context,
  definition,
  generation,
  hex,
  passed,
  promoted,
  released,
  started,
} from "../ledger/samples.ts";

/** Releases an image of its own for each letter, one after the other. */
const releasedImages = (...letters: readonly string[]): Ledger =>
  letters.reduce((ledger, letter) => {
    const withImage = append(ledger, baked(hex(letter), `ami-0${letter}`));
    const start = started(withImage, "1", { fingerprint: hex(letter), plan: generation(`plan of ${letter}`) });
    const retirement = start.from === null ? [] : [passed(start, 3)];
    return append(withImage, start, passed(start, 1), passed(start, 2), promoted(start), ...retirement);
  }, emptyLedger("prod"));
const of = (letter: string): string => generation("1", hex(letter));

describe("going back", () => {
  test("the candidates are what was stable, the latest first, ready where it still has instances", () => {
    const ledger = releasedImages("a", "b", "c");
    const candidates = rollbackCandidates(ledger.live, "web");
    expect(candidates.map((one) => [one.generation.generation, one.ready])).toEqual([
      [of("b"), false],
      [of("a"), false],
    ]);
    const start = started(ledger, "2", { fingerprint: hex("a"), plan: hex("4") });
    const settling = append(ledger, start, passed(start, 1), passed(start, 2), promoted(start));
    expect(rollbackCandidates(settling.live, "web")[0]).toMatchObject({
      ready: true,
      generation: { generation: of("c") },
    });
  });

  test("never what is revoked, pruned or was rolled back from", () => {
    const ledger = append(
      releasedImages("a", "b", "c"),
      { kind: "revoked", ...because, subject: { kind: "image", fingerprint: hex("b") } },
      { kind: "pruned", ...context, fingerprint: hex("a") },
    );
    expect(rollbackCandidates(ledger.live, "web")).toEqual([]);
    const two = releasedImages("a", "b");
    const back = append(two, {
      kind: "rolled_back",
      ...because,
      fleet: "web",
      from: of("b"),
      to: of("a"),
      state: backTo(of("a"), of("b")),
    });
    expect(rollbackCandidates(back.live, "web")).toEqual([]);
  });
});

describe("pruning", () => {
  const none = () => 0;

  test("keeps what is live, what a rollback needs, and their ancestors", () => {
    const ledger = append(
      releasedImages("a", "b", "c"),
      baked(hex("d"), "ami-0d"),
      baked(hex("e"), "ami-0e", "ami-0d"),
    );
    expect(Object.fromEntries(reachableImages([ledger.live], none, []))).toEqual({
      [hex("c")]: "live",
      [hex("b")]: "rollback",
    });
    const names = (retain: number) =>
      prunableImages([ledger.live], () => retain, []).map(({ image }) => image.fingerprint.slice(0, 1));
    expect(names(0)).toEqual(["a", "d", "e"]);
    // The newest to keep is e, which was baked from d.
    expect(names(1)).toEqual(["a"]);
    expect(Object.fromEntries(reachableImages([ledger.live], () => 1, []))).toMatchObject({
      [hex("e")]: "retained",
      [hex("d")]: "ancestor",
    });
  });

  test("keeps what the source wants, and what that is to be baked from", () => {
    const ledger = append(
      emptyLedger("prod"),
      baked(hex("a"), "ami-0a"),
      baked(hex("b"), "ami-0b", "ami-0a"),
      baked(hex("c"), "ami-0c"),
    );
    const names = (wanted: readonly WantedImage[]) =>
      prunableImages([ledger.live], none, wanted).map(({ image }) => image.fingerprint.slice(0, 1));
    expect(names([])).toEqual(["a", "b", "c"]);
    expect(names([{ fingerprint: hex("c"), bases: [] }])).toEqual(["a", "b"]);
    expect(names([{ fingerprint: hex("d"), bases: ["ami-0b"] }])).toEqual(["c"]);
  });

  test("keeps what another environment runs", () => {
    const prod = releasedImages("a").live;
    const staging = append(emptyLedger("staging"), baked()).live;
    expect(prunableImages([staging], none, [])).toHaveLength(1);
    expect(prunableImages([staging, prod], none, [])).toEqual([]);
  });

  test("both ends of a rollout are live", () => {
    const ledger = append(releasedImages("a"), baked(hex("b"), "ami-0b"));
    const under = append(ledger, started(ledger, "1", { fingerprint: hex("b"), plan: hex("2") }));
    expect([...reachableImages([under.live], none, []).values()]).toEqual(["live", "live"]);
  });
});

describe("what happened, and why", () => {
  const ledger = (() => {
    const first = released("1");
    const start = { ...started(first, "2", { plan: hex("2") }), commit: "0123456789abcdef", reason: "faster\nstart" };
    return append(first, start, passed(start, 1), aborted(start));
  })();

  test("as a log", () => {
    expect(renderHistory(history(ledger, "web"))).toMatchInlineSnapshot(`
      "   1  2026-03-01T12:00:00.000Z  baked image web aaaaaaaaaaaa (ami-0a in eu-central-1), by ada
         2  2026-03-01T12:00:00.000Z  started canary of web from nothing to e7d2c3060160, 2 steps, by ada
         3  2026-03-01T12:00:00.000Z  step 1 of web passed, unjudged, by ada
         4  2026-03-01T12:00:00.000Z  step 2 of web passed, by ada
         5  2026-03-01T12:00:00.000Z  promoted e7d2c3060160 in web, by ada
         6  2026-03-01T12:00:00.000Z  started canary of web from e7d2c3060160 to b7dd65901053, 3 steps, by ada at 0123456789ab
            faster start
         7  2026-03-01T12:00:00.000Z  step 1 of web passed, unjudged, by ada
         8  2026-03-01T12:00:00.000Z  aborted the rollout of web: fail, by ada
            errors rose
      "
    `);
    expect(history(ledger, "none")).toEqual([]);
  });

  test("with what a build had beside its commit", () => {
    const build = {
      compiler: "1.0.0",
      folder: "",
      entry: "main.immu",
      params: { version: "1.2.0", size: "3" },
      history: {},
      manifest: hex("e"),
      uncommitted: ["main.immu", "a.sh", "b.sh", "c.sh"],
    };
    const first = released("1");
    const built = append(first, { ...started(first, "2", { plan: hex("2") }), build });
    expect(renderHistory(built.entries).split("\n").slice(-3, -1)).toEqual([
      "      with size=3, version=1.2.0",
      "      with 4 files that no commit has: main.immu, a.sh, b.sh, …",
    ]);
  });

  test("as an explanation", () => {
    const explanation = explainGeneration(ledger, "web", generation("2"));
    if (explanation === null) throw new Error("it was rolled out");
    const changes = definitionChanges(
      { config: { RELEASE: "1" }, boot: 1 },
      { config: { RELEASE: "2" }, boot: 1, disk: 5 },
    );
    expect(renderExplanation(explanation, changes)).toMatchInlineSnapshot(`
      "generation b7dd65901053 of image web (failed)
      follows on e7d2c3060160

      what changed
        config.RELEASE: "1" -> "2"
        disk: nothing -> 5

      what happened
           1  2026-03-01T12:00:00.000Z  baked image web aaaaaaaaaaaa (ami-0a in eu-central-1), by ada
           6  2026-03-01T12:00:00.000Z  started canary of web from e7d2c3060160 to b7dd65901053, 3 steps, by ada at 0123456789ab
              faster start
           7  2026-03-01T12:00:00.000Z  step 1 of web passed, unjudged, by ada
           8  2026-03-01T12:00:00.000Z  aborted the rollout of web: fail, by ada
              errors rose
      "
    `);
    expect(explainGeneration(ledger, "web", hex("9"))).toBeNull();
  });

  test("hostile words can't forge a line", () => {
    const forged = append(emptyLedger("prod"), { ...baked(), actor: "ada\n   2  2026 promoted\u{1b}[2J\u{202e}" });
    expect(renderHistory(forged.entries).split("\n")).toHaveLength(2);
    expect(renderHistory(forged.entries)).not.toMatch(/(?!\n)\p{Cc}|\p{Bidi_Control}/u);
  });
});

describe("for the compiler", () => {
  test("what is live, with definitions; a fleet that lacks one is left out and named", () => {
    const { live } = released("1", "2");
    const digest = generation("2");
    expect(toLive([live], new Map([[digest, definition("2")]]))).toEqual({
      live: {
        prod: {
          web: {
            stable: digest,
            state: live.fleets.web?.state,
            generations: { [digest]: definition("2") },
          },
        },
      },
      missing: [],
    });
    expect(toLive([live], new Map())).toEqual({ live: { prod: {} }, missing: [digest] });
  });

  test("a path is started as it was planned, its generation taken from the definition", () => {
    const state = { [generation("1")]: { attached: true, weight: 100, min: 1, max: 1, desired: 1 } };
    const path: RolloutPath = {
      environment: "prod",
      fleet: "web",
      strategy: "replace",
      from: null,
      to: generation("1"),
      total: 100,
      steps: [
        {
          number: 1,
          name: "create",
          before: {},
          state,
          apply: 1,
          bake: 1,
          keep: 0,
          judgedBy: ["errors"],
          phase: "shift",
          abort: null,
        },
      ],
      abort: null,
      abortTime: 0,
      worstCase: 2,
    };
    const start = { ...context, ...startRollout(path, definition("1"), { plan: hex("1") }) };
    expect(start).toMatchObject({ generation: path.to, steps: [{ name: "create", judged: true }] });
    const done = append(emptyLedger("prod"), baked(), start, passed(start, 1), promoted(start));
    expect(done.live.fleets.web).toMatchObject({ stable: path.to, rollout: null });
  });
});

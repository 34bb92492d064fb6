import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eventSchema } from "../../../src/release/ledger/entry.ts";
import { emptyLedger, renderEntry, sealEntry } from "../../../src/release/ledger/ledger.ts";
import { type LedgerProblem, verifyLedger } from "../../../src/release/ledger/verify.ts";
import { aborted, append, baked, hex, passed, promoted, released, started } from "./samples.ts";

const sample = (() => {
  const ledger = released("1", "2");
  const start = started(ledger, "3\u{2028}ü", { plan: hex("3") });
  return append(ledger, start, passed(start, 1), { ...aborted(start), reason: 'zwölf "errors" \\ rose' });
})();
const lines = sample.entries.map(renderEntry);
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const whole = encode(lines.join(""));
const count = lines.length;

/** The number of the line that a byte lies in; a newline belongs to the line that it ends. */
const lineOfByte = (offset: number): number => {
  let line = 1;
  for (let at = 0; at < offset; at++) if (whole[at] === 0x0a) line++;
  return line;
};

const problemIn = (bytes: Uint8Array): LedgerProblem | null => {
  const verified = verifyLedger("prod", bytes);
  return verified.kind === "broken" ? verified.problem : null;
};
const problemInLines = (changed: readonly string[]): LedgerProblem | null => problemIn(encode(changed.join("")));

const anyLine = fc.integer({ min: 0, max: count - 1 });

describe("a sound ledger", () => {
  test("is read back as it was appended", () => {
    const verified = verifyLedger("prod", whole);
    expect(verified).toEqual({ kind: "sound", ledger: sample, length: whole.length, tail: { kind: "none" } });
  });

  test("an empty file is an empty ledger", () => {
    const verified = verifyLedger("prod", new Uint8Array());
    expect(verified).toEqual({ kind: "sound", ledger: emptyLedger("prod"), length: 0, tail: { kind: "none" } });
  });
});

describe("any single mutation is found, and the right entry named", () => {
  test("a flipped byte", () => {
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (offset, mask) => {
        const bytes = whole.slice();
        bytes[offset] = (bytes[offset] ?? 0) ^ mask;
        expect(problemIn(bytes)?.entry).toBe(lineOfByte(offset));
      }),
      { numRuns: 3000 },
    );
  });

  test("an inserted or removed byte", () => {
    fc.assert(
      fc.property(fc.nat(whole.length - 2), fc.nat(255), (offset, byte) => {
        const inserted = new Uint8Array([...whole.subarray(0, offset), byte, ...whole.subarray(offset)]);
        expect(problemIn(inserted)?.entry).toBe(lineOfByte(offset));
        const removed = new Uint8Array([...whole.subarray(0, offset), ...whole.subarray(offset + 1)]);
        expect(problemIn(removed)?.entry).toBe(lineOfByte(offset));
      }),
      { numRuns: 500 },
    );
  });

  test("a dropped line", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: count - 2 }), (at) => {
        const problem = problemInLines(lines.toSpliced(at, 1));
        expect(problem).toMatchObject({ kind: "missing", entry: at + 1 });
      }),
    );
  });

  test("two lines that changed places", () => {
    fc.assert(
      fc.property(anyLine, anyLine, (left, right) => {
        fc.pre(left !== right);
        const swapped = [...lines];
        [swapped[left], swapped[right]] = [lines[right] ?? "", lines[left] ?? ""];
        expect(problemInLines(swapped)?.entry).toBe(Math.min(left, right) + 1);
      }),
    );
  });

  test("a line that stands twice, here or further down", () => {
    fc.assert(
      fc.property(anyLine, anyLine, (line, at) => {
        fc.pre(at >= line);
        const problem = problemInLines(lines.toSpliced(at + 1, 0, lines[line] ?? ""));
        expect(problem).toMatchObject({ kind: "out-of-place", entry: at + 2 });
      }),
    );
  });

  test("a line cut short in the middle of the ledger", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: count - 2 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (at, share) => {
          const line = lines[at] ?? "";
          const cut = line.slice(0, Math.floor((line.length - 1) * share));
          expect(problemInLines(lines.with(at, `${cut}\n`))?.entry).toBe(at + 1);
          expect(problemInLines(lines.with(at, cut))?.entry).toBe(at + 1);
        },
      ),
    );
  });

  test("an entry of another history, sealed and numbered as it should be", () => {
    const other = append(emptyLedger("prod"), baked(hex("b"), "ami-0b"), baked(hex("a")));
    const foreign = other.entries.map(renderEntry)[1] ?? "";
    expect(problemInLines([lines[0] ?? "", foreign, ...lines.slice(2)])).toMatchObject({ kind: "unchained", entry: 2 });
  });

  test("the ledger of another environment", () => {
    const verified = verifyLedger("staging", whole);
    expect(verified).toMatchObject({ kind: "broken", problem: { kind: "other-ledger", entry: 1 } });
  });
});

describe("the end of a ledger", () => {
  const before = encode(lines.slice(0, -1).join("")).length;

  test("cut anywhere in its last line, it is torn there and sound before", () => {
    fc.assert(
      fc.property(fc.integer({ min: before + 1, max: whole.length - 2 }), (length) => {
        const verified = verifyLedger("prod", whole.slice(0, length));
        expect(verified).toMatchObject({ kind: "sound", length: before, tail: { kind: "torn" } });
        if (verified.kind === "sound") expect(verified.ledger.entries).toEqual(sample.entries.slice(0, -1));
      }),
    );
  });

  test("a last entry that lacks its newline alone counts", () => {
    const verified = verifyLedger("prod", whole.slice(0, -1));
    expect(verified).toMatchObject({
      kind: "sound",
      tail: { kind: "unterminated" },
      ledger: { entries: sample.entries },
    });
  });

  test("zeros where bytes were promised are torn", () => {
    const zeros = new Uint8Array([...whole, 0, 0, 0, 0]);
    expect(verifyLedger("prod", zeros)).toMatchObject({ kind: "sound", length: whole.length, tail: { kind: "torn" } });
  });

  test("what no writer leaves behind is corruption", () => {
    for (const tail of ["x", "}", `${lines.at(-1)?.trimEnd()}x`, '{"a":1}'])
      expect(problemIn(new Uint8Array([...whole, ...encode(tail)]))?.entry).toBe(count + 1);
  });

  test("whole entries cut off the end are missed by whoever knows how far it went", () => {
    const last = sample.entries.at(-1);
    const head = { sequence: last?.sequence ?? 0, digest: last?.digest ?? "" };
    expect(verifyLedger("prod", whole, head).kind).toBe("sound");
    expect(verifyLedger("prod", whole.slice(0, before), head)).toMatchObject({
      kind: "broken",
      problem: { kind: "missing", entry: count },
    });
    expect(verifyLedger("prod", whole, { ...head, digest: hex("0") })).toMatchObject({
      kind: "broken",
      problem: { kind: "unchained", entry: count },
    });
  });
});

describe("helpful words", () => {
  test("for changed line ends, merges and later versions", () => {
    expect(problemInLines(lines.map((line) => line.replace("\n", "\r\n")))?.message).toMatchInlineSnapshot(
      `"the line ends were changed at entry 1: write \`* -text\` into the ledger's .gitattributes, and check it out again"`,
    );
    const merged = [lines[0] ?? "", "<<<<<<< HEAD\n", lines[1] ?? "", "=======\n", lines[1] ?? "", ">>>>>>> other\n"];
    expect(problemInLines(merged)?.message).toMatchInlineSnapshot(
      `"two histories meet at line 2: keep the side that tells of rollouts as it is, and do again what only the other one tells, such as \`immuc revoke\`"`,
    );
    const later = (lines[0] ?? "").replace('"version":1', '"version":2');
    expect(problemInLines([later])?.message).toMatchInlineSnapshot(
      `"entry 1 has version 2; this immuc reads version 1"`,
    );
  });

  test("an unlawful entry that is sealed well is named", () => {
    const first = sample.entries[0];
    if (first === undefined) throw new Error("the sample has entries");
    const { version, environment, digest } = first;
    const event = promoted(started(released("1"), "2"));
    const forged = sealEntry({ version, environment, sequence: 2, previous: digest, event });
    expect(problemInLines([lines[0] ?? "", renderEntry(forged)])).toMatchObject({ kind: "unlawful", entry: 2 });
  });
});

test.each(["image", "fleet"])("the name of a %s that breaks a line is no name", (of) => {
  const start = started(emptyLedger("prod"), "1");
  expect(eventSchema.safeParse(start).success).toBe(true);
  expect(eventSchema.safeParse({ ...start, [of]: "web\nforged" }).success).toBe(false);
});

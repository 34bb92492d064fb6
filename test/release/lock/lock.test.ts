import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WantedBase } from "../../../src/plan/lock.ts";
import { readImageList } from "../../../src/release/lock/image-list.ts";
import { type AvailableImage, emptyLock, type LockFile } from "../../../src/release/lock/model.ts";
import { fitsPattern } from "../../../src/release/lock/name-pattern.ts";
import { parseLock } from "../../../src/release/lock/parse.ts";
import { renderLock } from "../../../src/release/lock/render.ts";
import { newerBases, newestImage, resolveLock } from "../../../src/release/lock/resolve.ts";

const debian: WantedBase = { owner: "136693071363", pattern: "debian-12-amd64-*", region: "eu-central-1" };
const image = (day: number, other: Partial<AvailableImage> = {}): AvailableImage => ({
  region: "eu-central-1",
  owners: ["136693071363"],
  id: `ami-0${day}`,
  name: `debian-12-amd64-2026010${day}`,
  created: `2026-01-0${day}T00:00:00.000Z`,
  architecture: "x86_64",
  ...other,
});
const resolve = (available: readonly AvailableImage[], previous: LockFile = emptyLock, update = false) =>
  resolveLock({ wanted: [debian], available, previous, compiler: "1.0.0", update: () => update });
const ids = ({ bases }: LockFile): readonly string[] => bases.map(({ id }) => id);

describe("resolving", () => {
  test("takes the newest that fits", () => {
    const available = [image(1), image(3), image(2), image(9, { region: "us-east-1" }), image(8, { owners: ["self"] })];
    expect(ids(resolve([...available, image(7, { name: "debian-11-amd64-1" })]).lock)).toEqual(["ami-03"]);
  });

  test("keeps what is pinned until an update is asked for, and never goes back in time", () => {
    const pinned = resolve([image(2)]).lock;
    expect(resolve([image(3)], pinned)).toMatchObject({ lock: pinned, changes: [{ kind: "kept" }] });
    expect(resolve([image(3)], pinned, true)).toMatchObject({ changes: [{ kind: "updated", base: { id: "ami-03" } }] });
    expect(resolve([image(1)], pinned, true)).toMatchObject({ lock: pinned, changes: [{ kind: "kept" }] });
    expect(resolve([], pinned, true)).toMatchObject({ lock: pinned, changes: [{ kind: "kept" }] });
  });

  test("drops what nobody wants and says what is missing", () => {
    const pinned = resolve([image(2)]).lock;
    const elsewhere = { ...debian, region: "us-east-1" };
    const { lock, changes } = resolveLock({
      wanted: [elsewhere],
      available: [image(2)],
      previous: pinned,
      compiler: "1.0.0",
      update: () => false,
    });
    expect(lock).toEqual({ version: 1, bases: [], toolchain: { immuc: "1.0.0" } });
    expect(changes.map(({ kind }) => kind)).toEqual(["dropped", "missing"]);
  });

  test("pins the compiler that locks, and says which one it was", () => {
    const pinned = resolve([image(2)]);
    expect(pinned).toMatchObject({ lock: { toolchain: { immuc: "1.0.0" } }, compiler: { was: null, is: "1.0.0" } });
    const later = { wanted: [debian], available: [], previous: pinned.lock, compiler: "1.1.0", update: () => false };
    expect(resolveLock(later)).toEqual({
      lock: { ...pinned.lock, toolchain: { immuc: "1.1.0" } },
      changes: [{ kind: "kept", base: pinned.lock.bases[0] }],
      compiler: { was: "1.0.0", is: "1.1.0" },
    });
  });

  test("says which pins have fallen behind", () => {
    const pinned = resolve([image(2)]).lock;
    expect(newerBases(pinned, [image(1), image(2)])).toEqual([]);
    expect(newerBases(pinned, [image(3)])).toMatchObject([{ pinned: { id: "ami-02" }, newer: { id: "ami-03" } }]);
  });

  test("the order of what is available never matters, ties included", () => {
    const ties = fc.array(
      fc.record({
        day: fc.integer({ min: 1, max: 2 }),
        name: fc.constantFrom("a", "b"),
        id: fc.constantFrom("1", "2"),
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(ties, fc.infiniteStream(fc.nat()), (made, order) => {
        const images = made.map(({ day, name, id }) =>
          image(day, { name: `debian-12-amd64-${name}`, id: `ami-${id}` }),
        );
        const shuffled = images
          .map((one) => ({ one, at: order.next().value }))
          .sort((left, right) => left.at - right.at)
          .map(({ one }) => one);
        expect(newestImage(debian, shuffled)).toEqual(newestImage(debian, images));
      }),
    );
  });
});

describe("the file", () => {
  const bases = fc.uniqueArray(
    fc.record({
      owner: fc.constantFrom("amazon", "136693071363", "self"),
      pattern: fc.string({ minLength: 1, unit: "grapheme" }),
      region: fc.constantFrom("eu-central-1", "us-east-1"),
      id: fc.stringMatching(/^ami-[0-9a-f]{8,17}$/),
      name: fc.string({ minLength: 1 }),
      created: fc
        .date({ min: new Date(0), max: new Date("2099-01-01T00:00:00Z"), noInvalidDate: true })
        .map((date) => date.toISOString()),
      architecture: fc.constantFrom("arm64" as const, "x86_64" as const),
    }),
    { selector: ({ owner, pattern, region }) => JSON.stringify([owner, pattern, region]) },
  );

  test("comes back as it was written, and one meaning has one text", () => {
    fc.assert(
      fc.property(bases, fc.record({ immuc: fc.string({ minLength: 1 }) }, { requiredKeys: [] }), (made, toolchain) => {
        const text = renderLock({ version: 1, bases: made, toolchain });
        const { value, diagnostics } = parseLock({ uri: "immu.lock", text });
        expect(diagnostics).toEqual([]);
        expect(renderLock(value)).toBe(text);
        expect(renderLock({ version: 1, bases: made.toReversed(), toolchain })).toBe(text);
        expect(new Set(value.bases.map((base) => JSON.stringify(base, Object.keys(base).sort())))).toEqual(
          new Set(made.map((base) => JSON.stringify(base, Object.keys(base).sort()))),
        );
      }),
    );
  });

  test("reads as people expect", () => {
    expect(renderLock(resolve([image(2)]).lock)).toMatchInlineSnapshot(`
      "{
        "bases": [
          {
            "architecture": "x86_64",
            "created": "2026-01-02T00:00:00.000Z",
            "id": "ami-02",
            "name": "debian-12-amd64-20260102",
            "owner": "136693071363",
            "pattern": "debian-12-amd64-*",
            "region": "eu-central-1"
          }
        ],
        "toolchain": {
          "immuc": "1.0.0"
        },
        "version": 1
      }
      "
    `);
  });

  const good = renderLock(resolve([image(2)]).lock);
  /** The finding in a broken lock, with the text that its span covers. */
  const finding = (text: string) => {
    const { value, diagnostics } = parseLock({ uri: "immu.lock", text });
    expect(value).toEqual(emptyLock);
    return diagnostics.map(({ code, message, span }) => `${code} ${message} | ${text.slice(span.start, span.end)}`);
  };

  test("says where it is broken", () => {
    expect(finding(`<<<<<<< HEAD\n${good}=======\n${good}>>>>>>> other\n`)).toEqual([
      "IMMU7901 immu.lock has an unresolved merge conflict at line 1 | <<<<<<<",
    ]);
    expect(finding(good.slice(0, 60))).toEqual([
      expect.stringMatching(/^IMMU7902 immu.lock is not JSON: it breaks off or goes wrong at line 5/),
    ]);
    expect(finding("")).toEqual(["IMMU7902 immu.lock is not JSON: it breaks off or goes wrong at line 1 | "]);
    expect(finding(good.replace('"ami-02"', "17"))).toEqual([
      "IMMU7903 in immu.lock, bases[0].id expects a string | 17",
    ]);
    expect(finding(good.replace('"arm64"', '"mips"').replace('"x86_64"', '"mips"'))).toEqual([
      'IMMU7903 in immu.lock, bases[0].architecture expects "x86_64" or "arm64" | "mips"',
    ]);
    expect(finding(good.replace('"id"', '"ami"'))).toHaveLength(1);
    expect(finding(good.replace('"toolchain"', '"tools"'))).toHaveLength(1);
    expect(finding(good.replace('"immuc"', '"imuc"'))).toHaveLength(1);
    expect(finding("[]")).toEqual(["IMMU7903 in immu.lock, the file expects an object | []"]);
    expect(finding(good.replace('"version": 1', '"version": 9'))).toEqual([
      "IMMU7904 immu.lock has version 9; this immuc reads version 1 | 9",
    ]);
  });

  test("says that a base is pinned twice, and where first", () => {
    const base = resolve([image(2)]).lock.bases[0];
    const text = JSON.stringify({ version: 1, bases: [base, { ...base, id: "ami-03" }], toolchain: {} });
    const { diagnostics } = parseLock({ uri: "immu.lock", text });
    expect(diagnostics).toMatchObject([
      {
        message: 'immu.lock pins "debian-12-amd64-*" in eu-central-1 twice, to ami-02 and to ami-03',
        related: [{ message: "pinned here first" }],
      },
    ]);
  });
});

describe("name patterns", () => {
  test("mean what EC2's filters mean", () => {
    expect(fitsPattern("al2023-ami-2023.1-x86_64", "al2023-ami-2023.*-x86_64")).toBe(true);
    expect(fitsPattern("al2023-ami-2023.1-arm64", "al2023-ami-2023.*-x86_64")).toBe(false);
    expect(fitsPattern("a.c", "a?c")).toBe(true);
    expect(fitsPattern("abc", "a.c")).toBe(false);
    expect(fitsPattern("a*c", "a\\*c")).toBe(true);
    expect(fitsPattern("abc", "a\\*c")).toBe(false);
    expect(fitsPattern("", "*")).toBe(true);
    expect(fitsPattern("", "")).toBe(true);
    expect(fitsPattern("a", "")).toBe(false);
  });

  test("agree with a regular expression, and can't explode", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 12 });
    const patterns = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 8 });
    fc.assert(
      fc.property(letters, patterns, (name, pattern) => {
        const expression = new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`);
        expect(fitsPattern(name, pattern)).toBe(expression.test(name));
      }),
      { numRuns: 1000 },
    );
    expect(fitsPattern("a".repeat(4000), `${"a*".repeat(60)}b`)).toBe(false);
  });
});

describe("a list of images", () => {
  const described = {
    Images: [
      {
        ImageId: "ami-01",
        Name: "one",
        OwnerId: "137112412989",
        ImageOwnerAlias: "amazon",
        CreationDate: "2026-01-02T01:00:00+01:00",
        Architecture: "arm64",
        State: "available",
        Public: true,
      },
      { ImageId: "ami-02", Name: "two", CreationDate: "2026-01-02T00:00:00Z", Architecture: "i386" },
      {
        ImageId: "ami-03",
        Name: "three",
        CreationDate: "2026-01-02T00:00:00Z",
        Architecture: "arm64",
        State: "failed",
      },
    ],
  };
  const one = {
    region: "eu-central-1",
    owners: ["137112412989", "amazon"],
    id: "ami-01",
    name: "one",
    created: "2026-01-02T00:00:00.000Z",
    architecture: "arm64",
  };

  test("as EC2 prints it, for a region", () => {
    expect(readImageList(JSON.stringify(described), "eu-central-1")).toEqual({ kind: "read", images: [one] });
    const placed = JSON.stringify([{ Region: "eu-central-1", ...described }, { images: [] }]);
    expect(readImageList(placed, null)).toEqual({ kind: "read", images: [one] });
    expect(readImageList(JSON.stringify(described), null)).toMatchObject({
      kind: "broken",
      message: expect.stringContaining("--region"),
    });
  });

  test("in the simple form", () => {
    const { owners, ...rest } = one;
    const simple = { images: [{ ...rest, owner: "amazon" }] };
    expect(readImageList(JSON.stringify(simple), null)).toEqual({
      kind: "read",
      images: [{ ...one, owners: ["amazon"] }],
    });
    const broken = JSON.stringify({ images: [{ ...rest, owner: 1 }] });
    expect(readImageList(broken, null)).toEqual({ kind: "broken", message: "images[0].owner expects a string" });
    expect(readImageList("{", null)).toEqual({ kind: "broken", message: "it is not JSON" });
    expect(owners).toHaveLength(2);
  });
});

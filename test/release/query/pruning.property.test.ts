import fc from "fast-check";
import { expect, test } from "vitest";
import type { FleetRecord, GenerationRecord, ImageRecord, LiveEnvironment } from "../../../src/release/ledger/state.ts";
import { prunableImages, type WantedImage } from "../../../src/release/query/images.ts";
import { hex } from "../ledger/samples.ts";

const letters = ["a", "b", "c", "d", "e", "f"] as const;
const amiOf = (letter: string): string => `ami-0${letter}`;
const letterOf = (fingerprint: string): string => fingerprint.slice(0, 1);

interface Image {
  readonly letter: string;
  readonly name: string;
  readonly base: string | null;
  readonly revoked: boolean;
}

interface Fleet {
  /** Letters of the images that generations run; a generation has its image's letter. */
  readonly state: readonly string[];
  readonly stable: string | null;
  readonly rollout: readonly [from: string | null, to: string] | null;
  readonly promotions: readonly string[];
  readonly failed: readonly string[];
}

interface World {
  /** The same in every environment that has them, as images are. */
  readonly images: readonly Image[];
  readonly environments: readonly { readonly has: readonly string[]; readonly fleets: readonly Fleet[] }[];
  readonly wanted: readonly WantedImage[];
  readonly retain: number;
}

const letter = fc.constantFrom(...letters);
const some = fc.uniqueArray(letter, { maxLength: 3 });
// Baked from one that was there before, or from one that is not ours.
const images = fc
  .tuple(
    ...letters.map(() => fc.record({ base: fc.nat(6), name: fc.constantFrom("web", "jobs"), revoked: fc.boolean() })),
  )
  .map((all) =>
    all.map(({ base, name, revoked }, index) => ({
      letter: letters[index] ?? "a",
      name,
      revoked: revoked && index % 2 === 0,
      base: base < index ? amiOf(letters[base] ?? "a") : null,
    })),
  );
const fleet = fc.record({
  state: some,
  stable: fc.option(letter),
  rollout: fc.option(fc.tuple(fc.option(letter), letter)),
  promotions: some,
  failed: some,
});
const world: fc.Arbitrary<World> = fc.record({
  images,
  environments: fc.array(
    fc.record({ has: fc.subarray([...letters], { minLength: 3 }), fleets: fc.array(fleet, { maxLength: 2 }) }),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
  wanted: fc.array(fc.record({ fingerprint: letter.map(hex), bases: some.map((each) => each.map(amiOf)) }), {
    maxLength: 2,
  }),
  retain: fc.nat(2),
});

test("law: lets go of nothing that anything needs", () => {
  let pruned = 0;
  fc.assert(
    fc.property(world, (given) => {
      const environments = given.environments.map((each, index) => environmentOf(given, each, `e${index}`));
      const going = prunableImages(environments, () => given.retain, given.wanted);
      pruned += going.length;
      const needed = neededIn(given);
      for (const { image } of going) expect(needed.has(letterOf(image.fingerprint)), image.fingerprint).toBe(false);
      for (const [index, { has }] of given.environments.entries()) {
        const gone = new Set(
          going
            .filter(({ environment }) => environment === `e${index}`)
            .map(({ image }) => letterOf(image.fingerprint)),
        );
        const live = liveIn(given);
        for (const name of ["web", "jobs"]) {
          const idle = given.images.filter(
            (image) => image.name === name && has.includes(image.letter) && !image.revoked && !live.has(image.letter),
          );
          const stay = idle.filter((image) => !gone.has(image.letter)).length;
          expect(stay).toBeGreaterThanOrEqual(Math.min(given.retain, idle.length));
        }
      }
    }),
    { numRuns: 1000 },
  );
  expect(pruned).toBeGreaterThan(100);
});

/** What must stay, said another way than the code does: grown until it grows no more. */
function neededIn(given: World): ReadonlySet<string> {
  const needed = liveIn(given);
  const byLetter = new Map(given.images.map((image) => [image.letter, image]));
  for (const { has, fleets } of given.environments)
    for (const { promotions, stable, failed } of fleets) {
      const back = promotions.findLast(
        (each) => each !== stable && !failed.includes(each) && has.includes(each) && !byLetter.get(each)?.revoked,
      );
      if (back !== undefined) needed.add(back);
    }
  const known = new Set(given.environments.flatMap(({ has }) => has));
  for (const { fingerprint, bases } of given.wanted) {
    needed.add(letterOf(fingerprint));
    for (const each of known) if (bases.includes(amiOf(each))) needed.add(each);
  }
  for (let before = -1; before < needed.size; ) {
    before = needed.size;
    for (const { letter: each, base } of given.images)
      for (const parent of known) if (needed.has(each) && known.has(each) && base === amiOf(parent)) needed.add(parent);
  }
  return needed;
}

function liveIn({ environments }: World): Set<string> {
  return new Set(
    environments.flatMap(({ fleets }) =>
      fleets.flatMap(({ state, stable, rollout }) =>
        [...state, stable, ...(rollout ?? [])].filter((each) => each !== null),
      ),
    ),
  );
}

function environmentOf(
  given: World,
  { has, fleets }: World["environments"][number],
  environment: string,
): LiveEnvironment {
  const records = given.images
    .filter((image) => has.includes(image.letter))
    .map(
      (image, index): ImageRecord => ({
        name: image.name,
        fingerprint: hex(image.letter),
        amis: { "eu-central-1": amiOf(image.letter) },
        base: image.base,
        baked: index + 1,
        revoked: image.revoked ? "a hole" : null,
        pruned: false,
      }),
    );
  return {
    environment,
    images: Object.fromEntries(records.map((record) => [record.fingerprint, record])),
    fleets: Object.fromEntries(fleets.map((each, index) => [`f${index}`, fleetRecordOf(each, `f${index}`)])),
  };
}

function fleetRecordOf({ state, stable, rollout, promotions, failed }: Fleet, name: string): FleetRecord {
  const member = { attached: true, weight: 0, min: 0, max: 0, desired: 0 };
  return {
    name,
    stable,
    state: Object.fromEntries(state.map((each) => [each, member])),
    rollout: rollout && {
      generation: rollout[1],
      from: rollout[0],
      plan: hex("0"),
      strategy: "canary",
      steps: [],
      abort: null,
      passed: 0,
      phase: "active",
      started: 1,
    },
    finished: null,
    generations: Object.fromEntries(
      letters.map((each): [string, GenerationRecord] => [
        each,
        {
          generation: each,
          image: "web",
          fingerprint: hex(each),
          failed: failed.includes(each),
          revoked: null,
          retired: false,
          entries: [],
        },
      ]),
    ),
    promotions,
  };
}

import { byText, compareCodePoints } from "../../base/order.ts";
import type { FleetRecord, ImageRecord, LiveEnvironment } from "../ledger/state.ts";
import { rollbackCandidates } from "./rollback.ts";

/** Why an image must stay: the strongest reason first. */
export type ReachableBy =
  /** A generation in a fleet's state, the stable one, or either end of a rollout under way runs it. */
  | "live"
  /** It is what a fleet would be rolled back to. */
  | "rollback"
  /** It is among the newest of its name. */
  | "retained"
  /** The source wants it, whether anything runs it yet or not. */
  | "wanted"
  /** An image that must stay was baked from it, or one that the source wants is to be. */
  | "ancestor";

/** How many images of a name to keep beside those in use. */
export type Retention = (image: string) => number;

/** An image that the source wants now. */
export interface WantedImage {
  readonly fingerprint: string;
  /** The AMIs that it is to be baked from, as the lock pins them. */
  readonly bases: readonly string[];
}

/**
 * Every image that pruning must not touch, by fingerprint, with why. All environments together, as they share images:
 * one that is unused in staging may be what production runs. Revoked images stay only while they are live.
 */
export function reachableImages(
  environments: readonly LiveEnvironment[],
  retention: Retention,
  wanted: readonly WantedImage[],
): ReadonlyMap<string, ReachableBy> {
  const reached = new Map<string, ReachableBy>();
  const reach = (fingerprint: string, by: ReachableBy): void => {
    if (!reached.has(fingerprint)) reached.set(fingerprint, by);
  };
  for (const live of environments)
    for (const fleet of Object.values(live.fleets)) for (const used of fingerprintsInUse(fleet)) reach(used, "live");
  for (const live of environments)
    for (const fleet of Object.values(live.fleets)) {
      const next = rollbackCandidates(live, fleet.name)[0];
      if (next !== undefined) reach(next.generation.fingerprint, "rollback");
    }
  for (const live of environments)
    for (const image of newestImages(live, retention, (image) => reached.get(image) === "live"))
      reach(image.fingerprint, "retained");
  for (const { fingerprint } of wanted) reach(fingerprint, "wanted");
  const bases = wanted.flatMap((image) => image.bases);
  for (const ancestor of ancestors(environments, [...reached.keys()], bases)) reach(ancestor, "ancestor");
  return reached;
}

export interface PrunableImage {
  readonly environment: string;
  readonly image: ImageRecord;
}

/** The images that nothing needs any more, in every environment that has them. */
export function prunableImages(
  environments: readonly LiveEnvironment[],
  retention: Retention,
  wanted: readonly WantedImage[],
): readonly PrunableImage[] {
  const reached = reachableImages(environments, retention, wanted);
  return environments.flatMap(({ environment, images }) =>
    Object.values(images)
      .filter((image) => !image.pruned && !reached.has(image.fingerprint))
      .sort(byText(({ fingerprint }) => fingerprint))
      .map((image) => ({ environment, image })),
  );
}

function fingerprintsInUse(fleet: FleetRecord): readonly string[] {
  const used = [...Object.keys(fleet.state), fleet.stable, fleet.rollout?.generation, fleet.rollout?.from];
  return used.flatMap((digest) => {
    const generation = digest == null ? undefined : fleet.generations[digest];
    return generation === undefined ? [] : [generation.fingerprint];
  });
}

function newestImages(
  live: LiveEnvironment,
  retention: Retention,
  isLive: (fingerprint: string) => boolean,
): readonly ImageRecord[] {
  const byName = new Map<string, ImageRecord[]>();
  for (const image of Object.values(live.images)) {
    if (image.pruned || image.revoked !== null || isLive(image.fingerprint)) continue;
    byName.set(image.name, [...(byName.get(image.name) ?? []), image]);
  }
  return [...byName].flatMap(([name, images]) =>
    images.sort((left, right) => right.baked - left.baked).slice(0, retention(name)),
  );
}

/** Images that `bases` are AMIs of, that one of ours was baked from, and so on through any number of images between. */
function ancestors(
  environments: readonly LiveEnvironment[],
  from: readonly string[],
  bases: readonly string[],
): ReadonlySet<string> {
  const images = environments.flatMap((live) => Object.values(live.images));
  const byAmi = new Map(images.flatMap((image) => Object.values(image.amis).map((ami) => [ami, image.fingerprint])));
  const parents = new Map<string, string[]>();
  for (const image of images) {
    const parent = image.base === null ? undefined : byAmi.get(image.base);
    if (parent !== undefined) parents.set(image.fingerprint, [...(parents.get(image.fingerprint) ?? []), parent]);
  }
  const found = new Set(bases.flatMap((ami) => byAmi.get(ami) ?? []));
  const open = [...from, ...found];
  for (let child = open.pop(); child !== undefined; child = open.pop())
    for (const parent of parents.get(child) ?? [])
      if (!found.has(parent)) {
        found.add(parent);
        open.push(parent);
      }
  return found;
}

/** Images that were baked from one of ours, directly or through any number of images between: fingerprints, sorted. */
export function descendants(environments: readonly LiveEnvironment[], fingerprint: string): readonly string[] {
  const images = environments.flatMap((live) => Object.values(live.images));
  const found = new Set<string>();
  const open = [fingerprint];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    const amis = new Set(
      images.filter((image) => image.fingerprint === parent).flatMap(({ amis }) => Object.values(amis)),
    );
    for (const image of images) {
      const child = image.base !== null && amis.has(image.base) && image.fingerprint !== fingerprint;
      if (!child || found.has(image.fingerprint)) continue;
      found.add(image.fingerprint);
      open.push(image.fingerprint);
    }
  }
  return [...found].sort(compareCodePoints);
}

import { compareCodePoints } from "../../base/order.ts";
import type { WantedBase } from "../../plan/lock.ts";
import { type AvailableImage, baseKey, type LockFile, lockVersion, type ResolvedBase } from "./model.ts";
import { fitsPattern } from "./name-pattern.ts";
import { compareBases } from "./render.ts";

export interface LockRequest {
  readonly wanted: readonly WantedBase[];
  readonly available: readonly AvailableImage[];
  readonly previous: LockFile;
  /** Version of the compiler that locks: it is the one that is pinned. */
  readonly compiler: string;
  /** Which pins to move to the newest image. The others stay, whatever is available. */
  readonly update: (base: WantedBase) => boolean;
}

export interface LockResolution {
  readonly lock: LockFile;
  /** One for each wanted base and each dropped one, in the lock's order. */
  readonly changes: readonly LockChange[];
  readonly compiler: CompilerChange;
}

/** The compiler that was pinned, where one was, and the one that is now. */
export interface CompilerChange {
  readonly was: string | null;
  readonly is: string;
}

export type LockChange =
  | { readonly kind: "kept"; readonly base: ResolvedBase }
  | { readonly kind: "added"; readonly base: ResolvedBase }
  | { readonly kind: "updated"; readonly base: ResolvedBase; readonly from: ResolvedBase }
  | { readonly kind: "dropped"; readonly base: ResolvedBase }
  /** Nothing available fits, and nothing was pinned before. */
  | { readonly kind: "missing"; readonly base: WantedBase };

/**
 * Pins every wanted base. A pin that exists stays unless `update` asks for it, and then it moves forward in time only:
 * a list of images that happens to be old never takes a project back. Pins that nothing wants are dropped.
 */
export function resolveLock(request: LockRequest): LockResolution {
  const pinned = new Map(request.previous.bases.map((base) => [baseKey(base), base]));
  const wanted = new Map(request.wanted.map((base) => [baseKey(base), base]));
  const changes: LockChange[] = [];
  for (const [key, base] of wanted) {
    const pin = pinned.get(key);
    if (pin !== undefined && !request.update(base)) changes.push({ kind: "kept", base: pin });
    else changes.push(choose(base, pin, newestImage(base, request.available)));
  }
  for (const [key, base] of pinned) if (!wanted.has(key)) changes.push({ kind: "dropped", base });
  changes.sort((left, right) => compareBases(left.base, right.base));
  return {
    lock: { version: lockVersion, bases: changes.flatMap(pinOf), toolchain: { immuc: request.compiler } },
    changes,
    compiler: { was: request.previous.toolchain.immuc ?? null, is: request.compiler },
  };
}

/** A pin, and a newer image that fits its pattern. */
export interface NewerBase {
  readonly pinned: ResolvedBase;
  readonly newer: AvailableImage;
}

/** The pins that have fallen behind what is available: what `immuc lock --check` reports. */
export function newerBases(lock: LockFile, available: readonly AvailableImage[]): readonly NewerBase[] {
  return [...lock.bases].sort(compareBases).flatMap((pinned) => {
    const newer = newestImage(pinned, available);
    return newer !== null && isNewer(newer, pinned) ? [{ pinned, newer }] : [];
  });
}

/**
 * The newest image that fits; null when none does. Of two that were created in the same instant, the one whose name
 * comes last by code point, then the one whose id does: the answer never depends on the order they are listed in.
 */
export function newestImage(wanted: WantedBase, available: readonly AvailableImage[]): AvailableImage | null {
  let newest: AvailableImage | null = null;
  for (const image of available)
    if (fits(image, wanted) && (newest === null || compareAge(image, newest) > 0)) newest = image;
  return newest;
}

function fits(image: AvailableImage, wanted: WantedBase): boolean {
  return (
    image.region === wanted.region && image.owners.includes(wanted.owner) && fitsPattern(image.name, wanted.pattern)
  );
}

interface Aged {
  readonly created: string;
  readonly name: string;
  readonly id: string;
}

/** Positive when `left` is the newer one. */
function compareAge(left: Aged, right: Aged): number {
  return (
    Date.parse(left.created) - Date.parse(right.created) ||
    compareCodePoints(left.name, right.name) ||
    compareCodePoints(left.id, right.id)
  );
}

function isNewer(image: Aged, pin: Aged): boolean {
  return image.id !== pin.id && compareAge(image, pin) > 0;
}

function choose(base: WantedBase, pin: ResolvedBase | undefined, newest: AvailableImage | null): LockChange {
  if (pin === undefined)
    return newest === null ? { kind: "missing", base } : { kind: "added", base: pinTo(base, newest) };
  if (newest === null || !isNewer(newest, pin)) return { kind: "kept", base: pin };
  return { kind: "updated", base: pinTo(base, newest), from: pin };
}

function pinTo({ owner, pattern, region }: WantedBase, image: AvailableImage): ResolvedBase {
  const { id, name, created, architecture } = image;
  return { owner, pattern, region, id, name, created, architecture };
}

function pinOf(change: LockChange): readonly ResolvedBase[] {
  return change.kind === "dropped" || change.kind === "missing" ? [] : [change.base];
}

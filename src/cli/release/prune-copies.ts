import { compareCodePoints } from "../../base/order.ts";
import type { PrunableImage } from "../../release/query/images.ts";
import { type PruneStage, pruneStage } from "../../release/run/prune-stage.ts";

/** One of an image's AMIs that the ledgers need no more. */
export interface ImageCopy {
  readonly image: string;
  readonly fingerprint: string;
  readonly id: string;
  readonly region: string;
}

/** What becomes of a copy. */
export type Fate = ImageCopy & (PruneStage | { readonly kind: "used"; readonly templates: readonly string[] });

export interface Pruning {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Milliseconds between two stages. */
  readonly grace: number;
  /** Whether it is done, or only told. */
  readonly apply: boolean;
  readonly tell: (fate: Fate) => void;
}

/**
 * Takes an image one stage further in all its regions or, where it is still used in one, in none: half of an image is
 * nothing that a bake could mend. `found`: the image in each environment that has it. Gives the environments for which
 * this has taken the last of it.
 */
export async function pruneCopies(found: readonly PrunableImage[], pruning: Pruning): Promise<readonly string[]> {
  const copies = copiesOf(found);
  const used = await usedAmong(copies);
  used.forEach(pruning.tell);
  if (used.length > 0) return [];
  const gone = await takeFurther(copies, pruning);
  return pruning.apply
    ? found.flatMap(({ environment, image }) =>
        Object.values(image.amis).every((id) => gone.has(id)) ? [environment] : [],
      )
    : [];
}

// Several environments may have an image from one bake, or from one in each of their accounts.
function copiesOf(found: readonly PrunableImage[]): readonly ImageCopy[] {
  const copies = new Map<string, ImageCopy>();
  for (const { image } of found)
    for (const [region, id] of Object.entries(image.amis))
      copies.set(id, { image: image.name, fingerprint: image.fingerprint, id, region });
  return [...copies.values()].sort(
    (one, other) => compareCodePoints(one.region, other.region) || compareCodePoints(one.id, other.id),
  );
}

/** The copies of an image that a launch template starts machines from, whoever made it. */
async function usedAmong(copies: readonly ImageCopy[]): Promise<readonly Fate[]> {
  const { templatesOf } = await import("../../host/aws/prune-image.ts");
  const used: Fate[] = [];
  for (const copy of copies) {
    const templates = await templatesOf(copy.region, copy.id);
    if (templates.length > 0) used.push({ kind: "used", ...copy, templates });
  }
  return used;
}

/** Takes each copy of an image one stage further, or tells what would be done. Gives the ids of those that are gone. */
async function takeFurther(
  copies: readonly ImageCopy[],
  { now, grace, apply, tell }: Pruning,
): Promise<ReadonlySet<string>> {
  const { lookAtImage, pruneImage } = await import("../../host/aws/prune-image.ts");
  const gone = new Set<string>();
  for (const copy of copies) {
    const { id, region } = copy;
    const stage = pruneStage(await lookAtImage(region, id), now, grace);
    if (apply && stage.kind !== "gone" && stage.kind !== "wait") await pruneImage(region, id, stage, now);
    tell({ ...stage, ...copy });
    if (stage.kind === "gone" || (apply && stage.kind === "deregister")) gone.add(id);
  }
  return gone;
}

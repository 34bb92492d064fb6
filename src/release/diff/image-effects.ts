import { lookup, sortedValues } from "../../base/record.ts";
import type { ImagePlan, Plan } from "../../plan/model.ts";
import type { OwnChange } from "./own-changes.ts";
import type { Effect, Reason } from "./plan-diff.ts";
import { reasonIn } from "./reason.ts";

/** What of an image lies outside its fingerprint. */
const besideImage: ReadonlySet<string> = new Set(["regions", "bake", "tags", "retain"]);

/** The images that are baked anew, and those whose later bakes go another way. */
export function imageEffects(before: Plan, after: Plan, changes: readonly OwnChange[]): readonly Effect[] {
  return sortedValues(after.images).flatMap((image) =>
    effectsOfImage(lookup(before.images, image.name), image, changes),
  );
}

function effectsOfImage(
  old: ImagePlan | undefined,
  { name, fingerprint }: ImagePlan,
  changes: readonly OwnChange[],
): readonly Effect[] {
  const before = old?.fingerprint ?? null;
  const later = reasonIn(changeOf(name, changes), (field) => besideImage.has(field));
  return [
    ...(before === fingerprint
      ? []
      : [{ kind: "bake" as const, image: name, before, after: fingerprint, because: bakeReasons(name, changes) }]),
    ...(later === null || before === null ? [] : [{ kind: "later" as const, what: `image ${name}`, because: [later] }]),
  ];
}

/** Why an image is baked anew. */
export function bakeReasons(name: string, changes: readonly OwnChange[]): readonly Reason[] {
  const found = reasonIn(changeOf(name, changes), (field) => !besideImage.has(field));
  return found === null ? [] : [found];
}

function changeOf(name: string, changes: readonly OwnChange[]): OwnChange | undefined {
  return changes.find((change) => change.kind === "image" && change.name === name);
}

import { lookup } from "../../base/record.ts";
import { changesBetween, type FieldChange } from "../../release/diff/changes.ts";
import { contentDiff } from "../../release/diff/content-diff.ts";
import { declarationsOf } from "../../release/diff/declarations.ts";
import type { ContentDiff } from "../../release/diff/render-text.ts";
import type { EventOf } from "../../release/ledger/entry.ts";
import { type CompiledRelease, compileRelease } from "./compile-release.ts";

export type ImageChanges =
  | { readonly kind: "told"; readonly fields: readonly FieldChange[]; readonly contents: ContentDiff }
  /** The ledger keeps an image's fingerprint alone; `why` says what keeps its sources from telling more. */
  | { readonly kind: "unknown"; readonly why: string };

/** What differs between the images of two releases, out of the sources that each was built from. */
export async function imageChanges(
  root: string,
  before: EventOf<"started">,
  after: EventOf<"started">,
): Promise<ImageChanges> {
  const then = await imageOf(root, before);
  const now = await imageOf(root, after);
  if (then.kind === "lost") return { kind: "unknown", why: `of the generation before, ${then.why}` };
  if (now.kind === "lost") return { kind: "unknown", why: now.why };
  return {
    kind: "told",
    fields: changesBetween("", then.value, now.value),
    contents: (was, is) =>
      contentDiff(then.compilation.contents.get(was ?? "") ?? undefined, now.compilation.contents.get(is ?? "")),
  };
}

async function imageOf(root: string, event: EventOf<"started">) {
  const release: CompiledRelease = await compileRelease(event, root, {}, undefined);
  if (release.kind === "lost") return release;
  const { plan, compilation } = release;
  const image = declarationsOf(plan).find(({ kind, name }) => kind === "image" && name === event.image);
  // Another version of the compiler, or files in another form: what is told must be of what ran.
  if (image === undefined || lookup(plan.images, event.image)?.fingerprint !== event.fingerprint)
    return { kind: "lost", why: "its sources make another image here" } as const;
  return { kind: "image", value: image.value, compilation } as const;
}

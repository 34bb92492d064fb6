import { expect, test } from "vitest";
import { digestJson } from "../../src/base/digest.ts";
import type { Json } from "../../src/base/json.ts";
import { generationFormat } from "../../src/plan/lower/fleet.ts";
import { imageFormat } from "../../src/plan/lower/image.ts";
import { emittedTexts, shopPlan } from "./packer/shop-image.ts";
import { fullPlan, stackText } from "./terraform/plans.ts";

// A fingerprint that stays while what it stands for changes is a lie: `immuc bake` would call the image baked, and a
// rollout the generation live. A format that is named here never gets another digest, unless only words changed that no
// machine reads, such as a comment.
const emittedBy = {
  image: { 1: "193aca6ed8282418b40f2e04c3622d44a11e8dfff9d1027ffa51ae46678d3c87" },
  generation: { 1: "4687b38dd2687b7a25ae313ed17740ea0e64e67df1d6743eb9a273fa99e14a4f" },
} as const;

test("an equal image bakes to equal bytes, or the format of images is a new one", () => {
  const { plan, contents } = shopPlan();
  const digest = digestJson(emittedTexts(plan, contents));
  expect(digest, "raise `imageFormat`, and name the new one and its digest here").toBe(emittedBy.image[imageFormat]);
});

test("an equal generation is made of equal parts, or the format of generations is a new one", () => {
  const { resource } = JSON.parse(stackText(fullPlan())) as { readonly resource: Readonly<Record<string, Json>> };
  const digest = digestJson(partsOfGenerations.map((type) => withoutTags(resource[type] ?? null)));
  expect(digest, "raise `generationFormat`, and name the new one and its digest here").toBe(
    emittedBy.generation[generationFormat],
  );
});

/** What a generation is made of, which is never changed in place. */
const partsOfGenerations = ["aws_launch_template", "aws_lb_target_group"];

// Tags are what project, environment and fleet say when it is made: no part of a generation, as the source may change them.
function withoutTags(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutTags);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== "tags" && key !== "tag_specifications");
  return Object.fromEntries(entries.map(([key, each]) => [key, withoutTags(each)]));
}

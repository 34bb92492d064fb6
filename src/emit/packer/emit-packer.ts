import { byText, distinctTexts } from "../../base/order.ts";
import { sortedValues } from "../../base/record.ts";
import type { ImagePlan, Plan } from "../../plan/model.ts";
import { type Artifact, type Contents, textArtifact } from "../artifact.ts";
import { imageView } from "./image-view.ts";
import { render } from "./render.ts";
import { contentOf, provisioningScripts } from "./scripts.ts";

/**
 * The Packer templates that bake a plan's images, with all that each bake needs: one folder an image. Only for a plan
 * that `checkEmission` finds nothing wrong with.
 */
export function emitPacker(plan: Plan, contents: Contents): readonly Artifact[] {
  const images = sortedValues(plan.images);
  return images.flatMap((image) => emitImage(plan, image, contents));
}

function emitImage(plan: Plan, image: ImagePlan, contents: Contents): readonly Artifact[] {
  const folder = `packer/${image.name}`;
  const scripts = provisioningScripts(image.definition, contents);
  const digests = stagedDigests(image);
  const { installer } = image.definition.base;
  const texts: readonly (readonly [path: string, text: string])[] = [
    ["files/agent.sh", render("agent", { apt: installer === "apt" })],
    ...scripts.map(({ path, text }) => [path, text] as const),
    ["image.pkr.hcl", render("image", imageView(plan, image, scripts, digests.length > 0))],
    ["variables.pkr.hcl", render("variables", {})],
    ["versions.pkr.hcl", render("versions", {})],
  ];
  return [
    ...digests.map((sha256) => ({ path: `${folder}/files/content/${sha256}`, bytes: contentOf(contents, sha256) })),
    ...texts.map(([path, text]) => textArtifact(`${folder}/${path}`, text)),
  ].sort(byText(({ path }) => path));
}

/** The files of the project that the image's steps need, each once. */
function stagedDigests({ definition }: ImagePlan): readonly string[] {
  const files = definition.steps.flatMap((step) => {
    if (step.kind === "copy") return step.files;
    return step.script ? [step.script] : [];
  });
  return distinctTexts(files.map(({ sha256 }) => sha256));
}

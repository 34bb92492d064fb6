import type { ImageContext } from "./image-rule.ts";
import { sampleImage } from "./sample-image.ts";

/** A tag that the image's author wrote, and the path of what says so in the Plan. */
export interface WrittenTag {
  readonly key: string;
  readonly value: string;
  /** What says it, as a message names it: of all that images share the project, so that it is told once. */
  readonly owner: string;
  readonly path: string;
}

/** The tags that an image gets from its source: its own, and the project's that it does not set itself. */
export function writtenTags({ plan, image }: ImageContext): readonly WrittenTag[] {
  const ofProject = (key: string, value: string): WrittenTag => ({
    key,
    value,
    owner: `project \`${plan.project.name}\``,
    path: `project/tags/${key}`,
  });
  const own = Object.entries(image.tags).map(([key, value]) =>
    plan.project.tags[key] === value
      ? ofProject(key, value)
      : { key, value, owner: `image \`${image.name}\``, path: `images/${image.name}/tags/${key}` },
  );
  const shared = Object.entries(plan.project.tags)
    .filter(([key]) => !Object.hasOwn(image.tags, key))
    .map(([key, value]) => ofProject(key, value));
  return [...own, ...shared];
}

/** The source of an image with tags, for samples. */
export function taggedImage(tags: string): string {
  return sampleImage('regions = ["eu-west-1"]', `tags    = ${tags}`);
}

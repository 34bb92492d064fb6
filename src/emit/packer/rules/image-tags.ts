import type { ImageContext } from "./image-rule.ts";

/** A tag that the image's author wrote, and the path of what says so in the Plan. */
export interface WrittenTag {
  readonly key: string;
  readonly value: string;
  readonly path: string;
}

/** The tags that an image gets from its source: its own, and the project's that it does not set itself. */
export function writtenTags({ plan, image }: ImageContext): readonly WrittenTag[] {
  const own = Object.entries(image.tags).map(([key, value]) => {
    const inherited = plan.project.tags[key] === value;
    return { key, value, path: inherited ? `project/tags/${key}` : `images/${image.name}/tags/${key}` };
  });
  const shared = Object.entries(plan.project.tags)
    .filter(([key]) => !Object.hasOwn(image.tags, key))
    .map(([key, value]) => ({ key, value, path: `project/tags/${key}` }));
  return [...own, ...shared];
}

/** The source of an image with tags, for samples. */
export function taggedImage(tags: string): string {
  return `import { ubuntu_2404 } from "std/images"

project shop {}

image web extends ubuntu_2404 {
  regions = ["eu-west-1"]
  tags    = ${tags}
}
`;
}

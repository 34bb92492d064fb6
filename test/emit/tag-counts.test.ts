import { expect, test } from "vitest";
import { emitAll } from "../../src/query/emit-all.ts";
import { sampleProject } from "../../src/rollout/samples.ts";
import { compileFiles, lineOf } from "../support/compile.ts";

function tags(prefix: string, count: number): string {
  return `tags = { "${prefix}\${index}": "" for index in sequence(1, ${count}) }`;
}

function project(counts: { project?: number; image?: number; environment?: number; fleet?: number }): string {
  const { project = 0, image = 0, environment = 0, fleet = 0 } = counts;
  return sampleProject({
    image: tags("i", image),
    environment: tags("e", environment),
    fleet: tags("f", fleet),
  }).replace("project shop {}", `project shop { ${tags("p", project)} }`);
}

function found(source: string): readonly string[] {
  const { diagnostics, sources } = compileFiles(source);
  return diagnostics.filter(({ code }) => code === "IMMU8307").map((each) => lineOf(each, sources));
}

async function emitted(source: string, end: string): Promise<string> {
  const { plan, contents } = compileFiles(source);
  if (plan === null) throw new Error("the sources have errors");
  const artifact = (await emitAll({ plan, contents })).find(({ path }) => path.endsWith(end));
  return new TextDecoder().decode(artifact?.bytes);
}

/** The most tags that anything has of what is emitted, images aside. */
async function mostTags(source: string): Promise<number> {
  const { provider, resource } = JSON.parse(await emitted(source, "cdk.tf.json"));
  const shared = Object.keys(provider.aws[0].default_tags[0].tags);
  const resources = Object.values<object>(resource).flatMap((type) => Object.values(type));
  return Math.max(
    ...resources.map(({ tags = {} }) => new Set([...shared, ...Object.keys(tags)]).size),
    ...resources.flatMap(({ tag_specifications = [] }) =>
      tag_specifications.map(({ tags }: { tags: object }) => Object.keys(tags).length),
    ),
  );
}

test("of fleets, what the emitted resources carry is counted", async () => {
  const most = project({ project: 15, environment: 15, fleet: 14 });
  expect(found(most)).toEqual([]);
  expect(await mostTags(most)).toBe(50);
  expect(found(project({ project: 15, environment: 15, fleet: 15 }))).toEqual([
    expect.stringContaining("fleet web gets 51 tags, 6 of them immuc's own, and AWS takes 50"),
  ]);
});

test("of images, what Packer sets is counted", async () => {
  const most = project({ project: 20, image: 25 });
  expect(found(most)).toEqual([]);
  const [, map = ""] = /tags = \{\n([^}]*)\}/.exec(await emitted(most, "image.pkr.hcl")) ?? [];
  expect(map.trim().split("\n")).toHaveLength(50);
  expect(found(project({ project: 20, image: 26 }))).toEqual([expect.stringContaining("image web gets 51 tags")]);
});

test("what an environment shares is told once, where it is written", () => {
  const lines = (source: string): readonly string[] => found(source).map((line) => line.replace(/^.*IMMU8307 /, ""));
  expect(lines(project({ environment: 49, fleet: 3 }))).toEqual([
    expect.stringMatching(/^environment prod gets 51 tags/),
  ]);
  expect(lines(project({ project: 49 }))).toEqual([expect.stringMatching(/^image web gets 54 tags/)]);
});

test("a tag that several set is one", () => {
  const source = sampleProject({ environment: tags("p", 44), fleet: tags("p", 44) });
  expect(found(source)).toEqual([]);
});

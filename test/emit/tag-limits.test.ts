import { expect, test } from "vitest";
import { compileFiles, lineOf } from "../support/compile.ts";

const project = (tags: { project?: string; image?: string; environment?: string; fleet?: string }): string => `
import { debian_12 } from "std/images"
import { handover } from "std/rollouts"
project shop { tags = ${tags.project ?? "{}"} }
abstract image tagged extends debian_12 { tags = ${tags.image ?? "{}"} }
image web extends tagged {}
image api extends tagged {}
network main { vpc = { Name: "main" }  private = { Name: "main" } }
abstract fleet tagged { instances = ["t3.small"]  size = 2..2  rollout = handover  tags = ${tags.fleet ?? "{}"} }
fleet web extends tagged { image = image.web }
fleet api extends tagged { image = image.api }
abstract environment place { region = "eu-west-1"  network = main  tags = ${tags.environment ?? "{}"} }
environment staging extends place {}
environment prod extends place {}
`;

function found(source: string): readonly string[] {
  const { diagnostics, sources } = compileFiles(source);
  return diagnostics.filter(({ code }) => code === "IMMU8306").map((each) => lineOf(each, sources));
}

test("what AWS takes is taken", () => {
  const tags = `{ "team name": "größe 1_a.b:c/d=e+f-g@h", ${"k".repeat(128)}: "${"v".repeat(256)}", empty: "" }`;
  expect(found(project({ project: tags, image: tags, environment: tags, fleet: tags }))).toEqual([]);
});

test.each<[string, string, string]>([
  ["a key that is too long", `{ ${"k".repeat(129)}: "" }`, "has a name of 129 characters"],
  ["a value that is too long", `{ team: "${"😀".repeat(257)}" }`, "has a value of 257 characters"],
  ["a key without a character", '{ "": "x" }', "has no name"],
])("%s is told once, wherever it stands", (_, tags, reason) => {
  for (const place of ["project", "image", "environment", "fleet"]) {
    expect(found(project({ [place]: tags }))).toEqual([expect.stringContaining(reason)]);
  }
});

test("any character may be in the tags of an image, few in those of a role", () => {
  for (const [tags, character] of [
    ['{ "a;b": "x" }', '";"'],
    ['{ team: "a\\nb" }', '"\\n"'],
  ] as const) {
    expect(found(project({ image: tags }))).toEqual([]);
    for (const place of ["project", "environment", "fleet"]) {
      expect(found(project({ [place]: tags }))).toEqual([expect.stringContaining(`holds ${character}`)]);
    }
  }
});

test("a tag in another normal form than Terraform's is refused, as it would arrive as another", () => {
  for (const tags of ['{ "\\u{212b}": "x" }', '{ team: "\\u{1112}\\u{1161}" }']) {
    for (const place of ["environment", "fleet"]) {
      expect(found(project({ [place]: tags }))).toEqual([expect.stringContaining("is not in normal form C")]);
    }
  }
});

test("a tag of the project that no image can have is told once, however many images there are", () => {
  for (const tags of ['{ "aws:x": "1" }', '{ team: "{{x}}" }', '{ team: "Rene\\u{301}e" }']) {
    const { diagnostics } = compileFiles(project({ project: tags }));
    const errors = diagnostics.filter(({ level }) => level === "error");
    expect(errors).toEqual([expect.objectContaining({ message: expect.stringContaining("project `shop`") })]);
  }
});

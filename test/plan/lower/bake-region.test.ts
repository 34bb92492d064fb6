import { expect, test } from "vitest";
import type { Lock } from "../../../src/plan/lock.ts";
import type { ImagePlan } from "../../../src/plan/model.ts";
import { compileFiles } from "../../support/compile.ts";

const base = { owner: "136693071363", pattern: "debian-12-amd64-*", created: "2026-01-01T00:00:00.000Z" };

function lockIn(...regions: readonly string[]): Lock {
  return {
    bases: regions.map((region, index) => ({ ...base, region, id: `ami-0${index}`, name: `debian-12-${region}` })),
  };
}

function imageFor(lock: Lock | null, regions: readonly string[], attribute = ""): ImagePlan {
  const environments = regions.map(
    (region) => `environment in_${region.replaceAll("-", "_")} { region = "${region}"  network = network.main }`,
  );
  const source = [
    'import { debian_12 } from "std/images"',
    "project shop {}",
    'network main { vpc = { Name: "main" }  private = { Tier: "private" } }',
    `image web extends debian_12 { ${attribute} check ok { command = "true" } }`,
    ...environments,
  ].join("\n");
  const { plan, diagnostics } = compileFiles({ "main.immu": source }, { lock });
  expect(diagnostics.filter(({ level }) => level === "error")).toEqual([]);
  const image = plan?.images.web;
  if (image === undefined) throw new Error("there is no plan");
  return image;
}

test("an environment more leaves the fingerprint as it is, wherever it lies", () => {
  const lock = lockIn("eu-west-1");
  const before = imageFor(lock, ["eu-west-1"]);
  for (const more of ["ap-south-1", "us-east-1"]) {
    const after = imageFor(lock, ["eu-west-1", more]);
    expect(after.fingerprint).toBe(before.fingerprint);
    expect(after.regions).toEqual(["eu-west-1", more]);
  }
});

test("without a pin, and with several, the first region is the first by name", () => {
  const regions = ["us-east-1", "ap-south-1", "eu-west-1"];
  expect(imageFor(null, regions).regions).toEqual(["ap-south-1", "eu-west-1", "us-east-1"]);
  expect(imageFor(lockIn("us-east-1", "eu-west-1"), regions).regions).toEqual(["eu-west-1", "ap-south-1", "us-east-1"]);
});

test("an author who names the regions names the one to bake in", () => {
  const attribute = 'regions = ["us-east-1", "eu-west-1"]';
  expect(imageFor(lockIn("eu-west-1"), ["eu-west-1"], attribute).regions).toEqual(["us-east-1", "eu-west-1"]);
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { beforeEach, expect, test } from "vitest";
import { prettyJson } from "../../../src/base/json.ts";
import { emitTerraform } from "../../../src/emit/terraform/emit-terraform.ts";
import { buildEnvironmentStack } from "../../../src/emit/terraform/environment-stack.ts";
import type { Plan } from "../../../src/plan/model.ts";
import { temporaryFolder } from "../../host/temporary-folder.ts";
import {
  first,
  firstDigest,
  fullPlan,
  hostilePlan,
  hostileTexts,
  textOfArtifact,
  webFleet,
  withEnvironment,
} from "./plans.ts";

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const state = { bucket: "state", key: "shop/prod", region: "eu-west-1" };

test.each([
  ["a fleet of each kind", withEnvironment(fullPlan(), { state, account: "123456789012" })],
  ["hostile text", withEnvironment(hostilePlan(), { state })],
  ["fleets that differ in texts and numbers alone", withEnvironment(alikePlan(), { state })],
])("%s: the bytes are CDKTF's own but for its white space in what is empty", (_, plan) => {
  const theirs = synthesizeWithCdktf(plan);
  const compact = theirs.stack.replace(/([{[])\n *([}\]])/g, "$1$2");
  expect(textOfArtifact(plan, stackPath)).toBe(`${compact}\n`);
  expect(JSON.parse(textOfArtifact(plan, "cdktf.out/manifest.json"))).toEqual(JSON.parse(theirs.manifest));
});

test("without a state there is no backend, where CDKTF would name the working folder", () => {
  const { stack } = synthesizeWithCdktf(fullPlan());
  const { terraform, ...rest } = JSON.parse(stack) as { terraform: Record<string, unknown> };
  const { backend, ...settings } = terraform;
  expect(backend).toEqual({ local: { path: expect.stringContaining(process.cwd()) } });
  expect(textOfArtifact(fullPlan(), stackPath)).toBe(prettyJson({ ...rest, terraform: settings } as never));
});

test("stack traces are taken again afterwards", () => {
  const capture = Error.captureStackTrace;
  emitTerraform(fullPlan());
  expect(Error.captureStackTrace).toBe(capture);
  expect(() => emitTerraform(fullPlan([null as never]))).toThrow();
  expect(Error.captureStackTrace).toBe(capture);
});

const stackPath = "cdktf.out/stacks/shop-prod/cdk.tf.json";

/** Fleets whose elements have the same form, with texts and numbers that something might treat in another way. */
function alikePlan(): Plan {
  const numbers = [7, 7, 0, 1, -1, 0.5, 1e21, 5e-7, 999];
  const fleets = ["same", "same", ...hostileTexts].map((text, at) => {
    const number = numbers[at % numbers.length] ?? 0;
    const generation = { ...first, egress: { https: { to: text, port: 443 + at, protocol: "tcp" as const } } };
    return webFleet({
      name: `web${at}`,
      generations: { ...webFleet().generations, [firstDigest]: generation },
      route: { balancer: "public", hosts: [text], paths: [text], priority: number },
      tags: { team: text },
      steady: { [firstDigest]: { attached: true, weight: number, min: number, max: number, desired: number } },
    });
  });
  return fullPlan(fleets);
}

function synthesizeWithCdktf(plan: Plan): { readonly stack: string; readonly manifest: string } {
  const app = new App({ outdir: folder });
  for (const environment of Object.values(plan.environments)) {
    buildEnvironmentStack(app, plan.project, environment);
  }
  app.synth();
  return {
    stack: readFileSync(join(folder, "stacks/shop-prod/cdk.tf.json"), "utf8"),
    manifest: readFileSync(join(folder, "manifest.json"), "utf8"),
  };
}

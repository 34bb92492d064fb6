import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { beforeAll, expect, test } from "vitest";
import { lazily } from "../../../scripts/bundle/lazily.ts";
import { slimCdktf } from "../../../scripts/bundle/slim-cdktf.ts";
import { emitTerraform } from "../../../src/emit/terraform/emit-terraform.ts";
import type { FleetPlan, StoreEngine } from "../../../src/plan/model.ts";
import { sharedFolder } from "../../host/temporary-folder.ts";
import { generationDigest, generationFixture } from "../../support/plan-fixture.ts";
import { fullPlan, hostilePlan, rollingFleet, second, webFleet, withEnvironment, workerFleet } from "./plans.ts";

// A bundle leaves out what no build runs of CDKTF and of the provider's classes (scripts/bundle/slim-cdktf.ts).
const sources = resolve(import.meta.dirname, "../../../src/emit/terraform");
const folder = sharedFolder();
const bundle = join(folder, "emit-terraform.cjs");
let bundled: { readonly emitTerraform: typeof emitTerraform };
beforeAll(async () => {
  await build({
    entryPoints: [join(sources, "emit-terraform.ts")],
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "cjs",
    plugins: [lazily, slimCdktf],
  });
  bundled = createRequire(import.meta.url)(bundle);
});

const state = { bucket: "state", key: "shop/prod", region: "eu-west-1" };
const fleets = [webFleet(), workerFleet(), rollingFleet(), fleetWithStores()];
const everything = withEnvironment(fullPlan(fleets), { state, account: "123456789012" });

test.each([
  ["a fleet of each kind", everything],
  ["two fleets that are alike", fullPlan([webFleet(), webFleet({ name: "shop" })])],
  ["hostile text", hostilePlan()],
])("%s: a bundle emits the same bytes", (_, plan) => {
  expect(bytesOf(bundled.emitTerraform(plan))).toEqual(bytesOf(emitTerraform(plan)));
});

test("the first of these plans has an element of every class that is imported", () => {
  const texts = readdirSync(sources, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => readFileSync(join(sources, path), "utf8"));
  const classes = texts.flatMap((text) => [...text.matchAll(/@cdktf\/provider-aws\/lib\/([\w-]+)\//g)]);
  const emitted = bytesOf(emitTerraform(everything)).join("");
  const types = classes.map(([, name = ""]) => name.replace(/^(data-aws-)?/, "aws_").replaceAll("-", "_"));
  expect(types.filter((type) => type !== "aws_provider" && !emitted.includes(`"${type}"`))).toEqual([]);
});

function fleetWithStores(): FleetPlan {
  const engines: readonly StoreEngine[] = ["postgres", "aurora_mysql", "redis", "efs", "dynamodb", "s3"];
  const contract = { version: 1, compatibleFrom: 1 };
  const stores = Object.fromEntries(engines.map((engine) => [engine, { engine, identifier: "x", port: 1, contract }]));
  const generation = generationFixture({ ...second, fleet: "data", stores });
  return webFleet({
    name: "data",
    stable: null,
    generations: { [generationDigest(generation)]: generation },
    steady: {},
  });
}

function bytesOf(artifacts: ReturnType<typeof emitTerraform>): readonly string[] {
  return artifacts.map(({ path, bytes }) => `${path}\n${new TextDecoder().decode(bytes)}`);
}

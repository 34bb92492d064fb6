import { readFileSync } from "node:fs";
import { App } from "cdktf";
import { buildEnvironmentStack } from "../../../src/emit/terraform/environment-stack.ts";
import type { Plan } from "../../../src/plan/model.ts";

// A program: reads a plan, and lets the library itself synthesize the stacks that we build for it. Bundled once with
// CDKTF and once with its fork in its place.
const [planFile = "", outdir = ""] = process.argv.slice(2);
const plan = JSON.parse(readFileSync(planFile, "utf8")) as Plan;
const app = new App({ outdir });
for (const environment of Object.values(plan.environments)) buildEnvironmentStack(app, plan.project, environment);
app.synth();

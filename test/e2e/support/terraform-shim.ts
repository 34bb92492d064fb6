import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { withoutMockGaps } from "./mock-gaps.ts";

// Stands for `terraform` on the PATH: leaves out of the stack what the mock AWS can't keep, and calls the real one.
if (existsSync("cdk.tf.json") && process.argv[2] === "plan")
  writeFileSync("cdk.tf.json", withoutMockGaps(readFileSync("cdk.tf.json", "utf8")));
const { status } = spawnSync(process.env.REAL_TERRAFORM ?? "", process.argv.slice(2), { stdio: "inherit" });
process.exitCode = status ?? 1;

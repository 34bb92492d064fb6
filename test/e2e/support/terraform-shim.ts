import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { withoutMockGaps } from "./mock-gaps.ts";

// Stands for `terraform` on the PATH: leaves out of the stack what the mock AWS can't keep, calls the real one, and
// keeps every plan that is shown, for a test to look at.
const words = process.argv.slice(2);
if (existsSync("cdk.tf.json") && words[0] === "plan")
  writeFileSync("cdk.tf.json", withoutMockGaps(readFileSync("cdk.tf.json", "utf8")));
const shows = words[0] === "show";
const { status, stdout } = spawnSync(process.env.REAL_TERRAFORM ?? "", words, {
  stdio: ["ignore", shows ? "pipe" : "inherit", "inherit"],
  maxBuffer: 64 * 1024 ** 2,
});
if (shows) {
  process.stdout.write(stdout);
  appendFileSync(process.env.SHOWN_PLANS ?? "", `${stdout.toString().trim()}\n`);
}
process.exitCode = status ?? 1;

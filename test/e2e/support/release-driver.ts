import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { readLedger } from "../../../src/host/ledger/read-ledger.ts";
import type { LedgerEvent } from "../../../src/release/ledger/entry.ts";
import type { Ledger } from "../../../src/release/ledger/ledger.ts";
import { bundleOnce, finished, type Run } from "../../cli/cli.ts";
import type { MockAws } from "./mock-aws.ts";
import type { TerraformTool } from "./terraform-tool.ts";

/** A project on the disk and the program that releases it to the mock AWS. */
export interface ReleaseDriver {
  readonly folder: string;
  write(path: string, text: string): void;
  /** Runs the program to its end. */
  immuc(...words: readonly string[]): Promise<Run>;
  /** Starts it; `kill` kills it as if the machine had stopped, though Terraform goes on. */
  start(...words: readonly string[]): { readonly ended: Promise<Run>; kill(): void };
  ledger(environment: string): Ledger;
  events(environment: string): readonly LedgerEvent[];
  /** Builds the project and has Terraform plan its stack where the releases have left it: the exit code, and what it says. */
  planAgain(stack: string, environment: string, ...words: readonly string[]): Promise<Run>;
  /** Every plan of Terraform so far, as `terraform show -json` has it. */
  plans(): readonly unknown[];
  remove(): void;
}

export async function openReleaseDriver(tool: TerraformTool, mock: MockAws): Promise<ReleaseDriver> {
  const base = mkdtempSync(join(tmpdir(), "immuc-release-"));
  const [folder, bin] = [join(base, "project"), join(base, "bin")];
  mkdirSync(folder);
  for (const name of ["terraform", "packer"])
    await build({
      entryPoints: [join(import.meta.dirname, `${name}-shim.ts`)],
      outfile: join(bin, name),
      bundle: true,
      platform: "node",
      format: "esm",
      banner: {
        js: '#!/usr/bin/env node\nimport { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
      },
      logLevel: "error",
    });
  writeFileSync(join(bin, "package.json"), '{ "type": "module" }');
  execFileSync("chmod", ["+x", join(bin, "terraform"), join(bin, "packer")]);
  const env = {
    ...mock.environment,
    PATH: `${bin}:${process.env.PATH}`,
    HOME: base,
    SHOWN_PLANS: join(base, "plans.jsonl"),
    REAL_TERRAFORM: execFileSync("which", ["terraform"], { encoding: "utf8" }).trim(),
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
  const program = await bundleOnce();
  const begin = (words: readonly string[]) =>
    spawn(process.execPath, [program, ...words], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  const ledger = (environment: string): Ledger => {
    const verified = readLedger({ path: join(folder, "ledger"), shownAs: "ledger" }, environment);
    if (verified.kind === "broken") throw new Error(verified.problem.message);
    return verified.ledger;
  };
  const plugins = (words: readonly string[]): readonly string[] =>
    ["run", "promote", "rollback", "retire", "abort"].some((word) => words.slice(0, 2).includes(word))
      ? [...words, `--plugin-dir=${tool.mirror}`]
      : words;
  return {
    folder,
    write: (path, text) => writeFileSync(join(folder, path), text),
    immuc: (...words) => finished(begin(plugins(words))),
    start: (...words) => {
      const child = begin(plugins(words));
      return { ended: finished(child), kill: () => void child.kill("SIGKILL") };
    },
    ledger,
    events: (environment) => ledger(environment).entries.map(({ event }) => event),
    planAgain: async (stack, environment, ...words) => {
      const built = await finished(begin(["build", ...words]));
      if (built.code !== 0) throw new Error(built.stderr);
      const workspace = join(folder, ".immuc/environments", environment);
      copyFileSync(join(folder, "dist/cdktf.out/stacks", stack, "cdk.tf.json"), join(workspace, "cdk.tf.json"));
      const plan = ["plan", "-input=false", "-no-color", "-detailed-exitcode", "-lock-timeout=60s"];
      return finished(spawn(join(bin, "terraform"), plan, { cwd: workspace, env, stdio: ["ignore", "pipe", "pipe"] }));
    },
    plans: () =>
      readFileSync(env.SHOWN_PLANS, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as unknown),
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
}

import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { providerFolder, type TerraformTool } from "./terraform-tool.ts";

/** The AWS provider as a process that every command of Terraform shares. */
export interface ProviderProcess {
  /** Sends Terraform to it. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): void;
}

/**
 * Starts the AWS provider once, the way its own developers debug it. A command of Terraform starts a provider two or three
 * times and reads its schema each time, which is most of what the command costs: a test with a hundred of them takes a
 * third of the time so. The provider takes its credentials and endpoints from the environment that it is started with.
 */
export async function startProvider(
  tool: TerraformTool,
  environment: Readonly<Record<string, string>>,
): Promise<ProviderProcess> {
  const base = mkdtempSync(join(tmpdir(), "immuc-provider-"));
  const output = join(base, "output");
  const file = openSync(output, "w");
  // A bundle of certificates fits one configuration of the provider's client, not the next.
  const { AWS_CA_BUNDLE: _, ...machine } = process.env;
  const child = spawn(programIn(join(tool.mirror, providerFolder)), ["-debug"], {
    env: { ...machine, ...environment },
    stdio: ["ignore", file, "ignore"],
  });
  closeSync(file);
  const stop = (): void => {
    child.kill();
    rmSync(base, { recursive: true, force: true });
  };
  for (let attempt = 0; attempt < 600; attempt++) {
    const [, reattach] = /TF_REATTACH_PROVIDERS='(.*)'/.exec(readFileSync(output, "utf8")) ?? [];
    if (reattach !== undefined) return { environment: { TF_REATTACH_PROVIDERS: reattach }, stop };
    if (child.exitCode !== null) break;
    await wait(100);
  }
  stop();
  throw new Error("the AWS provider did not start");
}

/** The provider's program, wherever in its folder versions and platforms put it. */
function programIn(folder: string): string {
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.split("/").at(-1)?.startsWith("terraform-provider-aws_"))
    .filter((path) => !path.endsWith(".zip"))
    .sort();
  const [program] = found;
  if (program === undefined) throw new Error(`${folder} has no program of the provider in it`);
  return join(folder, program);
}

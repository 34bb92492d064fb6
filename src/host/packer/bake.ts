import { execFile, spawn } from "node:child_process";
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Artifact } from "../../emit/artifact.ts";
import { shellWord } from "../../emit/escape/shell.ts";
import { signIn } from "../aws/asking.ts";
import { EnvironmentFault, faultsNaming, systemCode } from "../fault.ts";
import { makeWorkFolder, workName } from "../terraform/workspace.ts";

const execute = promisify(execFile);

export interface BakeRequest {
  /** Absolute. */
  readonly root: string;
  readonly image: string;
  /** The files of its template, by their paths below `packer/<image>/`. */
  readonly files: readonly Artifact[];
  /** A full commit id. */
  readonly commit: string;
  readonly subnet: string | undefined;
  readonly onCommand: (line: string) => void;
  /** Told, now and then, the last line that Packer wrote. */
  readonly onOutput: (line: string) => void;
}

/**
 * Bakes one image with Packer, out of a folder of its own that holds exactly what a build emits for it. Credentials reach
 * Packer through the environment alone. Throws an `EnvironmentFault` with the end of its output.
 */
export async function bakeImage(request: BakeRequest): Promise<void> {
  const shownAs = `${workName}/packer/${request.image}`;
  const folder = join(makeWorkFolder(request.root, "packer"), request.image);
  faultsNaming("write", shownAs, () => {
    rmSync(folder, { recursive: true, force: true });
    for (const { path, bytes, executable } of request.files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes, { mode: executable === true ? 0o755 : 0o644 });
    }
  });
  await refuseOld();
  await run(request, folder, shownAs, ["init", "."]);
  await run(request, folder, shownAs, [
    "build",
    "-color=false",
    `-var=commit=${request.commit}`,
    "-var=manifest=packer-manifest.json",
    ...(request.subnet === undefined ? [] : [`-var=subnet_id=${request.subnet}`]),
    ".",
  ]);
}

/** Packer would say as much, with a command of its own that older ones do not know. */
async function refuseOld(): Promise<void> {
  const [, version = "", major, minor] = /v((\d+)\.(\d+)[\w.-]*)/.exec(await versionText()) ?? [];
  if (version === "" || Number(major) > 1 || Number(minor) >= 11) return;
  throw new EnvironmentFault(`packer is ${version}, and templates need 1.11 or later\n  ${download}`);
}

async function versionText(): Promise<string> {
  try {
    return (await execute("packer", ["version"], { env: process.env })).stdout;
  } catch (error) {
    throw systemCode(error) === "ENOENT" ? missing() : error;
  }
}

// Into a file, as for Terraform: a bake whose pipe breaks would leave its machine behind.
async function run(
  { onCommand, onOutput }: BakeRequest,
  folder: string,
  shownAs: string,
  words: readonly string[],
): Promise<void> {
  const command = ["packer", ...words].map(shellWord).join(" ");
  onCommand(command);
  const log = join(folder, `${words[0]}.log`);
  const file = openSync(log, "w", 0o600);
  const follower = setInterval(() => {
    const last = lastLine(log);
    if (last !== "") onOutput(last);
  }, 500);
  try {
    const child = spawn("packer", [...words], {
      cwd: folder,
      env: { ...process.env, CHECKPOINT_DISABLE: "1" },
      stdio: ["ignore", file, file],
      detached: true,
    });
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    if (code === 0) return;
    const end = readFileSync(log, "utf8").trimEnd().split("\n").slice(-8);
    throw new EnvironmentFault(
      `\`${command}\` failed${code === null ? "" : ` (${code})`}\n${end.map((line) => `  ${line}`).join("\n")}\n` +
        `  All of its output is in ${shownAs}/${words[0]}.log.` +
        (noCredentials.test(end.join("\n")) ? `\n  ${signIn}` : ""),
    );
  } catch (error) {
    throw systemCode(error) === "ENOENT" ? missing() : error;
  } finally {
    clearInterval(follower);
    closeSync(file);
  }
}

// Only the end of the log is read: a bake writes megabytes.
function lastLine(log: string): string {
  const file = openSync(log, "r");
  try {
    const { size } = fstatSync(file);
    const end = Buffer.alloc(Math.min(size, 4096));
    const read = readSync(file, end, 0, end.length, size - end.length);
    const line = end.toString("utf8", 0, read).trimEnd().split("\n").at(-1) ?? "";
    // What provisioners print may hold orders for terminals.
    return line.replace(/\p{Cc}/gu, " ").trim();
  } finally {
    closeSync(file);
  }
}

/** What Packer's plugin for AWS says where there are no credentials, or where they are over. */
const noCredentials = /no valid credential|NoCredentialProviders|failed to refresh cached credentials|ExpiredToken/i;

function missing(): EnvironmentFault {
  return new EnvironmentFault(`packer is not on the PATH\n  ${download}`);
}

const download = "Get it from https://developer.hashicorp.com/packer/install.";

import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { EnvironmentFault, systemCode } from "../fault.ts";
import { lastError } from "./last-error.ts";

/** Terraform in one folder. */
export interface Terraform {
  /** Runs a command; what it printed as its result. Throws `TerraformFailure`. */
  run(...words: readonly string[]): Promise<string>;
}

export interface TerraformPlace {
  /** Absolute: the folder of the stack. */
  readonly folder: string;
  /** The folder as the user knows it. */
  readonly shownAs: string;
  /** What to call; it is looked up on the PATH. */
  readonly program: string;
  /** Where in the source an address of the stack is decided: `main.immu:12:3`; null where that is not known. */
  readonly sourceOf: (address: string) => string | null;
}

/** A command of Terraform ended badly. The message says where all of its output is. */
export class TerraformFailure extends EnvironmentFault {
  readonly output: string;
  constructor(message: string, output: string) {
    super(message);
    this.output = output;
  }
}

/**
 * Opens Terraform in a folder. Credentials reach it through the environment of this process alone.
 *
 * Its output goes into files beside the stack, and it runs in a session of its own: whatever becomes of this process,
 * Terraform ends its apply and writes its state. Written to a pipe that nobody reads any more, or shut together with
 * the terminal, it would die in the middle and forget what it had just created. The files are this process's own, as another
 * may ask for outputs in the same folder meanwhile; what went well leaves none behind.
 */
export function openTerraform(place: TerraformPlace): Terraform {
  return {
    run: async (...words) => {
      const line = `${place.program} ${words.join(" ")}`;
      const name = words[0] ?? "terraform";
      const [out, err] = [`${name}.${process.pid}.out.log`, `${name}.${process.pid}.err.log`];
      const [outPath, errPath] = [join(place.folder, out), join(place.folder, err)];
      const code = await runToEnd(place, words, outPath, errPath);
      const output = readFileSync(outPath, "utf8");
      if (code === 0) {
        for (const path of [outPath, errPath]) rmSync(path, { force: true });
        return output;
      }
      const problems = readFileSync(errPath, "utf8");
      const what = lastError(problems === "" ? output : problems);
      throw new TerraformFailure(
        `\`${line}\` failed${code === null ? "" : ` (${code})`}\n${what}\n${decidedAt(place, what)}` +
          `  All of its output is in ${place.shownAs}/${out} and ${err}.`,
        `${output}${problems}`,
      );
    },
  };
}

/** A line that says where in the source to look; nothing where the error names no resource of which that is known. */
function decidedAt({ sourceOf }: TerraformPlace, what: string): string {
  const [, address] = /^ *with (\S+),$/m.exec(what) ?? [];
  const source = address === undefined ? null : sourceOf(address);
  return source === null ? "" : `  ${source} decides it.\n`;
}

async function runToEnd(
  { folder, program }: TerraformPlace,
  words: readonly string[],
  out: string,
  err: string,
): Promise<number | null> {
  const files = [openSync(out, "w", 0o600), openSync(err, "w", 0o600)] as const;
  try {
    const child = spawn(program, [...words], {
      cwd: folder,
      env: { ...process.env, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" },
      stdio: ["ignore", ...files],
      detached: true,
    });
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
  } catch (error) {
    if (systemCode(error) === "ENOENT" && statSync(folder, { throwIfNoEntry: false }) !== undefined)
      throw new EnvironmentFault(
        `${program} is not on the PATH\n  Get it from https://developer.hashicorp.com/terraform/install.`,
      );
    throw error;
  } finally {
    for (const file of files) closeSync(file);
  }
}

import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Puts a `terraform` into a folder that notes its commands where it is run, and shows the plan that it is told to, or fails with
 * `PLAN_ERROR`, where `PLAN_ERROR_OF` is given that of this variable file alone; the environment variables that have it found.
 */
export function installFakeTerraform(folder: string): (shownPlan: object) => Readonly<Record<string, string>> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "terraform"), script);
  chmodSync(join(folder, "terraform"), 0o755);
  return (shownPlan) => ({ PATH: `${folder}:${process.env.PATH}`, SHOWN: JSON.stringify(shownPlan) });
}

/** The commands that it was given for an environment of a project. */
export function terraformCommands(project: string, environment: string): readonly string[] {
  try {
    return readFileSync(join(project, ".immuc/environments", environment, "commands"), "utf8")
      .trim()
      .split("\n");
  } catch {
    return [];
  }
}

const script = `#!/bin/sh
echo "$1" >> commands
if [ "$1" = show ]; then printf %s "$SHOWN"; fi
case "$*" in *"$PLAN_ERROR_OF"*) failing=$PLAN_ERROR ;; esac
if [ "$1" = plan ] && [ -n "$failing" ]; then printf '%s\\n' "$failing" >&2; exit 1; fi
`;

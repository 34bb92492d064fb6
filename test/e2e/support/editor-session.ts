import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll } from "vitest";
import { bundledProgram } from "../../cli/cli.ts";
import { sharedFolder } from "../../host/temporary-folder.ts";

/** The repository's `editors/`. */
export const editorsFolder = resolve(import.meta.dirname, "../../../editors");

/** A project with one mistake (`handovr` for a rollout), a name to rename, and a line that is not formatted. */
export const brokenProject = `import { amazon_linux_2023 } from "std/images"
import { handover } from "std/rollouts"

project hello {}

/// Says hello.
image greeter extends amazon_linux_2023 {
  services = ["hello"]
}

let few = 2

fleet greeters {
  image = image.greeter
  instances = ["t3.micro"]
  size = few..few
  rollout   = handovr
}

network main {
  vpc     = { Name: "main" }
  private = { Tier: "private" }
}

environment prod {
  region  = "eu-west-1"
  network = network.main
}
`;

/** Whether a program starts at all; otherwise what to install for it. */
export function missingEditor(program: string, args: readonly string[], packages: string): string | null {
  const { status } = spawnSync(program, args, { stdio: "ignore" });
  return status === 0 ? null : `${program} is missing or incomplete (apt-get install ${packages})`;
}

export interface EditorSession {
  readonly folder: string;
  readonly file: string;
  readonly program: string;
}

/** The bundled compiler and a project to open, both there once the tests that ask for them begin. */
export function editorSession(): EditorSession {
  const program = bundledProgram();
  const folder = sharedFolder();
  const file = join(folder, "main.immu");
  beforeAll(() => writeFileSync(file, brokenProject));
  return { folder, file, program };
}

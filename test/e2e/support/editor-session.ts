import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildInto } from "../../../scripts/build.ts";

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
  remove(): void;
}

/** The bundled compiler and a project to open, both in a folder of their own. */
export async function createEditorSession(): Promise<EditorSession> {
  const scratch = mkdtempSync(join(tmpdir(), "immuc-editor-"));
  await buildInto(join(scratch, "immuc"));
  const folder = mkdtempSync(join(scratch, "project-"));
  const file = join(folder, "main.immu");
  writeFileSync(file, brokenProject);
  return {
    folder,
    file,
    program: join(scratch, "immuc/immuc.cjs"),
    remove: () => rmSync(scratch, { recursive: true }),
  };
}

import type { ProjectFiles } from "../../base/project-files.ts";
import { hasErrors } from "../../diagnostics/diagnostic.ts";
import { limitedTo } from "../../plan/limited-to.ts";
import type { Live } from "../../plan/live.ts";
import type { Compilation } from "../../query/compile.ts";
import { readLock } from "./compile-project.ts";

export interface VersionInput {
  readonly files: ProjectFiles;
  /** The project's folder, for messages. */
  readonly root: string;
  readonly entry: string;
  readonly params: ReadonlyMap<string, string>;
  readonly live: Live;
  readonly environment: string | undefined;
}

/** Compiles a project from files that are not those of its folder: an earlier version, with the lock of that version. */
export async function compileVersion(input: VersionInput): Promise<Compilation> {
  const { files, root, entry, params, live, environment } = input;
  const { compile } = await import("../../query/compile.ts");
  const lock = await readLock(files, root, null);
  const compilation = compile({ files, entry, params, lock: lock.value, locked: false, live, environment });
  const diagnostics = [...lock.diagnostics, ...compilation.diagnostics];
  const plan = hasErrors(diagnostics) || compilation.plan === null ? null : compilation.plan;
  return {
    ...compilation,
    // An earlier version need not have an environment that there is now.
    plan: plan && limitedTo(plan, environment),
    emittable: hasErrors(lock.diagnostics) ? null : compilation.emittable,
    sources: new Map([...compilation.sources, ...lock.sources]),
    inputs: new Map([...compilation.inputs, ...lock.inputs]),
    diagnostics,
  };
}

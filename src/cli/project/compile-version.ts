import type { ProjectFiles } from "../../base/project-files.ts";
import { hasErrors } from "../../diagnostics/diagnostic.ts";
import type { Live } from "../../plan/live.ts";
import type { Compilation } from "../../query/compile.ts";
import { readLock } from "./compile-project.ts";
import { onlyEnvironment } from "./only-environment.ts";

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
    plan: plan === null || environment === undefined ? plan : environmentIn(plan, environment),
    emittable: hasErrors(lock.diagnostics) ? null : compilation.emittable,
    sources: new Map([...compilation.sources, ...lock.sources]),
    inputs: new Map([...compilation.inputs, ...lock.inputs]),
    diagnostics,
  };
}

/** A plan with one environment alone; an earlier version need not have one that there is now. */
export function environmentIn(plan: NonNullable<Compilation["plan"]>, name: string): NonNullable<Compilation["plan"]> {
  return Object.hasOwn(plan.environments, name) ? onlyEnvironment(plan, name) : { ...plan, environments: {} };
}

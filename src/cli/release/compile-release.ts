import { assertNever } from "../../base/assert-never.ts";
import { firstNames, plural } from "../../base/wording.ts";
import { EnvironmentFault } from "../../host/fault.ts";
import { openGitProject } from "../../host/git-project-files.ts";
import type { Live } from "../../plan/live.ts";
import type { Plan } from "../../plan/model.ts";
import type { Compilation } from "../../query/compile.ts";
import type { BuildRecord, EventOf } from "../../release/ledger/entry.ts";
import { compileVersion } from "../project/compile-version.ts";

export type CompiledRelease =
  | {
      readonly kind: "compiled";
      readonly build: BuildRecord;
      readonly compilation: Compilation;
      readonly plan: Plan;
    }
  /** `why` continues "release prod:12 can't be built again: ". */
  | { readonly kind: "lost"; readonly why: string };

/**
 * Compiles again what a release was built from, by its entry in the ledger: the sources of its commit, its parameters.
 * `environment`: where it went, as the others were not judged then either.
 */
export async function compileRelease(
  { build, commit }: Pick<EventOf<"started" | "brought">, "build" | "commit">,
  root: string,
  live: Live,
  environment: string | undefined,
): Promise<CompiledRelease> {
  const lost = (why: string): CompiledRelease => ({ kind: "lost", why });
  if (build === undefined) return lost("its entry does not say what it was built from");
  if (commit === null) return lost("it was built outside of a git repository");
  const { uncommitted = [] } = build;
  if (uncommitted.length > 0) {
    const files = plural(uncommitted.length, "file");
    return lost(`it was built with ${files} that no commit has (${firstNames(uncommitted)})`);
  }
  try {
    const opened = openGitProject(root, commit, build.folder);
    switch (opened.kind) {
      case "open": {
        const { files } = opened;
        const params = new Map(Object.entries(build.params));
        const { entry } = build;
        const compilation = await compileVersion({ files, root, entry, params, live, environment });
        const plan = compilation.emittable;
        return plan === null
          ? lost("at its commit, the source has errors for this version of immuc")
          : { kind: "compiled", build, compilation, plan };
      }
      case "no-repository":
        return lost("the project is in no git repository here");
      case "unknown-revision":
        return lost("this repository does not have its commit, which `git fetch` may get, or `git fetch --unshallow`");
      default:
        return assertNever(opened);
    }
  } catch (error) {
    if (!(error instanceof EnvironmentFault)) throw error;
    return lost(error.message);
  }
}

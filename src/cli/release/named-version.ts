import { assertNever } from "../../base/assert-never.ts";
import { openGitProject } from "../../host/git-project-files.ts";
import { environmentsIn } from "../../host/ledger/ledger-folder.ts";
import { limitedTo } from "../../plan/limited-to.ts";
import type { Live } from "../../plan/live.ts";
import type { Compilation } from "../../query/compile.ts";
import { type AppliedBuild, releaseName } from "../../release/replay/find-release.ts";
import { compileVersion } from "../project/compile-version.ts";
import type { ProjectPlace } from "../project/locate-project.ts";
import { UsageError } from "../usage-error.ts";
import { VerificationError } from "../verification-error.ts";
import { compileRelease } from "./compile-release.ts";
import { ledgerFolderOf } from "./open-release.ts";
import { readLedgerOf } from "./read-ledger-of.ts";

/** What an earlier version is compiled with. */
export interface VersionWish {
  readonly place: ProjectPlace;
  /** Those of a revision; a release has its own. */
  readonly params: ReadonlyMap<string, string>;
  readonly live: Live;
  readonly environment: string | undefined;
}

/** The release that a word such as `prod:12` names; null where the project has no ledger that it could be of. */
export function releaseAt(root: string, word: string): AppliedBuild | null {
  const [, environment = "", number = ""] = /^([^:]+):(\d+)$/.exec(word) ?? [];
  const folder = ledgerFolderOf(root);
  if (!environmentsIn(folder).includes(environment)) return null;
  for (const { sequence, event } of readLedgerOf(folder, environment).entries)
    if (sequence === Number(number) && (event.kind === "started" || event.kind === "brought"))
      return { environment, sequence, event };
  throw new UsageError(
    `${word} is no release: that entry of the ledger, if there is one, started none\n` +
      "  Name it as `immuc log` numbers the entry that started it, such as prod:12.",
  );
}

/** Compiles what a release was built from, or the project as git has it at a revision. `option`: what names it, `--from`. */
export async function compileNamed(
  wish: VersionWish,
  option: string,
  word: string,
  release: AppliedBuild | null,
): Promise<Compilation> {
  if (release === null) return compileRevision(wish, option, word);
  const { place, live, environment } = wish;
  const compiled = await compileRelease(release.event, place.root, live, release.environment);
  if (compiled.kind === "lost")
    throw new VerificationError(`release ${releaseName(release)} can't be built again: ${compiled.why}`);
  const { compilation, plan } = compiled;
  return { ...compilation, plan: limitedTo(plan, environment) };
}

/** What git calls the commit that is checked out. */
export const head = "HEAD";

async function compileRevision(
  { place, params, live, environment }: VersionWish,
  option: string,
  revision: string,
): Promise<Compilation> {
  const opened = openGitProject(place.root, revision);
  switch (opened.kind) {
    case "open": {
      const { files } = opened;
      if (files.readSource(place.entry).kind === "missing")
        throw new UsageError(
          `${option} ${revision}: the project is not there; it came later, or lay in another folder\n` +
            "  Name a version that has it, or an output folder.",
        );
      return compileVersion({ files, ...place, params, live, environment });
    }
    case "no-repository":
      throw new UsageError(
        "the project is in no git repository, so it has no earlier version\n  Name an output folder to compare with: --from dist.",
      );
    case "unknown-revision":
      if (revision === head)
        throw new UsageError(
          "the repository has no commit yet, so there is no earlier version\n  Name an output folder to compare with: --from dist.",
        );
      throw new UsageError(
        `${option} ${revision}: git knows no such revision, and there is no such output folder\n` +
          "  Name a commit, a branch or a tag, a release such as prod:12, or a folder with an immu.manifest.json.",
      );
    default:
      return assertNever(opened);
  }
}

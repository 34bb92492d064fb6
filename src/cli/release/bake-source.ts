import { firstNames } from "../../base/wording.ts";
import { readCommit } from "../../host/release/commit.ts";
import { UsageError } from "../usage-error.ts";
import { VerificationError } from "../verification-error.ts";

/** The commit that images are baked of, and what the ledger is to say of it. */
export interface BakeSource {
  readonly commit: string;
  /** Present where the files differ from it. */
  readonly reason?: string;
}

/** The commit to bake, which must be what the files are: the one that is named, or git's HEAD. */
export async function bakeSource(
  root: string,
  { commit, allowDirty }: { readonly commit: string | undefined; readonly allowDirty: boolean },
): Promise<BakeSource> {
  if (commit !== undefined && !/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(commit))
    throw new UsageError(`--commit ${commit}: it must be a full commit id, of 40 or 64 hexadecimal digits`);
  const reading = await readCommit(root);
  if (reading === null) {
    if (commit !== undefined) return { commit };
    throw new UsageError(
      "the project is in no git repository with a commit\n  Commit it, or name the commit that it is of: --commit.",
    );
  }
  const { changed } = reading;
  const baked = { commit: commit ?? reading.commit };
  if (changed.length === 0) return baked;
  if (!allowDirty)
    throw new VerificationError(
      `${changed.length === 1 ? "a file differs" : `${changed.length} files differ`} from the commit: ${firstNames(changed)}\n` +
        "  An image must be what its commit says. Commit first, or bake with --allow-dirty, which the ledger will say.",
    );
  return { ...baked, reason: `baked with changes that are in no commit: ${changed.slice(0, 20).join(", ")}` };
}

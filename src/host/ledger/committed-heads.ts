import { assertNever } from "../../base/assert-never.ts";
import { headOf, type LedgerHead } from "../../release/ledger/head.ts";
import { verifyLedger } from "../../release/ledger/verify.ts";
import { openGitProject } from "../git-project-files.ts";
import { environmentOf } from "./ledger-folder.ts";

export type CommittedHeads =
  /** By environment: how far its ledger reaches that git has. */
  | { readonly kind: "read"; readonly heads: Readonly<Record<string, LedgerHead>> }
  | { readonly kind: "no-repository" }
  | { readonly kind: "unknown-revision" };

/** How far the ledgers of a project reach at a revision of its repository, which whoever edits them can't change unseen. */
export function committedHeads(root: string, revision: string): CommittedHeads {
  const opened = openGitProject(root, revision);
  switch (opened.kind) {
    case "open": {
      const { files, namesIn } = opened;
      const heads = namesIn("ledger").flatMap((name): [string, LedgerHead][] => {
        const environment = environmentOf(name);
        if (environment === null) return [];
        const read = files.readTree(`ledger/${name}`);
        const [file] = read.kind === "ok" ? read.value.files : [];
        const head = file === undefined ? null : soundHead(environment, file.bytes);
        return head === null ? [] : [[environment, head]];
      });
      return { kind: "read", heads: Object.fromEntries(heads) };
    }
    case "no-repository":
    case "unknown-revision":
      return opened;
    default:
      return assertNever(opened);
  }
}

// What is sound at that revision has to be there still, whatever comes after it.
function soundHead(environment: string, content: Uint8Array): LedgerHead | null {
  const verified = verifyLedger(environment, content);
  return headOf(verified.kind === "sound" ? verified.ledger : verified.before);
}

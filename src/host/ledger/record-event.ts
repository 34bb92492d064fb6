import { existsSync, lstatSync } from "node:fs";
import { join, posix } from "node:path";
import { sha256, shortDigest } from "../../base/digest.ts";
import type { GenerationDefinition } from "../../plan/model.ts";
import type { LedgerEntry, LedgerEvent } from "../../release/ledger/entry.ts";
import type { Refusal } from "../../release/ledger/laws/judgement.ts";
import { appendEntry } from "../../release/ledger/ledger.ts";
import type { LedgerProblem, Verified } from "../../release/ledger/verify.ts";
import { appendDurably, truncateDurably, writeDurably } from "../durable.ts";
import { EnvironmentFault, faultsNaming, toFault } from "../fault.ts";
import { describeHolder, withFolderLock } from "../folder-lock.ts";
import { loadDefinition, storeDefinition } from "./generation-store.ts";
import { type LedgerFolder, ledgerName, lockPath, tornName } from "./ledger-folder.ts";
import { readLedger } from "./read-ledger.ts";

export interface RecordRequest {
  readonly folder: LedgerFolder;
  readonly environment: string;
  readonly event: LedgerEvent;
  /** The definitions of generations that the event brings in. Stored before the event is. */
  readonly definitions: readonly GenerationDefinition[];
  /** Milliseconds to wait for another writer. */
  readonly patience?: number;
  /** Called once, when another process writes to the ledger and we wait: who, and how many milliseconds at most. */
  readonly onWait?: (holder: string, patience: number) => void;
  /** Called when remains of an entry that a writer died over were put aside: one sentence. */
  readonly onRepair?: (message: string) => void;
  readonly signal?: AbortSignal;
}

export type Recorded =
  /** On the disk. */
  | { readonly kind: "appended"; readonly entry: LedgerEntry }
  /** The ledger says so already; nothing was written. */
  | { readonly kind: "already" }
  | Refusal
  /** The ledger itself is broken; nothing was written. */
  | { readonly kind: "broken"; readonly problem: LedgerProblem };

/**
 * Appends an event to the ledger of an environment. Writers take turns, each reads what the one before it wrote, and
 * an entry that was returned is on the disk: it survives whatever happens to this process next. What a writer that
 * died had begun to write is put aside first; nobody was told that it was written.
 */
export async function recordEvent(request: RecordRequest): Promise<Recorded> {
  const { folder, environment, patience = 60_000, onWait, signal } = request;
  refuseLinks(folder, environment);
  const result = await withFolderLock(
    {
      path: lockPath(folder, environment),
      purpose: `writing ${folder.shownAs}/${ledgerName(environment)}`,
      timeout: patience,
      ...(signal === undefined ? {} : { signal }),
      onWait: (holder) => onWait?.(describeHolder(holder), patience),
    },
    async () => recordAlone(request),
  ).catch((error: unknown) => {
    throw toFault("write to", folder.shownAs, error);
  });
  if (result.kind === "done") return result.value;
  throw new EnvironmentFault(
    `gave up after ${Math.round(result.waited / 1000)} s of waiting for ${describeHolder(result.holder)}\n` +
      `  If that process is gone, remove ${folder.shownAs}/.${ledgerName(environment)}.lock and try again.`,
  );
}

/** Refuses links where a ledger is written: a project could bring one along that leads to what is somebody else's. */
function refuseLinks({ path, shownAs }: LedgerFolder, environment: string): void {
  for (const name of ["", "generations", ledgerName(environment)]) {
    const place = posix.join(shownAs, name);
    const status = faultsNaming("look at", place, () => lstatSync(join(path, name), { throwIfNoEntry: false }));
    if (status?.isSymbolicLink())
      throw new EnvironmentFault(
        `${place} is a symbolic link, and history is written through none\n  Remove it, or put what it leads to in its place.`,
      );
  }
}

/** Tells git to keep every byte: one that writes line ends as they are on Windows would break the chain in each checkout. */
function keepLineEnds(folder: LedgerFolder): void {
  const path = join(folder.path, ".gitattributes");
  if (existsSync(path)) return;
  const bytes = new TextEncoder().encode("* -text\n");
  faultsNaming("write", `${folder.shownAs}/.gitattributes`, () => writeDurably(path, bytes));
}

/** The part that one process does at a time. */
function recordAlone(request: RecordRequest): Recorded {
  const { folder, environment, event } = request;
  const verified = readLedger(folder, environment);
  if (verified.kind === "broken") return { kind: "broken", problem: verified.problem };
  const appended = appendEntry(verified.ledger, event);
  if (appended.kind !== "appended") return appended;
  const undefinedGeneration = storeAll(request);
  if (undefinedGeneration !== null) return undefinedGeneration;
  repairTail(request, verified);
  keepLineEnds(folder);
  const name = ledgerName(environment);
  const line = new TextEncoder().encode(appended.line);
  faultsNaming("write", `${folder.shownAs}/${name}`, () => appendDurably(join(folder.path, name), line));
  return { kind: "appended", entry: appended.entry };
}

/** Stores the definitions; refuses to start a generation that nobody could bring back, as its definition is nowhere. */
function storeAll({ folder, event, definitions }: RecordRequest): Refusal | null {
  const stored = definitions.map((definition) => storeDefinition(folder, definition));
  if (event.kind !== "started" || stored.includes(event.generation)) return null;
  const found = loadDefinition(folder, event.generation);
  if (found.kind === "found") return null;
  return {
    kind: "refused",
    law: "one-definition",
    message:
      found.kind === "broken"
        ? found.message
        : `the definition of generation ${shortDigest(event.generation)} is nowhere`,
  };
}

function repairTail({ folder, environment, onRepair }: RecordRequest, verified: Verified & { kind: "sound" }): void {
  const { tail, ledger, length } = verified;
  if (tail.kind === "none") return;
  const name = ledgerName(environment);
  const path = join(folder.path, name);
  faultsNaming("repair", `${folder.shownAs}/${name}`, () => {
    if (tail.kind === "unterminated") {
      appendDurably(path, new TextEncoder().encode("\n"));
      return;
    }
    const next = ledger.entries.length + 1;
    const aside = tornName(environment, next, sha256(tail.bytes));
    writeDurably(join(folder.path, aside), tail.bytes);
    truncateDurably(path, length);
    onRepair?.(
      `a writer died over entry ${next} of ${folder.shownAs}/${name}: its ${tail.bytes.length} bytes, which were never acknowledged, are now in ${folder.shownAs}/${aside}`,
    );
  });
}

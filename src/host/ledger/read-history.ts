import { shortDigest } from "../../base/digest.ts";
import { plural, withoutControls } from "../../base/wording.ts";
import type { Live } from "../../plan/live.ts";
import type { GenerationDefinition } from "../../plan/model.ts";
import type { Ledger } from "../../release/ledger/ledger.ts";
import { type Definitions, neededDefinitions, toLive } from "../../release/to-live.ts";
import { loadDefinition } from "./generation-store.ts";
import { environmentsIn, type LedgerFolder, ledgerName } from "./ledger-folder.ts";
import { readLedger } from "./read-ledger.ts";

export type HistoryReading =
  | {
      readonly kind: "read";
      /** By environment, sorted. */
      readonly ledgers: ReadonlyMap<string, Ledger>;
      readonly live: Live;
      /** Of every generation that is live. */
      readonly definitions: Definitions;
      /** Last lines that a writer began and did not finish: nothing of them counts. */
      readonly torn: readonly HistoryProblem[];
    }
  | { readonly kind: "broken"; readonly problems: readonly HistoryProblem[] };

export interface HistoryProblem {
  /** The file as the user knows it. */
  readonly file: string;
  /** From 1; null where the whole file is meant. */
  readonly line: number | null;
  readonly message: string;
}

/** A problem of a history: where, and what. */
export function problemAt({ file, line, message }: HistoryProblem): string {
  return `${file}${line === null ? "" : `:${line}`}: ${message}`;
}

/** A problem of a history as a line of a message. */
export function problemLine(problem: HistoryProblem): string {
  return `  ${withoutControls(problemAt(problem))}\n`;
}

/** The message of who answers nothing from a history with these problems. */
export function untrustedText(problems: readonly HistoryProblem[]): string {
  return `the project's history can't be trusted\n${problems.map(problemLine).join("").trimEnd()}`;
}

/** Reads the histories of environments (of all, by default) with the definitions of what is live; no folder is no history. */
export function readHistory(folder: LedgerFolder, wanted: readonly string[] = environmentsIn(folder)): HistoryReading {
  const problems: HistoryProblem[] = [];
  const torn: HistoryProblem[] = [];
  const ledgers = new Map<string, Ledger>();
  for (const environment of wanted) {
    const verified = readLedger(folder, environment);
    const file = `${folder.shownAs}/${ledgerName(environment)}`;
    if (verified.kind === "sound") {
      const { ledger, tail } = verified;
      ledgers.set(environment, ledger);
      if (tail.kind === "torn") torn.push(tornAt(file, ledger.entries.length + 1, tail.bytes.length));
    } else {
      const { line, message } = verified.problem;
      problems.push({ file, line, message });
    }
  }
  const environments = [...ledgers.values()].map(({ live }) => live);
  const definitions = new Map<string, GenerationDefinition>();
  for (const generation of neededDefinitions(environments)) {
    const stored = loadDefinition(folder, generation);
    if (stored.kind === "found") definitions.set(generation, stored.definition);
    else
      problems.push({
        file: `${folder.shownAs}/generations/${generation}.json`,
        line: null,
        message:
          stored.kind === "broken"
            ? `the definition of generation ${shortDigest(generation)} ${stored.what}`
            : `generation ${shortDigest(generation)} is live, but its definition is missing`,
      });
  }
  if (problems.length > 0) return { kind: "broken", problems };
  return { kind: "read", ledgers, live: toLive(environments, definitions).live, definitions, torn };
}

// Readers take no lock, so a writer may be in the middle of it.
function tornAt(file: string, entry: number, length: number): HistoryProblem {
  return {
    file,
    line: entry,
    message:
      `entry ${entry} is begun and not whole: unless it is being written right now, a writer died over it. Its ` +
      `${plural(length, "byte")} count for nothing, as nobody was told that they were written; the next entry moves them aside`,
  };
}

import { noColors } from "../../diagnostics/render/palette.ts";
import { answerAlike } from "../../host/build-record/observe-files.ts";
import { isAsLeft } from "../../host/build-record/output-state.ts";
import { type BuildRecord, loadRecord } from "../../host/build-record/record-store.ts";
import { nodeProjectFiles } from "../../host/node-project-files.ts";
import { milliseconds } from "../../host/timer.ts";
import { processTerminal, type Terminal } from "../terminal.ts";
import { type Summary, summaryText } from "./summary-text.ts";

/** What a build prints that changes nothing. */
export type Shown =
  | { readonly kind: "document"; readonly text: string }
  | {
      readonly kind: "summary";
      /** Warnings and notes, as they look on such a terminal. */
      readonly findings: string;
      readonly look: string;
      readonly summary: Summary;
      readonly folder: string;
    };

/**
 * Does what a command line asks for, where that is nothing: the same words in the same folder were a build without
 * errors, every file that it asked for answers as it did, and its output is as it left it. Says whether that was so.
 * Loads neither the compiler nor the command line's library.
 */
export async function rebuild(words: readonly string[]): Promise<boolean> {
  const start = milliseconds();
  const record = loadRecord<Shown>({ folder: process.cwd(), words });
  if (record === null) return false;
  const terminal = await processTerminal(words);
  const { shown } = record;
  if (shown.kind === "summary" && shown.findings !== "" && shown.look !== lookOf(terminal)) return false;
  if (!isUnchanged(record)) return false;
  if (shown.kind === "document") terminal.print(shown.text);
  else {
    if (shown.findings !== "") terminal.note(shown.findings);
    const output = { written: 0, unchanged: record.output.files.length, removed: 0 };
    const taken = milliseconds() - start;
    terminal.print(
      summaryText({ summary: shown.summary, output, folder: shown.folder, milliseconds: taken }, terminal),
    );
  }
  return true;
}

// What can't be looked at (a folder that is gone, a permission) is for the whole build to explain.
function isUnchanged({ root, observations, output }: BuildRecord<Shown>): boolean {
  try {
    return answerAlike(nodeProjectFiles(root), observations) && isAsLeft(output);
  } catch {
    return false;
  }
}

/** What the text of findings depends on beside the findings. */
export function lookOf({ noteColors, width }: Terminal): string {
  return `${noteColors !== noColors} ${width}`;
}

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { version } from "../../package.json";

/**
 * Writes the details of a bug of ours to a file, and returns what to tell the user. The trace goes into the file: to
 * a user it says nothing, to us it says where.
 */
export function reportBug(words: readonly string[], error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const details = [
    `immuc ${version}, Node ${process.version}, ${process.platform} ${process.arch}`,
    `command line: immuc ${withoutValues(words)
      .map((word) => JSON.stringify(word))
      .join(" ")}`,
    "",
    error instanceof Error ? (error.stack ?? error.message) : String(error),
    "",
  ].join("\n");
  const file = writeReport(details);
  return [
    `error: immuc ran into a bug of its own: ${firstLine(message)}`,
    "  Your sources may be fine, and the output is as it was before.",
    file === null
      ? `  Please report it with these lines and the project, if you can share it:\n\n${details}`
      : `  Please report it with this file and the project, if you can share it:\n  ${file}`,
    "",
  ].join("\n");
}

// Who sends a report on should not have to look for what a parameter said.
function withoutValues(words: readonly string[]): readonly string[] {
  return words.map((word, index) => {
    const option = /^(?:--param=|-p(?=.))/.exec(word)?.[0] ?? "";
    const isValue = option !== "" || ["--param", "-p"].includes(words[index - 1] ?? "");
    return isValue ? option + word.slice(option.length).replace(/=.*/s, "=…") : word;
  });
}

function writeReport(details: string): string | null {
  try {
    const file = join(mkdtempSync(join(tmpdir(), "immuc-report-")), "report.txt");
    writeFileSync(file, details);
    return file;
  } catch {
    return null;
  }
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}

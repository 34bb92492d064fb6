import { join } from "node:path";
import type { Source } from "../../base/source.ts";
import { plural } from "../../base/wording.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { countLevels, countsText } from "../../diagnostics/render/summary.ts";
import { isParameterUri } from "../../plan/evaluate/parameter-source.ts";
import type { Terminal } from "../terminal.ts";
import { shownPath } from "./locate-project.ts";

/**
 * Shows findings in sources below `root` to the person at the terminal, with a line that counts them; nothing where
 * there are none. Returns what was shown.
 */
export async function printFindings(
  terminal: Terminal,
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, Source>,
  root: string,
): Promise<string> {
  if (diagnostics.length === 0) return "";
  const { renderText } = await import("../../diagnostics/render/text/render-text.ts");
  const { noteColors: palette, width } = terminal;
  const pathOf = (uri: string): string => (isParameterUri(uri) ? uri : shownPath(terminal.folder, join(root, uri)));
  const counts = countLevels(diagnostics);
  const paint = counts.error > 0 ? palette.red : counts.warning > 0 ? palette.yellow : palette.cyan;
  const text = renderText(diagnostics, sources, { palette, width, pathOf });
  const more = diagnostics.some(({ lastTold }) => lastTold) ? " (no more are told of one file)" : "";
  const shown = `${text}${paint(palette.bold(countsText(counts)))}${palette.dim(`${more}${hint(diagnostics)}`)}\n`;
  terminal.note(shown);
  return shown;
}

/**
 * Shows the errors and warnings among findings, and counts the notes: for what is run again and again while a project is
 * released, where advice on how it is written was read long ago.
 */
export async function printProblems(
  terminal: Terminal,
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, Source>,
  root: string,
): Promise<void> {
  const problems = diagnostics.filter(({ level }) => level !== "info");
  await printFindings(terminal, problems, sources, root);
  const notes = diagnostics.length - problems.length;
  if (notes > 0) terminal.note(`${terminal.noteColors.dim(`${plural(notes, "note")}, as \`immuc check\` shows`)}\n`);
}

// Errors first: they are what keeps a build from being made.
function hint(diagnostics: readonly Diagnostic[]): string {
  const first = diagnostics.find(({ level }) => level === "error") ?? diagnostics[0];
  if (first === undefined) return "";
  const about = diagnostics.length === 1 ? "" : ` about the first ${first.level === "info" ? "note" : first.level}`;
  return `; \`immuc explain ${first.code}\` says more${about}`;
}

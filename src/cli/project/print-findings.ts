import { join } from "node:path";
import type { Source } from "../../base/source.ts";
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

// Errors first: they are what keeps a build from being made.
function hint(diagnostics: readonly Diagnostic[]): string {
  const first = diagnostics.find(({ level }) => level === "error") ?? diagnostics[0];
  if (first === undefined) return "";
  const about = diagnostics.length === 1 ? "" : ` about the first ${first.level === "info" ? "note" : first.level}`;
  return `; \`immuc explain ${first.code}\` says more${about}`;
}

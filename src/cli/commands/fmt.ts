import { realpathSync, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import type { Source } from "../../base/source.ts";
import { plural } from "../../base/wording.ts";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.ts";
import { format } from "../../format/format.ts";
import { writeDurably } from "../../host/durable.ts";
import { EnvironmentFault, faultsNaming } from "../../host/fault.ts";
import { findSources } from "../../host/find-sources.ts";
import { nodeProjectFiles } from "../../host/node-project-files.ts";
import { parse } from "../../syntax/parse.ts";
import { defineCommand, flag, words } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { noteError } from "../note-error.ts";
import { shownPath } from "../project/locate-project.ts";
import { printFindings } from "../project/print-findings.ts";
import { problemText } from "../project/problem-text.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export const command = defineCommand({
  summary: "put sources in the one layout",
  description:
    "Rewrites sources in the one layout. Folders are searched for .immu files, all below them included; hidden folders, " +
    "node_modules and outputs of builds are passed over. A file with syntax errors is left as it is.",
  arguments: { paths: words("path", "files and folders (default: the current folder)") },
  options: { check: flag("--check", "write nothing; fail when a file is not in the layout") },
  async run({ terminal, arguments: { paths }, options }) {
    const faults: EnvironmentFault[] = [];
    const attempt = goingOn(faults);
    const files = filesIn(terminal, paths.length === 0 ? ["."] : paths, (fault) => faults.push(fault));
    const sources = files.flatMap((file) => attempt(() => ({ file, source: readSource(terminal, file) })));
    const results = sources.map(({ file, source }) => ({ file, source, ...layOut(source) }));
    const broken = results.filter(({ diagnostics }) => hasErrors(diagnostics));
    const changed = results.filter(({ source, text }) => text !== null && text !== source.text);
    const written = options.check ? changed : changed.flatMap((result) => attempt(() => write(result)));
    for (const { source } of written) terminal.print(`${source.uri}\n`);
    await printFindings(
      terminal,
      broken.flatMap(({ diagnostics }) => diagnostics),
      new Map(broken.map(({ source }) => [source.uri, source])),
      terminal.folder,
    );
    for (const { message } of faults) noteError(terminal, message);
    if (faults.length > 0) return exitCodes.environment;
    if (broken.length === 0) terminal.note(`${summary(files.length, changed.length, options.check)}\n`);
    return broken.length > 0 || (options.check && changed.length > 0) ? exitCodes.source : exitCodes.fine;
  },
});

/** Does something for a file: gives what came of it, or nothing where the file is in the way, which is then remembered. */
function goingOn(faults: EnvironmentFault[]): <T>(work: () => T) => readonly T[] {
  return (work) => {
    try {
      return [work()];
    } catch (error) {
      if (!(error instanceof EnvironmentFault)) throw error;
      faults.push(error);
      return [];
    }
  };
}

function filesIn(
  terminal: Terminal,
  paths: readonly string[],
  unreadable: (fault: EnvironmentFault) => void,
): readonly string[] {
  const files = paths.flatMap((path) => {
    const place = resolve(terminal.folder, path);
    const status = faultsNaming("read", path, () => statSync(place, { throwIfNoEntry: false }));
    if (status === undefined) throw new UsageError(`there is no file or folder ${path}`);
    return status.isDirectory() ? findSources(place, unreadable) : [place];
  });
  return [...new Set(files)];
}

// The uri is the path as the user would write it: each file is on its own here, part of no project.
function readSource(terminal: Terminal, file: string): Source {
  const uri = shownPath(terminal.folder, file);
  const real = faultsNaming("read", uri, () => realpathSync(file));
  const read = nodeProjectFiles(dirname(real)).readSource(basename(real));
  if (read.kind !== "ok") throw new EnvironmentFault(`can't read ${uri}: ${problemText(read)}`);
  return { uri, text: read.value };
}

interface Result {
  readonly file: string;
  readonly source: Source;
  readonly text: string | null;
}

function write(result: Result): Result {
  const { file, source, text } = result;
  faultsNaming("write", source.uri, () => writeDurably(realpathSync(file), new TextEncoder().encode(text ?? "")));
  return result;
}

/** The text in the layout; null where syntax errors keep it from being read. */
function layOut(source: Source): { readonly text: string | null; readonly diagnostics: readonly Diagnostic[] } {
  const { value, diagnostics } = parse(source);
  return { text: hasErrors(diagnostics) ? null : format(value, source.text), diagnostics };
}

function summary(files: number, changed: number, check: boolean): string {
  if (files === 0) return "no .immu files here";
  if (changed === 0) return `${plural(files, "file")} checked, nothing to change`;
  return check
    ? `${changed} of ${plural(files, "file")} would change`
    : `${changed} of ${plural(files, "file")} changed`;
}

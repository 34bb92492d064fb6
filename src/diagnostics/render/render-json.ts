import { type LineIndex, lineIndex, positionAt } from "../../base/line-index.ts";
import type { Source } from "../../base/source.ts";
import type { Span } from "../../base/span.ts";
import type { Code, Diagnostic, Level } from "../diagnostic.ts";

/** A finding as `--json` prints it. Fields are only ever added. */
export interface JsonDiagnostic {
  readonly code: Code;
  readonly level: Level;
  readonly message: string;
  readonly help?: string;
  readonly location: JsonLocation;
  readonly related: readonly { readonly message: string; readonly location: JsonLocation }[];
  readonly fixes: readonly JsonFix[];
}

export interface JsonFix {
  readonly title: string;
  readonly edits: readonly { readonly location: JsonLocation; readonly text: string }[];
}

export interface JsonLocation {
  /** Relative to the project's root, with forward slashes. */
  readonly file: string;
  readonly start: JsonPosition;
  /** After the last character. */
  readonly end: JsonPosition;
}

/** `line` and `column` from 1, `offset` from 0; columns and offsets count UTF-16 code units. */
export interface JsonPosition {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** Findings as plain data for `--json`. */
export function jsonDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, Source>,
): readonly JsonDiagnostic[] {
  const locate = locator(sources);
  return diagnostics.map(({ code, level, message, help, span, related, fixes }) => ({
    code,
    level,
    message,
    ...(help === undefined ? {} : { help }),
    location: locate(span),
    related: related.map((each) => ({ message: each.message, location: locate(each.span) })),
    fixes: fixes.map((fix) => ({
      title: fix.title,
      edits: fix.edits.map((edit) => ({ location: locate(edit.span), text: edit.text })),
    })),
  }));
}

/** Turns spans into locations; each source's lines are found once. */
export function locator(sources: ReadonlyMap<string, Source>): (span: Span) => JsonLocation {
  const indexes = new Map<string, LineIndex>();
  const position = (uri: string, offset: number): JsonPosition => {
    const index = indexes.get(uri) ?? lineIndex(sources.get(uri)?.text ?? "");
    indexes.set(uri, index);
    const { line, column } = positionAt(index, offset);
    return { line: line + 1, column: column + 1, offset };
  };
  return ({ uri, start, end }) => ({ file: uri, start: position(uri, start), end: position(uri, end) });
}

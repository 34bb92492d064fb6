import { type LineIndex, positionAt } from "../../../base/line-index.ts";
import type { Span } from "../../../base/span.ts";
import type { Palette } from "../palette.ts";

/** Where findings are shown, and to whom. */
export interface Page {
  readonly palette: Palette;
  /** Columns of the terminal. */
  readonly width: number;
  /** How the reader, from where they are, would name a source. */
  readonly pathOf: (uri: string) => string;
  /** The lines of a source; null where its text is not at hand. */
  readonly indexOf: (uri: string) => LineIndex | null;
}

/** `infra/web.immu:3:7`. */
export function placeOf(span: Span, { pathOf, indexOf }: Page): string {
  const path = isLibrary(span) ? span.uri : pathOf(span.uri);
  const source = indexOf(span.uri);
  if (source === null) return path;
  const { line, column } = positionAt(source, span.start);
  return `${path}:${line + 1}:${column + 1}`;
}

/** Whether it is in the standard library, which no reader has as a file. */
export function isLibrary({ uri }: Span): boolean {
  return uri.startsWith("std/");
}

import type { Span } from "../base/span.ts";

export type Level = "error" | "warning" | "info";
export type Code = `IMMU${number}`;

/** One finding about a source: what is wrong, where, and what to do. Plain data, so every front end can show it. */
export interface Diagnostic {
  readonly code: Code;
  readonly level: Level;
  /** One sentence that names the values involved. */
  readonly message: string;
  /** What to do about it, where there is something to say beyond the message. */
  readonly help?: string;
  readonly span: Span;
  readonly related: readonly RelatedSpan[];
  /** Edits that would mend it, the likeliest first. */
  readonly fixes: readonly Fix[];
  /** Set where it is the last of its level that is told of its file, however many more there are. */
  readonly lastTold?: true;
}

export interface RelatedSpan {
  readonly span: Span;
  readonly message: string;
}

export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** What a stage returns: its value, whole or partial, and everything it found. */
export interface Outcome<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** Whether any of them keeps a build from being written. A warning never does. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.level === "error");
}

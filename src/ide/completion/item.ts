import type { Span } from "../../base/span.ts";
import type { TextEdit } from "../../diagnostics/diagnostic.ts";

/** What could be written at a place. */
export interface CompletionItem {
  readonly label: string;
  readonly kind: CompletionKind;
  /** Its type or form, on one line. */
  readonly detail: string;
  /** Markdown. */
  readonly doc: string;
  /** What to insert: a snippet in the protocol's syntax (`$1`, `${1:text}`, `$0`), with everything else escaped. */
  readonly snippet: string;
  /** The text to replace. */
  readonly replace: Span;
  /** Items sort by this, then by label: 0 what the place asks for, up to 9 what merely may stand there. */
  readonly rank: number;
  /** What else must change: an import to add. */
  readonly edits: readonly TextEdit[];
  /** Whether to ask for completion again at once: a value follows. */
  readonly again: boolean;
}

export type CompletionKind =
  | "attribute"
  | "block"
  | "kind"
  | "keyword"
  | "value"
  | "reference"
  | "variable"
  | "parameter"
  | "function"
  | "policy"
  | "module"
  | "file"
  | "folder"
  | "unit"
  | "type"
  | "snippet";

/** Text as it stands in a snippet. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}

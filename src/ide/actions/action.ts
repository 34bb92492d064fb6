import type { Span } from "../../base/span.ts";
import type { Diagnostic, TextEdit } from "../../diagnostics/diagnostic.ts";
import type { Snapshot } from "../../query/snapshot.ts";
import type * as ast from "../../syntax/ast.ts";

/** A change that an editor can offer. */
export interface Action {
  readonly title: string;
  /** `fix`: mends findings. `organize-imports`: of the whole source, and changes no meaning. */
  readonly kind: "fix" | "organize-imports" | "extract";
  readonly edits: readonly TextEdit[];
  /** What it mends. */
  readonly diagnostics: readonly Diagnostic[];
  /** Whether it is most likely what is wanted. */
  readonly preferred: boolean;
}

export interface ActionRequest {
  readonly snapshot: Snapshot;
  readonly uri: string;
  readonly file: ast.SourceFile;
  readonly text: string;
  readonly range: Span;
  /** Of the source, all of them. */
  readonly diagnostics: readonly Diagnostic[];
  /** Of those, the ones that the range touches. */
  readonly here: readonly Diagnostic[];
}

export type ActionSource = (request: ActionRequest) => readonly Action[];

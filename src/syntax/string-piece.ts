import type { StringShape } from "./scan-string.ts";

/** What a token of a string literal carries: the decoded text that belongs to it. */
export interface StringPiece {
  readonly form: StringShape["form"];
  readonly text: string | undefined;
  /** Whether the literal has its closing quote. */
  readonly terminated: boolean;
}

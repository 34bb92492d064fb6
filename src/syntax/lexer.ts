import type { IToken } from "chevrotain";
import type { Report } from "../diagnostics/definition.ts";
import type { Comment } from "./ast.ts";
import { beginScan, scanAll } from "./scan-tokens.ts";
import { takeString } from "./spread-string.ts";

export interface Lexed {
  /** Without white space and comments. Literals with interpolations are spread out into their pieces. */
  readonly tokens: IToken[];
  readonly comments: readonly Comment[];
}

/** Splits a source into tokens. Total: text that is no token is reported and left out. */
export function lex(text: string, uri: string, report: Report): Lexed {
  const scan = beginScan({ text, uri, report, takeString });
  const tokens = scanAll(scan);
  return { tokens, comments: scan.comments };
}

import type { Source } from "../base/source.ts";
import { collectInto } from "../diagnostics/definition.ts";
import type { Diagnostic, Outcome } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "./ast.ts";
import { balanceDelimiters } from "./delimiters.ts";
import { ItemParser } from "./item-parser.ts";
import { lex } from "./lexer.ts";
import { checkText } from "./text-checks.ts";

/**
 * Parses a source. Total: every text yields a tree with all that could be read, and the findings about the rest, sorted
 * by where they are.
 */
export function parse(source: Source): Outcome<SourceFile> {
  const diagnostics: Diagnostic[] = [];
  const report = collectInto(diagnostics);
  const { text, uri } = source;
  const { tokens, comments } = lex(text, uri, report);
  checkText(text, tokens, comments, uri, report);
  const balanced = balanceDelimiters(tokens, text, uri, report);
  parser ??= new ItemParser();
  const value = parser.parseFile({ tokens: balanced, comments, text, uri, report });
  diagnostics.sort((left, right) => left.span.start - right.span.start || left.span.end - right.span.end);
  return { value, diagnostics };
}

// Building the parser costs milliseconds: once, and only when something is parsed.
let parser: ItemParser | undefined;

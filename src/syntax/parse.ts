import type { Source } from "../base/source.ts";
import { collectInto, type Report } from "../diagnostics/definition.ts";
import type { Diagnostic, Outcome } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "./ast.ts";
import { balanceDelimiters } from "./delimiters.ts";
import { ItemParser } from "./item-parser.ts";
import { lex } from "./lexer.ts";
import { checkText } from "./text-checks.ts";
import { widenSpans } from "./widen-spans.ts";

/**
 * Parses a source. Total: every text yields a tree with all that could be read, and the findings about the rest, sorted
 * by where they are.
 */
export function parse(source: Source): Outcome<SourceFile> {
  const diagnostics: Diagnostic[] = [];
  const collect = collectInto(diagnostics);
  const report: Report = (...finding) => {
    if (diagnostics.length < mostFindings) collect(...finding);
  };
  const { text, uri } = source;
  const { tokens, comments } = lex(text, uri, report);
  checkText(text, tokens, comments, uri, report);
  const balanced = balanceDelimiters(tokens, text, uri, report);
  parser ??= new ItemParser();
  const value = parser.parseFile({ tokens: balanced, comments, text, uri, report });
  if (diagnostics.length > 0) widenSpans(value);
  diagnostics.sort((left, right) => left.span.start - right.span.start || left.span.end - right.span.end);
  return { value, diagnostics };
}

// Text with more mistakes than this is no source at all; listing them all would only take time and memory.
const mostFindings = 1000;

// Building the parser costs milliseconds: once, and only when something is parsed.
let parser: ItemParser | undefined;

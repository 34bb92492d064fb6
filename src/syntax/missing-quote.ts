import type { Span } from "../base/span.ts";
import type { Fix } from "../diagnostics/diagnostic.ts";

/** A word that lacks one of its quotes. */
export interface MissingQuote {
  readonly side: "opening" | "closing";
  readonly span: Span;
  readonly fixes: readonly Fix[];
}

/**
 * Where a quote is missing on a line that has one too many or too few, so that its last string has no end: at the first
 * string that begins right behind a word, `nginx", "`, or that ends right before one, `"nginx, "curl`. Null where none does.
 * `offset`: where the string without an end begins.
 */
export function findMissingQuote(text: string, offset: number, uri: string): MissingQuote | null {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const line = text.slice(lineStart, offset + 1);
  if (line.length > longest || line.includes('"""')) return null;
  for (let start = line.indexOf('"'); start >= 0; ) {
    const before = wordStart(line, start);
    if (before < start && !prefix.test(line.slice(before, start)))
      return missing("opening", { uri, start: lineStart + before, end: lineStart + start + 1 }, lineStart + before);
    const behind = stringEnd(line, start);
    const end = wordEnd(line, start + 1);
    if (end > start + 1 && letter.test(line.charAt(behind)))
      return missing("closing", { uri, start: lineStart + start, end: lineStart + end }, lineStart + end);
    start = line.indexOf('"', behind);
  }
  return null;
}

const longest = 1000;
// `r"…"`, and those of other languages.
const prefix = /^[a-z]{1,2}$/i;
const letter = /[A-Za-z_]/;
const ofWord = /[\w./:@-]/;

function wordStart(line: string, end: number): number {
  let start = end;
  while (ofWord.test(line.charAt(start - 1))) start--;
  return start;
}

function wordEnd(line: string, start: number): number {
  let end = start;
  while (ofWord.test(line.charAt(end))) end++;
  return end;
}

// Behind the quote that ends what begins with one.
function stringEnd(line: string, start: number): number {
  let end = start + 1;
  while (end < line.length && line[end] !== '"') end += line[end] === "\\" ? 2 : 1;
  return end + 1;
}

function missing(side: MissingQuote["side"], span: Span, at: number): MissingQuote {
  const edits = [{ span: { uri: span.uri, start: at, end: at }, text: '"' }];
  return { side, span, fixes: [{ title: 'Insert `"`', edits }] };
}

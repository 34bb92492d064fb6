/** Where lines begin in a text, to turn offsets into lines and columns. */
export interface LineIndex {
  readonly text: string;
  /** Offset of the first character of every line; the first is 0. */
  readonly starts: readonly number[];
}

/** Both from 0; `column` counts UTF-16 code units, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Finds the lines of a text. A line ends at LF; the CR of a CRLF belongs to the line. */
export function lineIndex(text: string): LineIndex {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return { text, starts };
}

/** The position of an offset; one beyond the text counts as its end. */
export function positionAt(index: LineIndex, offset: number): Position {
  const inside = Math.max(0, Math.min(offset, index.text.length));
  let low = 0;
  let high = index.starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((index.starts[middle] ?? 0) <= inside) low = middle;
    else high = middle - 1;
  }
  return { line: low, column: inside - (index.starts[low] ?? 0) };
}

/** The text of a line, counted from 0, without its line end. */
export function lineText(index: LineIndex, line: number): string {
  const text = index.text.slice(index.starts[line] ?? index.text.length, index.starts[line + 1] ?? index.text.length);
  return text.replace(/\r?\n$/, "");
}

/**
 * How a source is laid out in lines. White space means nothing in the grammar; recovery asks it what broken text was
 * meant to be.
 */

/** Whether only white space stands before `offset` on its line. */
export function startsLine(text: string, offset: number): boolean {
  for (let at = offset - 1; at >= 0; at--) {
    const code = text.charCodeAt(at);
    if (code === 0x0a) return true;
    if (code !== 0x20 && code !== 0x09 && code !== 0x0d) return false;
  }
  return true;
}

/** The offset of the first character of the line that holds `offset`. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

/** How many spaces and tabs the line that holds `offset` begins with. */
export function lineIndent(text: string, offset: number): number {
  const start = lineStart(text, offset);
  let end = start;
  while (text.charCodeAt(end) === 0x20 || text.charCodeAt(end) === 0x09) end++;
  return end - start;
}

/** Whether a line ends between two offsets. */
export function breaksLine(text: string, start: number, end: number): boolean {
  return text.slice(start, end).includes("\n");
}

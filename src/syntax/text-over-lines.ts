import { startsItem } from "./item-beginnings.ts";
import { lineEnd } from "./scan-name.ts";

/**
 * Where a text ends that begins at an offset, has no end on its line, and goes on below as nothing of the language would;
 * 0 for any other. What begins an item, an attribute, a comment or a text, or closes a bracket, is taken to be just that:
 * then only the closing quote is missing.
 */
export function textOverLinesEnd(text: string, offset: number): number {
  const mark = text[offset] ?? "";
  for (let from = nextLine(text, offset); from < text.length; from = nextLine(text, from)) {
    const line = text.slice(from, lineEnd(text, from));
    if (startsItem(text, from) || startsCode.test(line)) return 0;
    const marks = marksIn(line, mark);
    const [first] = marks;
    if (first === undefined) continue;
    if (marks.length % 2 === 1) return mayFollowText.test(line.slice(first + 1)) ? from + first + 1 : 0;
    if (line.trimStart().startsWith(mark)) return 0;
  }
  return 0;
}

// An attribute, a comment, or a bracket that closes.
const startsCode = /^\s*(?:[\w-]+\s+=\s|\/\/|[}\])])/;

// The end of a line, a bracket that closes, another element, entry or attribute, a block.
const mayFollowText = /^\s*(?:$|[}\]),]|[\w-]+\s*[={]|\/\/)/;

function marksIn(line: string, mark: string): readonly number[] {
  return [...line.matchAll(/\\.|["`]/g)].flatMap(({ 0: found, index }) => (found === mark ? [index] : []));
}

function nextLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end + 1;
}

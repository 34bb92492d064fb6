import { mergeConflict } from "../diagnostics/codes/merge-conflict.ts";
import type { Report } from "../diagnostics/definition.ts";
import { lineEnd } from "./scan-name.ts";

/** A text that may hold both versions of lines that git could not merge. */
export interface Merged {
  readonly text: string;
  readonly uri: string;
  readonly report: Report;
  /** Where the text lies in its source. */
  readonly base: number;
  /** Whether what is read is the first version of a conflict. */
  inConflict: boolean;
}

// The second only where git shows the common ancestor too.
const marks = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"] as const;
const [first, , , last] = marks;

/**
 * Where what is passed over for the sake of a mark at the start of a line ends; that start itself where no mark is. Of a
 * conflict, which is reported once, the first version is read.
 */
export function conflictMarkEnd(merged: Merged, offset: number): number {
  const { text, uri, report, base, inConflict } = merged;
  const mark = markAt(text, offset);
  if (mark === undefined) return offset;
  const end = lineEnd(text, offset);
  merged.inConflict = mark === first;
  if (mark === first || !inConflict) {
    report(mergeConflict, { uri, start: base + offset, end: base + end }, { mark });
    return end;
  }
  if (mark === last) return end;
  const closing = text.indexOf(`\n${last}`, end);
  return closing < 0 ? end : lineEnd(text, closing + 1);
}

function markAt(text: string, offset: number): (typeof marks)[number] | undefined {
  const mark = marks.find((each) => text.startsWith(each, offset));
  return mark !== undefined && /^[ \r\n]?$/.test(text.charAt(offset + mark.length)) ? mark : undefined;
}

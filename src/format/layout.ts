import { firstIndex } from "../base/first-index.ts";
import type { Comment, SourceFile } from "../syntax/ast.ts";

/** The line length that decides whether something stays on one line. */
export const lineWidth = 100;

/** What the printing functions share: the text, and which of its comments are printed already. */
export interface Layout {
  readonly text: string;
  readonly comments: readonly Comment[];
  /** The first comment that is not printed yet. */
  next: number;
  readonly flat: WeakMap<object, string>;
  readonly forced: WeakMap<object, boolean>;
}

/** What is known of a source's text before any of it is printed: every comment is still to be taken. */
export function createLayout(file: SourceFile, text: string): Layout {
  return { text, comments: file.comments, next: 0, flat: new WeakMap(), forced: new WeakMap() };
}

/** The source between two offsets as written, but for CRLF. */
export function verbatim(layout: Layout, start: number, end: number): string {
  return layout.text.slice(start, end).replaceAll("\r\n", "\n");
}

/** Whether the source has a line break between two offsets. */
export function breaksBetween(layout: Layout, start: number, end: number): boolean {
  return layout.text.slice(start, end).includes("\n");
}

/** Whether the source has an empty line between two offsets. */
export function blankBetween(layout: Layout, start: number, end: number): boolean {
  const first = layout.text.indexOf("\n", start);
  if (first < 0 || first >= end) return false;
  return /\n[ \t\r]*\n/.test(layout.text.slice(first, end));
}

/** Whether a comment begins between two offsets. One that was taken already counts as well. */
export function hasComments(layout: Layout, start: number, end: number): boolean {
  const first = firstCommentFrom(layout, start);
  return first !== undefined && first.start < end;
}

/**
 * Takes the comments that lie between two offsets. Takes none while an earlier one is not printed: what encloses that
 * one then notices that it is left over, and is printed as written.
 */
export function takeComments(layout: Layout, start: number, end: number): readonly Comment[] {
  const taken: Comment[] = [];
  for (let comment = layout.comments[layout.next]; comment !== undefined; comment = layout.comments[layout.next]) {
    if (comment.start < start || comment.start >= end) break;
    taken.push(comment);
    layout.next++;
  }
  return taken;
}

/** Takes the comment that stands on the line on which `end` is, if there is one before `limit`. */
export function takeTrailing(layout: Layout, end: number, limit: number): Comment | undefined {
  const comment = layout.comments[layout.next];
  if (comment === undefined || comment.start < end || comment.start >= limit) return undefined;
  if (breaksBetween(layout, end, comment.start)) return undefined;
  layout.next++;
  return comment;
}

/**
 * What `print` makes of the source between two offsets, or, where it leaves a comment behind, the source as written. So
 * no comment is ever lost or moved to another place, wherever it was written.
 */
export function orVerbatim(layout: Layout, start: number, end: number, print: () => string): string {
  if (!hasComments(layout, start, end)) return print();
  const printed = print();
  const comment = layout.comments[layout.next];
  // One that was left before `start` is for what encloses this to print.
  if (comment === undefined || comment.start < start || comment.start >= end) return printed;
  while ((layout.comments[layout.next]?.start ?? Number.POSITIVE_INFINITY) < end) layout.next++;
  return verbatim(layout, start, end);
}

/** A comment as it is printed. */
export function commentText(comment: Comment): string {
  return comment.text.trimEnd();
}

// Called for nearly every node.
function firstCommentFrom({ comments }: Layout, start: number): Comment | undefined {
  return comments[firstIndex(comments, (comment) => comment.start >= start)];
}

import type { TextEdit } from "../../diagnostics/diagnostic.ts";
import { overlap } from "../edits.ts";
import type { Action, ActionSource } from "./action.ts";

/** The fixes that findings bring with them. */
export const fixActions: ActionSource = ({ here }) =>
  here.flatMap((diagnostic) =>
    diagnostic.fixes.map(
      ({ title, edits }, index): Action => ({
        title: capitalized(title),
        kind: "fix",
        edits,
        diagnostics: [diagnostic],
        preferred: index === 0,
      }),
    ),
  );

/**
 * The likeliest fix of every finding that has one, but for those that would touch the same text. Offered at a finding, for
 * somebody to choose: many fixes are guesses, which an editor must not make whenever it saves.
 */
export const fixAllActions: ActionSource = ({ diagnostics, here }) => {
  const edits: TextEdit[] = [];
  const mended = diagnostics.filter(({ fixes: [fix] }) => {
    if (!fix || fix.edits.some((edit) => edits.some((other) => overlap(edit, other) || samePlace(edit, other))))
      return false;
    edits.push(...fix.edits);
    return true;
  });
  if (mended.length < 2 || !mended.some((each) => here.includes(each))) return [];
  const title = `Fix all that has a fix (${mended.length})`;
  return [{ title, kind: "fix", edits, diagnostics: [], preferred: false }];
};

function samePlace(left: TextEdit, right: TextEdit): boolean {
  return left.span.uri === right.span.uri && left.span.start === right.span.start;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

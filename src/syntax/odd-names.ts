import type { IToken } from "chevrotain";
import { malformedName } from "../diagnostics/codes/malformed-name.ts";
import type { Report } from "../diagnostics/definition.ts";
import { Identifier, NumberToken, tokenOf, wordTypes } from "./tokens.ts";

/** A stretch of a source that starts no token. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/** Where a text lies whose tokens and runs have offsets in its source. */
interface Place {
  readonly text: string;
  readonly uri: string;
  readonly base: number;
  readonly report: Report;
}

/**
 * Makes names of pictures, alone or with the letters and digits right beside them: `🚀`, `web🚀prod`. Reports each, and
 * returns the tokens with them, and the runs that are something else.
 */
export function nameOddRuns(
  tokens: readonly IToken[],
  runs: readonly Run[],
  place: Place,
): { readonly tokens: IToken[]; readonly runs: readonly Run[] } {
  const odd = runs.filter((run) => isPicture(writtenAs(run, place)));
  if (odd.length === 0) return { tokens: [...tokens], runs };
  const named: IToken[] = [];
  const pieces = [...tokens.map(pieceOf), ...odd.map((run) => ({ ...run, token: null }))].sort(
    (one, other) => one.start - other.start,
  );
  for (let index = 0; index < pieces.length; index++) {
    const group = [];
    for (let piece = pieces[index]; piece !== undefined; piece = pieces[++index]) {
      const last = group.at(-1);
      const joins =
        isNamePart(piece.token) && (last === undefined || (isNamePart(last.token) && last.end === piece.start));
      if (last !== undefined && !joins) break;
      group.push(piece);
    }
    index--;
    const [first] = group;
    const end = group.at(-1)?.end ?? 0;
    if (first === undefined) continue;
    if (group.every(({ token }) => token !== null)) for (const { token } of group) named.push(token as IToken);
    else named.push(nameOf({ start: first.start, end }, place));
  }
  return { tokens: named, runs: runs.filter((run) => !odd.includes(run)) };
}

function isPicture(text: string): boolean {
  return /^(?:\p{So}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f|\u20e3)+$/u.test(text);
}

function pieceOf(token: IToken): Run & { readonly token: IToken | null } {
  return { start: token.startOffset, end: token.startOffset + token.image.length, token };
}

// A picture has no token.
function isNamePart(token: IToken | null): boolean {
  if (token === null || token.tokenType === Identifier || token.tokenType === NumberToken) return true;
  return wordTypes.has(token.image);
}

function nameOf(run: Run, place: Place): IToken {
  const { uri, report } = place;
  const written = writtenAs(run, place);
  const span = { uri, start: run.start, end: run.end };
  const mended = mendedName(written);
  const fixes = mended === null ? [] : [{ title: `Write \`${mended}\``, edits: [{ span, text: mended }] }];
  report(malformedName, span, { written, mended }, { fixes });
  return tokenOf(Identifier, written, run.start);
}

function writtenAs({ start, end }: Run, { text, base }: Place): string {
  return text.slice(start - base, end - base);
}

/** The name that a text without other characters, and without digits before it, would be; null where nothing is left. */
export function mendedName(written: string): string | null {
  const letters = written.replace(/[^\p{XID_Continue}-]+/gu, "_").replace(/^_+|(?<!_)_+$/g, "");
  const name = letters.replace(/^(\d+)[_-]*(\p{XID_Start}.*)/u, "$2$1");
  return /^\p{XID_Start}/u.test(name) ? name : null;
}

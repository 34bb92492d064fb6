import type { IToken, TokenType } from "chevrotain";
import { missingClosing } from "../diagnostics/codes/missing-closing.ts";
import { strayClosing } from "../diagnostics/codes/stray-closing.ts";
import type { Report } from "../diagnostics/definition.ts";
import { breaksLine, startsLine } from "./layout.ts";
import type { StringPiece } from "./string-piece.ts";
import {
  Extends,
  isOf,
  LBrace,
  LBracket,
  LParen,
  Name,
  RBrace,
  RBracket,
  RParen,
  retype,
  StringClose,
  StringMiddle,
  StringOpen,
  tableOf,
  tokenOf,
} from "./tokens.ts";

/**
 * Makes every bracket have its partner, so that the parser can trust the pairs: reports a bracket that is never closed
 * and adds its partner where the layout says that it belongs; reports one that closes nothing, and drops it.
 * `indentOf` tells of an offset how far its line is indented.
 */
export function balanceDelimiters(
  tokens: IToken[],
  text: string,
  uri: string,
  report: Report,
  indentOf: (offset: number) => number,
): IToken[] {
  return isBalanced(tokens) ? tokens : repair(tokens, text, uri, report, indentOf);
}

const closers: ReadonlyMap<TokenType, TokenType> = new Map([
  [LBrace, RBrace],
  [LBracket, RBracket],
  [LParen, RParen],
]);
const openers: ReadonlyMap<TokenType, TokenType> = new Map([...closers].map(([open, close]) => [close, open]));

function isBalanced(tokens: readonly IToken[]): boolean {
  const expected: TokenType[] = [];
  for (const token of tokens) if (!pairBrackets(token, expected)) return false;
  return expected.length === 0;
}

/** Keeps the closing brackets that are expected, the innermost last; false where a token is not the one expected. */
export function pairBrackets({ tokenType, tokenTypeIdx }: IToken, expected: TokenType[]): boolean {
  const partner = partnerOf[tokenTypeIdx];
  if (partner === undefined) return true;
  if (partner === null) return expected.pop() === tokenType;
  if (tokenType === StringMiddle) return expected[expected.length - 1] === StringClose;
  expected.push(partner);
  return true;
}

// What closes a bracket, null for what closes one itself.
const partnerOf: (TokenType | null | undefined)[] = [];
for (const [open, close] of [...closers, [StringOpen, StringClose] as const, [StringMiddle, StringClose] as const]) {
  partnerOf[open.tokenTypeIdx ?? 0] = close;
  partnerOf[close.tokenTypeIdx ?? 0] = null;
}

/** What `pairBrackets` has to be asked of. */
export const isBracket = tableOf([...closers.keys(), ...closers.values(), StringOpen, StringMiddle, StringClose]);

/** How many brackets without a partner are reported: past that the text is something else altogether. */
const mostMissing = 20;

interface Opening {
  readonly token: IToken;
  /** Of the line that it stands on. */
  readonly indent: number;
  /** Whether what follows on the next line is indented deeper; unknown until a line follows. */
  indented?: boolean;
}

function repair(
  tokens: readonly IToken[],
  text: string,
  uri: string,
  report: Report,
  indentOf: (offset: number) => number,
): IToken[] {
  const repaired: IToken[] = [];
  const open: Opening[] = [];
  const unterminated = tokens.filter((token) => (token.payload as StringPiece | undefined)?.terminated === false);
  let missing = 0;
  let stray = 0;

  const close = (opening: Opening): void => {
    const type = closers.get(opening.token.tokenType);
    if (type === undefined) return;
    const start = endOf(repaired[repaired.length - 1]);
    if (missing++ < mostMissing && !isSwallowed(unterminated, opening.token, type)) {
      reportMissing(opening, type, start, text, uri, report);
    }
    repaired.push(tokenOf(type, "", start));
  };
  const closeTo = (depth: number): void => {
    while (open.length > depth) {
      const opening = open.pop();
      if (opening !== undefined) close(opening);
    }
  };

  tokens.forEach((token, index) => {
    const type = token.tokenType;
    if (startsLine(text, token.startOffset) && !openers.has(type))
      closeOutdented(token, tokens[index + 1], tokens[index + 2]);
    if (closers.has(type) || type === StringOpen) {
      open.push({ token, indent: indentOf(token.startOffset) });
    } else if (type === StringMiddle || type === StringClose) {
      closeTo(open.findLastIndex((opening) => opening.token.tokenType === StringOpen) + 1);
      if (type === StringClose) open.pop();
    } else if (openers.has(type)) {
      const next = tokens[index + 1];
      if (next !== undefined && areSwapped(token, next)) {
        swap(token, next);
        open.pop();
        repaired.push(token);
        return;
      }
      const depth = partnerDepth(token, type, next);
      if (depth < 0 && replaces(token)) {
        const opening = open.pop();
        if (opening !== undefined) closeInstead(opening, token);
        return;
      }
      if (depth < 0) {
        const span = { uri, start: token.startOffset, end: token.startOffset + token.image.length };
        const fixes = [{ title: `Remove \`${token.image}\``, edits: [{ span, text: "" }] }];
        if (stray++ < mostMissing) report(strayClosing, span, { closing: token.image }, { fixes });
        return;
      }
      closeTo(depth + 1);
      open.pop();
    }
    repaired.push(token);
  });
  closeTo(0);
  return repaired;

  // `f([1, 2)]`: each closes what the other should.
  function areSwapped(token: IToken, next: IToken): boolean {
    const [inner, outer] = [open.at(-1)?.token.tokenType, open.at(-2)?.token.tokenType];
    const isPair = inner !== outer && openers.get(next.tokenType) === inner && openers.get(token.tokenType) === outer;
    return isPair && inner !== undefined && !breaksLine(text, endOf(token), next.startOffset);
  }

  function swap(token: IToken, next: IToken): void {
    const opening = open.at(-1)?.token;
    if (opening === undefined) return;
    const [first, second] = [token.tokenType, next.tokenType];
    const span = { uri, start: token.startOffset, end: endOf(next) };
    const between = text.slice(endOf(token), next.startOffset);
    const meant = `${next.image}${between}${token.image}`;
    report(
      missingClosing,
      { ...span, end: endOf(token) },
      { opening: opening.image, closing: next.image },
      {
        related: [
          {
            span: { uri, start: opening.startOffset, end: opening.startOffset + 1 },
            message: `this \`${opening.image}\` waits for it`,
          },
        ],
        fixes: [{ title: `Write \`${meant}\``, edits: [{ span, text: meant }] }],
      },
    );
    retype(token, second);
    retype(next, first);
    [token.image, next.image] = [next.image, token.image];
  }

  // A wrong bracket on the line of the one that waits for its partner was meant as that partner.
  function replaces(token: IToken): boolean {
    const top = open[open.length - 1];
    if (top === undefined || !closers.has(top.token.tokenType) || partners(token.tokenType)) return false;
    return !breaksLine(text, top.token.startOffset, token.startOffset);
  }

  function partners(type: TokenType): boolean {
    return open.some((opening) => opening.token.tokenType === openers.get(type));
  }

  function closeInstead(opening: Opening, token: IToken): void {
    const type = closers.get(opening.token.tokenType);
    if (type === undefined) return;
    const closing = type.LABEL ?? "";
    const span = { uri, start: token.startOffset, end: token.startOffset + token.image.length };
    const openingSpan = { uri, start: opening.token.startOffset, end: opening.token.startOffset + 1 };
    report(
      missingClosing,
      span,
      { opening: opening.token.image, closing },
      {
        related: [{ span: openingSpan, message: `this \`${opening.token.image}\` waits for it` }],
        fixes: [{ title: `Write \`${closing}\``, edits: [{ span, text: closing }] }],
      },
    );
    repaired.push({
      image: token.image,
      startOffset: token.startOffset,
      tokenType: type,
      tokenTypeIdx: type.tokenTypeIdx ?? 0,
    });
  }

  // A line that is indented no deeper than the one with the opening bracket can't be inside of it any more, where the
  // author indents what is inside.
  function closeOutdented(token: IToken, next: IToken | undefined, after: IToken | undefined): void {
    const column = indentOf(token.startOffset);
    for (;;) {
      const top = open[open.length - 1];
      if (top === undefined || top.token.tokenType === StringOpen) return;
      const deeper = column > top.indent;
      if (top.indented === undefined) {
        const opensLine = repaired[repaired.length - 1] === top.token;
        top.indented = deeper || (!opensLine && startsMember(token, next)) || startsItem(token, next, after);
      }
      if (deeper || !top.indented || !startsMember(token, next)) return;
      closeTo(open.length - 1);
    }
  }

  // Which opening bracket a closing one belongs to; -1 for none.
  function partnerDepth(token: IToken, type: TokenType, next: IToken | undefined): number {
    const partner = openers.get(type);
    const inner = open.findLastIndex((opening) => opening.token.tokenType === StringOpen);
    const nearest = open.findLastIndex((opening, depth) => depth > inner && opening.token.tokenType === partner);
    const opening = open[nearest];
    if (opening === undefined) return -1;
    if (next !== undefined && isExtra(opening, token, next)) return -1;
    if (!startsLine(text, token.startOffset)) return nearest;
    const column = indentOf(token.startOffset);
    if (column >= opening.indent) return nearest;
    const outdented = open.findLastIndex(
      (other, depth) => depth > inner && other.token.tokenType === partner && other.indent <= column,
    );
    return outdented < 0 ? nearest : outdented;
  }

  // What follows is still indented as the inside of the bracket that this one would close.
  function isExtra(opening: Opening, token: IToken, next: IToken): boolean {
    return (
      opening.indented === true &&
      isOf(next, Name) &&
      startsLine(text, next.startOffset) &&
      indentOf(next.startOffset) > opening.indent &&
      !(startsLine(text, token.startOffset) && indentOf(token.startOffset) <= opening.indent)
    );
  }
}

function startsMember(token: IToken, next: IToken | undefined): boolean {
  return isOf(token, Name) && next !== undefined && !openersOfPostfix.has(next.tokenType);
}

// `fleet web {`, `image web extends …`: hardly anything else begins like that where nothing is indented.
function startsItem(token: IToken, next: IToken | undefined, after: IToken | undefined): boolean {
  if (next === undefined || after === undefined || !isOf(token, Name) || !isOf(next, Name)) return false;
  return after.tokenType === Extends || after.tokenType === LBrace;
}

const openersOfPostfix: ReadonlySet<TokenType> = new Set([LBracket, LParen]);

// The rest of a line that an unterminated string ran away with: its own finding is enough.
function isSwallowed(unterminated: readonly IToken[], opening: IToken, closing: TokenType): boolean {
  const mark = closing.LABEL ?? "";
  return unterminated.some((token) => token.startOffset > opening.startOffset && token.image.includes(mark));
}

function reportMissing(
  opening: Opening,
  type: TokenType,
  start: number,
  text: string,
  uri: string,
  report: Report,
): void {
  const { token, indent } = opening;
  const closing = type.LABEL ?? "";
  const sameLine = !text.slice(token.startOffset, start).includes("\n");
  const inserted = !sameLine ? `\n${" ".repeat(indent)}${closing}` : type === RBrace ? ` ${closing}` : closing;
  const span = { uri, start, end: start };
  const openingSpan = { uri, start: token.startOffset, end: token.startOffset + token.image.length };
  report(
    missingClosing,
    span,
    { opening: token.image, closing },
    {
      related: [{ span: openingSpan, message: `this \`${token.image}\` is never closed` }],
      fixes: [{ title: `Add \`${closing}\``, edits: [{ span, text: inserted }] }],
    },
  );
}

function endOf(token: IToken | undefined): number {
  return token === undefined ? 0 : token.startOffset + token.image.length;
}

import type { IToken, TokenType } from "chevrotain";
import type { Span } from "../base/span.ts";
import { foreignComment } from "../diagnostics/codes/foreign-comment.ts";
import { foreignOperator } from "../diagnostics/codes/foreign-operator.ts";
import { heredoc } from "../diagnostics/codes/heredoc.ts";
import { singleQuotedString } from "../diagnostics/codes/single-quoted-string.ts";
import { unexpectedCharacter } from "../diagnostics/codes/unexpected-character.ts";
import { unterminatedString } from "../diagnostics/codes/unterminated-string.ts";
import type { Report } from "../diagnostics/definition.ts";
import type { Run } from "./odd-names.ts";
import type { StringPiece } from "./string-piece.ts";
import { isReportedAsText } from "./text-checks.ts";
import {
  And,
  AndAnd,
  Bang,
  BlockComment,
  EqualEqual,
  HashComment,
  Heredoc,
  Not,
  NotDoubleEqual,
  NotEqual,
  OddlyQuoted,
  Or,
  OrOr,
  PlainString,
  retype,
  SingleQuoted,
  TripleEqual,
  tableOf,
} from "./tokens.ts";

const operators: ReadonlyMap<TokenType, { readonly type: TokenType; readonly text: string }> = new Map([
  [AndAnd, { type: And, text: "and" }],
  [OrOr, { type: Or, text: "or" }],
  [Bang, { type: Not, text: "not " }],
  [TripleEqual, { type: EqualEqual, text: "==" }],
  [NotDoubleEqual, { type: NotEqual, text: "!=" }],
]);

/** Whether a token is one that other languages have and this one has not. */
export function isMistake(token: IToken): boolean {
  return mistaken[token.tokenTypeIdx] === true;
}

const mistaken = tableOf([...operators.keys(), SingleQuoted, OddlyQuoted, Heredoc]);

/**
 * Reports a token of another language, with the edit that mends it, and turns it into what was meant. `goesOn`: whether
 * more stands behind it on its line.
 */
export function repairMistake(token: IToken, uri: string, report: Report, goesOn = false): void {
  const span = { uri, start: token.startOffset, end: token.startOffset + token.image.length };
  const operator = operators.get(token.tokenType);
  if (operator !== undefined) {
    const meant = operator.text.trim();
    const fixes = [{ title: `Write \`${meant}\``, edits: [{ span, text: operator.text }] }];
    report(foreignOperator, span, { written: token.image, meant }, { fixes });
    retype(token, operator.type);
  } else if (token.tokenType === HashComment) {
    const edits = [{ span: { ...span, end: span.start + 1 }, text: "//" }];
    report(foreignComment, span, { mark: "#" }, { fixes: [{ title: "Write `//`", edits }] });
  } else if (token.tokenType === BlockComment) {
    report(foreignComment, span, { mark: "/*" }, { fixes: blockCommentFixes(token.image, span, goesOn) });
  } else if (token.tokenType === Heredoc) {
    const repair = token.image.startsWith("<<") ? repairHeredoc : repairTextOverLines;
    repair(token, span, report);
  } else {
    repairSingleQuoted(token, span, report);
  }
}

/** Reports a stretch of a source that starts no token; `base` is where the text lies in the source. */
export function reportUnknownText(
  { start, end }: Run,
  {
    text,
    base,
    uri,
    report,
  }: { readonly text: string; readonly base: number; readonly uri: string; readonly report: Report },
): void {
  const written = text.slice(start - base, end - base);
  if (!isReportedAsText(written)) report(unexpectedCharacter, { uri, start, end }, { written });
}

function repairSingleQuoted(token: IToken, span: Span, report: Report): void {
  if (token.image.length > 5 && token.image.startsWith("'''")) {
    repairTripleQuoted(token, span, report);
    return;
  }
  const odd = token.tokenType === OddlyQuoted;
  const terminated = odd || (token.image.length > 1 && token.image.endsWith("'"));
  const inner = token.image.slice(1, terminated ? -1 : undefined);
  const text = `"${inner.replaceAll("\\'", "'").replaceAll('"', '\\"')}"`;
  if (terminated) {
    report(
      singleQuotedString,
      span,
      { mark: token.image[0] ?? "" },
      { fixes: [{ title: "Use double quotes", edits: [{ span, text }] }] },
    );
  } else {
    report(unterminatedString, span, { form: "plain" });
  }
  becomeString(token, inner);
}

// As Python has it: on one line a text, over several a block of lines.
function repairTripleQuoted(token: IToken, span: Span, report: Report): void {
  const inner = token.image.slice(3, -3);
  const [first, ...rest] = inner.split("\n");
  const text =
    rest.length === 0
      ? `"${inner.replaceAll('"', '\\"')}"`
      : `"""\n${first?.trim() === "" ? "" : `${first}\n`}${rest.join("\n").replace(/\n[ \t]*$/, "")}\n"""`;
  report(
    singleQuotedString,
    span,
    { mark: "'''" },
    { fixes: [{ title: "Use double quotes", edits: [{ span, text }] }] },
  );
  becomeString(token, inner);
}

function repairHeredoc(token: IToken, span: Span, report: Report): void {
  const lines = token.image.split("\n");
  const body = lines.slice(1, -1).join("\n");
  const fixes = lines.length < 2 ? [] : [{ title: 'Use `"""`', edits: [{ span, text: `"""\n${body}\n"""` }] }];
  report(heredoc, span, { written: "as a heredoc" }, { fixes });
  becomeString(token, body);
}

function repairTextOverLines(token: IToken, span: Span, report: Report): void {
  const body = token.image.slice(1, -1);
  const quoted = token.image.startsWith('"');
  const fixes = [{ title: 'Use `"""`', edits: [{ span, text: tripleQuoted(body, quoted) }] }];
  report(heredoc, span, { written: quoted ? 'between `"`' : "between backticks" }, { fixes });
  becomeString(token, body);
}

// A first line with text goes below the quotes, as deep as the next: the common indent goes. `escapes`: whether a
// backslash is one already, but at the end of a line.
function tripleQuoted(body: string, escapes: boolean): string {
  const [, indent = ""] = /\n([ \t]*)/.exec(body) ?? [];
  const start = /^[ \t]*\r?\n/.test(body) ? "" : `\n${indent}`;
  const escaped = body.replaceAll(escapes ? /\\(?=\r?\n)/g : /\\/g, "\\\\");
  return `"""${start}${escaped}"""`;
}

function becomeString(token: IToken, text: string): void {
  const piece: StringPiece = { form: "plain", text, terminated: true };
  token.payload = piece;
  retype(token, PlainString);
}

// What stands behind the comment on its line has to go on below.
function blockCommentFixes(image: string, span: Span, goesOn: boolean) {
  if (!image.endsWith("*/") || image.length < 4) return [];
  const lines = image.slice(2, -2).split(/\r?\n/);
  const text = lines.map((line) => `// ${line.replace(/^\s*\*? ?/, "").trimEnd()}`.trimEnd()).join("\n");
  return [
    { title: "Write `//` on every line", edits: [{ span, text: lines.length === 1 && !goesOn ? text : `${text}\n` }] },
  ];
}

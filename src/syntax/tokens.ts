import { createToken, Lexer, type TokenType } from "chevrotain";
import { matchHeredoc, matchName, matchNumber, matchOf, matchSpace, nonAsciiCodes, patternMatch } from "./scan-name.ts";
import { matchRaw, matchString } from "./scan-string.ts";

/** Anything that may stand where a name is asked for: identifiers and every word of the grammar that is not reserved. */
export const Name = createToken({ name: "Name", pattern: Lexer.NA });
/** A name that may start a declaration; the others start an item of their own, or would be read as part of a type. */
export const KindName = createToken({ name: "KindName", pattern: Lexer.NA });
/** An operator between two operands. */
export const BinaryOperatorToken = createToken({ name: "BinaryOperator", pattern: Lexer.NA });
/** The operators that bind at least as tightly as `..`: those a refinement's bounds may have. */
export const RangeOperatorToken = createToken({ name: "RangeOperator", pattern: Lexer.NA });

const nameCharacters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"];
const digits = [..."0123456789"];

export const Identifier = createToken({
  name: "Identifier",
  pattern: matchName,
  line_breaks: false,
  start_chars_hint: [...nameCharacters, ...nonAsciiCodes],
  categories: [Name, KindName],
});

function word(text: string, categories: TokenType[]): TokenType {
  return createToken({ name: `word ${text}`, pattern: Lexer.NA, label: text, categories });
}

export const Import = word("import", [Name]);
export const Param = word("param", [Name]);
export const Let = word("let", [Name]);
export const Fn = word("fn", [Name]);
export const Kind = word("kind", [Name]);
export const Policy = word("policy", [Name]);
export const Test = word("test", [Name]);
export const Private = word("private", [Name]);
export const Abstract = word("abstract", [Name]);
export const Matching = word("matching", [Name]);
export const Of = word("of", [Name]);
export const From = word("from", [Name, KindName]);
export const As = word("as", [Name, KindName]);
export const On = word("on", [Name, KindName]);
export const Extends = word("extends", [Name, KindName]);
export const Override = word("override", [Name, KindName]);
export const Block = word("block", [Name, KindName]);
export const Per = word("per", [Name, KindName]);
export const Environment = word("environment", [Name, KindName]);
export const Require = word("require", [Name, KindName]);
export const Assert = word("assert", [Name, KindName]);
export const StringWord = word("string", [Name, KindName]);

export const If = word("if", []);
export const Then = word("then", []);
export const Else = word("else", []);
export const Match = word("match", []);
export const For = word("for", []);
export const Not = word("not", []);
export const True = word("true", []);
export const False = word("false", []);
export const Null = word("null", []);
export const In = word("in", [BinaryOperatorToken]);
export const And = word("and", [BinaryOperatorToken]);
export const Or = word("or", [BinaryOperatorToken]);

/** Words that can't be names. */
export const reservedWords = [If, Then, Else, Match, For, In, And, Or, Not, True, False, Null];

/** Words of the grammar that are names wherever a name may stand. */
export const contextualWords = [
  ...[Import, Param, Let, Fn, Kind, Policy, Test, Private, Abstract, Matching, Of],
  ...[From, As, On, Extends, Override, Block, Per, Environment, Require, Assert, StringWord],
];

const itemWords: readonly TokenType[] = [Import, Param, Let, Fn, Kind, Policy, Test, Private, Abstract];

/** Whether an item of the grammar itself, not a declaration of some kind, may start with a word. */
export function isItemWord(type: TokenType): boolean {
  return itemWords.includes(type);
}

export const wordTypes: ReadonlyMap<string, TokenType> = new Map(
  [...reservedWords, ...contextualWords].map((type) => [type.LABEL ?? type.name, type]),
);

/** The word of the grammar that a name is, if it is one. */
export function wordType(image: string): TokenType | undefined {
  const lengths = wordLengths[image.charCodeAt(0) - firstWordCode] ?? 0;
  return (lengths & (1 << image.length)) === 0 ? undefined : wordTypes.get(image);
}

// For each first letter the lengths of the words that begin with it, as bits: a name is seldom looked up in vain.
const firstWordCode = 0x61;
const wordLengths = new Uint16Array(26);
for (const word of wordTypes.keys()) {
  const letter = word.charCodeAt(0) - firstWordCode;
  wordLengths[letter] = (wordLengths[letter] ?? 0) | (1 << word.length);
}

export const NumberToken = createToken({
  name: "Number",
  pattern: matchNumber,
  line_breaks: false,
  start_chars_hint: digits,
});

/** A whole literal. Those with interpolations are split into the four tokens below once they are scanned. */
export const PlainString = createToken({
  name: "String",
  pattern: matchString,
  line_breaks: true,
  start_chars_hint: ['"'],
});
export const RawString = createToken({
  name: "RawString",
  pattern: matchRaw,
  line_breaks: false,
  start_chars_hint: ["r"],
  categories: [PlainString],
});
/** `"text${` */
export const StringOpen = createToken({ name: "StringOpen", pattern: Lexer.NA });
/** `}text${` */
export const StringMiddle = createToken({ name: "StringMiddle", pattern: Lexer.NA });
/** `}text"` */
export const StringClose = createToken({ name: "StringClose", pattern: Lexer.NA });

function symbol(text: string, categories: TokenType[] = []): TokenType {
  const name = `symbol ${text}`;
  if (text.length === 1) return createToken({ name, pattern: text, label: text, categories });
  // By hand: chevrotain would run a regular expression at every `=`, `.` and `<`.
  const [first = ""] = text;
  const pattern = (source: string, offset: number) => (source.startsWith(text, offset) ? matchOf(text) : null);
  return createToken({ name, pattern, label: text, categories, line_breaks: false, start_chars_hint: [first] });
}

export const LBrace = symbol("{");
export const RBrace = symbol("}");
export const LBracket = symbol("[");
export const RBracket = symbol("]");
export const LParen = symbol("(");
export const RParen = symbol(")");
export const Comma = symbol(",");
export const Colon = symbol(":");
export const Ellipsis = symbol("...");
export const Dots = symbol("..", [BinaryOperatorToken, RangeOperatorToken]);
export const Dot = symbol(".");
export const Arrow = symbol("=>");
export const EqualEqual = symbol("==", [BinaryOperatorToken]);
export const Equal = symbol("=");
export const NotEqual = symbol("!=", [BinaryOperatorToken]);
export const LessEqual = symbol("<=", [BinaryOperatorToken]);
export const Less = symbol("<", [BinaryOperatorToken]);
export const GreaterEqual = symbol(">=", [BinaryOperatorToken]);
export const Greater = symbol(">", [BinaryOperatorToken]);
export const Coalesce = symbol("??", [BinaryOperatorToken]);
export const Question = symbol("?");
export const Pipe = symbol("|");
export const Plus = symbol("+", [BinaryOperatorToken, RangeOperatorToken]);
export const Minus = symbol("-", [BinaryOperatorToken, RangeOperatorToken]);
export const Star = symbol("*", [BinaryOperatorToken, RangeOperatorToken]);
export const Slash = symbol("/", [BinaryOperatorToken, RangeOperatorToken]);
export const Percent = symbol("%", [BinaryOperatorToken, RangeOperatorToken]);

export const WhiteSpace = createToken({
  name: "WhiteSpace",
  pattern: matchSpace,
  group: Lexer.SKIPPED,
  line_breaks: true,
  start_chars_hint: [" ", "\n", "\t", "\r"],
});
export const LineComment = createToken({ name: "Comment", pattern: /\/\/[^\n\r]*/, group: "comments" });

// What people write out of habit. The lexer names the mistake, and hands the parser what was meant.
export const HashComment = createToken({ name: "HashComment", pattern: /#[^\n\r]*/, group: "mistakes" });
export const BlockComment = createToken({
  name: "BlockComment",
  pattern: matchBlockComment,
  line_breaks: true,
  start_chars_hint: ["/"],
  group: "mistakes",
});
export const SingleQuoted = createToken({
  name: "SingleQuoted",
  pattern: /'(?:\\[^\n\r]|[^'\\\n\r])*'?/,
  line_breaks: false,
});
/** Between marks that quote in other languages, or that a word processor writes. */
export const OddlyQuoted = createToken({
  name: "OddlyQuoted",
  pattern: matchOddlyQuoted,
  line_breaks: false,
  start_chars_hint: ["`", ...nonAsciiCodes],
});
export const Heredoc = createToken({
  name: "Heredoc",
  pattern: matchHeredoc,
  line_breaks: true,
  start_chars_hint: ["<"],
});
export const TripleEqual = symbol("===");
export const NotDoubleEqual = symbol("!==");
export const AndAnd = symbol("&&");
export const OrOr = symbol("||");
export const Bang = symbol("!");
export const Semicolon = symbol(";");

/** A character that starts none of the others. A token of its own, as chevrotain's way with errors costs much time. */
export const Unknown = createToken({
  name: "Unknown",
  pattern: matchCharacter,
  line_breaks: true,
  start_chars_hint: [...Array.from({ length: 128 }, (_, code) => code), ...nonAsciiCodes],
  group: "unknown",
});

/** The order in which the lexer tries them: longer before shorter. */
export const lexedTokens: TokenType[] = [
  WhiteSpace,
  RawString,
  Identifier,
  NumberToken,
  PlainString,
  LineComment,
  BlockComment,
  HashComment,
  Heredoc,
  ...[TripleEqual, NotDoubleEqual, Ellipsis, Arrow, EqualEqual, NotEqual, LessEqual, GreaterEqual],
  ...[Coalesce, AndAnd, OrOr, Dots],
  ...[LBrace, RBrace, LBracket, RBracket, LParen, RParen, Comma, Colon, Dot, Equal, Less, Greater],
  ...[Question, Pipe, Plus, Minus, Star, Slash, Percent, Bang, Semicolon],
  SingleQuoted,
  OddlyQuoted,
  Unknown,
];

/** Every token type the parser's grammar mentions. */
export const parserTokens: TokenType[] = [
  ...[Name, KindName, BinaryOperatorToken, RangeOperatorToken],
  ...contextualWords,
  ...reservedWords,
  ...[StringOpen, StringMiddle, StringClose],
  ...lexedTokens,
];

/** Whether a token is of a type, or of one that belongs to it. */
export function isOf(token: { readonly tokenTypeIdx: number }, type: TokenType): boolean {
  if (token.tokenTypeIdx === type.tokenTypeIdx) return true;
  return type.isParent === true && type.categoryMatchesMap?.[token.tokenTypeIdx] === true;
}

function matchCharacter(text: string, offset: number): RegExpExecArray | null {
  return patternMatch(text, offset, offset + ((text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1));
}

const closingMarks: Readonly<Record<string, string>> = {
  "`": "`",
  "\u201c": "\u201c\u201d",
  "\u201d": "\u201d",
  "\u201e": "\u201c\u201d",
  "\u2018": "\u2018\u2019",
  "\u2019": "\u2019",
  "\u00ab": "\u00bb",
};

// Up to the closing mark on the same line; without one it is no text.
function matchOddlyQuoted(text: string, offset: number): RegExpExecArray | null {
  const marks = closingMarks[text[offset] ?? ""];
  if (marks === undefined) return null;
  for (let end = offset + 1; end < text.length && text[end] !== "\n"; end++) {
    if (marks.includes(text[end] ?? "")) return patternMatch(text, offset, end + 1);
  }
  return null;
}

function matchBlockComment(text: string, offset: number): RegExpExecArray | null {
  if (!text.startsWith("/*", offset)) return null;
  const end = text.indexOf("*/", offset + 2);
  return patternMatch(text, offset, end < 0 ? text.length : end + 2);
}

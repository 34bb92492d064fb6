import { EOF, type IToken, type TokenType } from "chevrotain";

// Below are those of Chevrotain's own types.
let nextIndex = 16;

/** A type of tokens; without a label its name stands for it. */
interface TypeOfTokens {
  readonly name: string;
  readonly label?: string;
  /** What else its tokens are taken for. */
  readonly categories?: TokenType[];
}

// What Chevrotain's `createToken` gives. That asks so much about each that ninety of them took 1 ms of every process.
function createToken({ name, label = name, categories = [] }: TypeOfTokens): TokenType {
  const tokenTypeIdx = nextIndex++;
  for (const category of categories) {
    category.isParent = true;
    category.categoryMatches?.push(tokenTypeIdx);
    Object.assign(category.categoryMatchesMap ?? {}, { [tokenTypeIdx]: true });
  }
  const own = { categoryMatches: [], categoryMatchesMap: {}, isParent: false };
  return { name, LABEL: label, CATEGORIES: categories, tokenTypeIdx, ...own };
}

/** Anything that may stand where a name is asked for: identifiers and every word of the grammar that is not reserved. */
export const Name = createToken({ name: "Name" });
/** A name that may start a declaration; the others start an item of their own, or would be read as part of a type. */
export const KindName = createToken({ name: "KindName" });
/** An operator between two operands. */
export const BinaryOperatorToken = createToken({ name: "BinaryOperator" });
/** The operators that bind at least as tightly as `..`: those a refinement's bounds may have. */
export const RangeOperatorToken = createToken({ name: "RangeOperator" });

export const Identifier = createToken({ name: "Identifier", categories: [Name, KindName] });

function word(text: string, categories: TokenType[]): TokenType {
  return createToken({ name: `word ${text}`, label: text, categories });
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
const wordLengths = lengthsByLetter(wordTypes.keys());

// A function, as V8 compiles the whole file once more where it loops by itself.
function lengthsByLetter(words: Iterable<string>): Uint16Array {
  const lengths = new Uint16Array(26);
  for (const word of words) {
    const letter = word.charCodeAt(0) - firstWordCode;
    lengths[letter] = (lengths[letter] ?? 0) | (1 << word.length);
  }
  return lengths;
}

export const NumberToken = createToken({ name: "Number" });

/** A whole literal. Those with interpolations are split into the four tokens below once they are scanned. */
export const PlainString = createToken({ name: "String" });
export const RawString = createToken({ name: "RawString", categories: [PlainString] });
/** `"text${` */
export const StringOpen = createToken({ name: "StringOpen" });
/** `}text${` */
export const StringMiddle = createToken({ name: "StringMiddle" });
/** `}text"` */
export const StringClose = createToken({ name: "StringClose" });

function symbol(text: string, categories: TokenType[] = []): TokenType {
  return createToken({ name: `symbol ${text}`, label: text, categories });
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
const Coalesce = symbol("??", [BinaryOperatorToken]);
export const Question = symbol("?");
export const Pipe = symbol("|");
export const Plus = symbol("+", [BinaryOperatorToken, RangeOperatorToken]);
export const Minus = symbol("-", [BinaryOperatorToken, RangeOperatorToken]);
export const Star = symbol("*", [BinaryOperatorToken, RangeOperatorToken]);
export const Slash = symbol("/", [BinaryOperatorToken, RangeOperatorToken]);
export const Percent = symbol("%", [BinaryOperatorToken, RangeOperatorToken]);

// What people write out of habit. The lexer names the mistake, and hands the parser what was meant.
export const HashComment = createToken({ name: "HashComment" });
export const BlockComment = createToken({ name: "BlockComment" });
export const SingleQuoted = createToken({ name: "SingleQuoted" });
/** Between marks that quote in other languages, or that a word processor writes. */
export const OddlyQuoted = createToken({ name: "OddlyQuoted" });
export const Heredoc = createToken({ name: "Heredoc" });
export const TripleEqual = symbol("===");
export const NotDoubleEqual = symbol("!==");
export const AndAnd = symbol("&&");
export const OrOr = symbol("||");
export const Bang = symbol("!");
export const Semicolon = symbol(";");
export const QuestionDot = symbol("?.");
export const BangDot = symbol("!.");

/** A character that starts none of the others. */
const Unknown = createToken({ name: "Unknown" });

/** What is written with other characters than letters, digits and quotes: longer before shorter. */
export const symbolTokens: readonly TokenType[] = [
  ...[TripleEqual, NotDoubleEqual, Ellipsis, Arrow, EqualEqual, NotEqual, LessEqual, GreaterEqual],
  ...[Coalesce, AndAnd, OrOr, Dots, QuestionDot, BangDot],
  ...[LBrace, RBrace, LBracket, RBracket, LParen, RParen, Comma, Colon, Dot, Equal, Less, Greater],
  ...[Question, Pipe, Plus, Minus, Star, Slash, Percent, Bang, Semicolon],
];

/** Every token type the parser's grammar mentions. */
export const parserTokens: TokenType[] = [
  ...[Name, KindName, BinaryOperatorToken, RangeOperatorToken],
  ...contextualWords,
  ...reservedWords,
  ...[Identifier, NumberToken, PlainString, RawString, StringOpen, StringMiddle, StringClose],
  ...symbolTokens,
];

const typeCount = 1 + Math.max(...[...parserTokens, Unknown, EOF].map(({ tokenTypeIdx = 0 }) => tokenTypeIdx));

/** The operators between two operands. */
export const binaryOperators: readonly TokenType[] = parserTokens.filter(
  ({ tokenTypeIdx = 0 }) => BinaryOperatorToken.categoryMatchesMap?.[tokenTypeIdx] === true,
);

/** Whether a token is of a type, or of one that belongs to it. */
export function isOf(token: { readonly tokenTypeIdx: number }, type: TokenType): boolean {
  if (token.tokenTypeIdx === type.tokenTypeIdx) return true;
  return type.isParent === true && type.categoryMatchesMap?.[token.tokenTypeIdx] === true;
}

/**
 * Which types are among some, by their index: asking a table takes a fraction of asking a list, and what a rule looks for
 * is asked of nearly every token.
 */
export function tableOf(types: readonly TokenType[]): readonly boolean[] {
  const table: boolean[] = new Array(typeCount).fill(false);
  for (const { tokenTypeIdx = 0 } of types) table[tokenTypeIdx] = true;
  return table;
}

/** A token as chevrotain's parser takes it: one hidden class for all of them. */
export function tokenOf(type: TokenType, image: string, startOffset: number): IToken {
  return { image, startOffset, tokenTypeIdx: type.tokenTypeIdx ?? 0, tokenType: type, payload: undefined };
}

/** Makes a token one of another type, for the parser to read it as what was meant. */
export function retype(token: IToken, type: TokenType): void {
  token.tokenType = type;
  token.tokenTypeIdx = type.tokenTypeIdx ?? 0;
}

/** Where a token ends in its source. */
export function endOf({ startOffset, image }: { readonly startOffset: number; readonly image: string }): number {
  return startOffset + image.length;
}

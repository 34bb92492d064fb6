import { EmbeddedActionsParser, EOF, type IToken, type TokenType } from "chevrotain";
import type { Span } from "../base/span.ts";
import { expectedText } from "../diagnostics/codes/expected-text.ts";
import { missingComma } from "../diagnostics/codes/missing-comma.ts";
import { missingName } from "../diagnostics/codes/missing-name.ts";
import { nestingTooDeep } from "../diagnostics/codes/nesting-too-deep.ts";
import { quotedName } from "../diagnostics/codes/quoted-name.ts";
import { reservedWord } from "../diagnostics/codes/reserved-word.ts";
import { unexpectedText } from "../diagnostics/codes/unexpected-text.ts";
import type { DiagnosticDefinition, Report, ReportDetails } from "../diagnostics/definition.ts";
import type { Comment, Missing, Name as NameNode } from "./ast.ts";
import { breaksLine, startsLine } from "./layout.ts";
import type { StringPiece } from "./lexer.ts";
import {
  Colon,
  Comma,
  Equal,
  Extends,
  Import,
  isOf,
  LBrace,
  LBracket,
  Less,
  LParen,
  Matching,
  Name,
  Of,
  On,
  PlainString,
  parserTokens,
  RBrace,
  RBracket,
  RParen,
  reservedWords,
  StringClose,
  StringMiddle,
  StringOpen,
  Test,
} from "./tokens.ts";

/** How deep expressions, types and blocks may nest: far less than the stack of calls would bear. */
export const nestingLimit = 128;

/** What a parser reads: balanced tokens, and where they come from. */
export interface ParserInput {
  readonly tokens: IToken[];
  readonly comments: readonly Comment[];
  readonly text: string;
  readonly uri: string;
  readonly report: Report;
}

/**
 * What every rule of the parser needs to carry on after a mistake.
 *
 * Chevrotain's own recovery is off: it finds its way by sets of token types, and in a language where nearly every word
 * is a name, a name is in all of them. Rules ask what stands before them, and how it is laid out in lines, and consume
 * only what is there. So chevrotain never sees an error, and each mistake has the words that fit it.
 *
 * Brackets are balanced before the parser reads them, so recovery never leaves the pair of brackets that it is in.
 */
export abstract class RecoveringParser extends EmbeddedActionsParser {
  protected uri = "";
  protected text = "";
  private comments: readonly Comment[] = [];
  private commentIndex = 0;
  private reporter: Report = () => {};
  private lastErrorIndex = -1;
  private depth = 0;
  /** Whether the innermost braces are the body of a declaration or a block. */
  protected inBody = false;
  private reportedDepth = false;

  constructor() {
    super(parserTokens, { recoveryEnabled: false, maxLookahead: 1, skipValidations: true, outputCst: false } as object);
  }

  protected begin({ tokens, comments, text, uri, report }: ParserInput): void {
    this.input = tokens;
    this.text = text;
    this.uri = uri;
    this.comments = comments;
    this.commentIndex = 0;
    this.reporter = report;
    this.lastErrorIndex = -1;
    this.depth = 0;
    this.inBody = false;
    this.reportedDepth = false;
  }

  // ---------------------------------------------------------------- looking

  protected at(type: TokenType): boolean {
    return isOf(this.LA(1), type);
  }

  protected atAny(types: readonly TokenType[]): boolean {
    return types.includes(this.LA(1).tokenType);
  }

  protected nextIs(distance: number, type: TokenType): boolean {
    return isOf(this.LA(distance), type);
  }

  protected atEnd(): boolean {
    return this.LA(1).tokenType === EOF;
  }

  /** Whether the next token closes a pair of brackets (or a piece of a string), or there is none. */
  protected atClosing(): boolean {
    return this.atAny(closings);
  }

  /** Whether the token at a distance stands on the line that the one before it ends on. */
  protected onSameLine(distance: number): boolean {
    const token = this.LA(distance);
    return token.tokenType !== EOF && !breaksLine(this.text, this.endOf(this.LA(distance - 1)), token.startOffset);
  }

  /**
   * Whether the next token starts a line that reads as a member or item of its own, so that what was expected before it
   * is missing. White space must not change what a right text means: this asks for what could not go on in any other way.
   */
  protected atNextMember(missing: "value" | "type" | "name"): boolean {
    const token = this.LA(1);
    if (!isOf(token, Name) || !startsLine(this.text, token.startOffset)) return false;
    const next = this.LA(2).tokenType;
    if (missing !== "name") {
      if (next === Colon || next === LBrace) return true;
      if (next === Equal) return missing === "value";
      if (token.tokenType === Test && next === PlainString) return true;
    }
    // In a body, a value could be followed by a block: `a =` `b c { … }` gives `a` the value `b`.
    if (!isOf(this.LA(2), Name) || refinements.includes(next) || this.inBody || !this.onSameLine(2)) return false;
    const third = this.LA(3).tokenType;
    // Of the items, an import alone has a brace right behind its word: `let a =` `b import { … }` gives `a` the value `b`.
    if (this.LA(2).tokenType === Import) return false;
    return third === LBrace || (missing === "value" && [Equal, Colon, LParen].includes(third));
  }

  // ---------------------------------------------------------------- places

  protected startOf(token: IToken): number {
    return token.tokenType === EOF ? this.text.length : token.startOffset;
  }

  protected endOf(token: IToken): number {
    return token.tokenType === EOF ? 0 : token.startOffset + token.image.length;
  }

  /** Where the last token that was read ends. */
  protected end(): number {
    return this.endOf(this.LA(0));
  }

  protected spanFrom(start: number): Span {
    return { uri: this.uri, start, end: this.end() };
  }

  protected spanOf(token: IToken): Span {
    return { uri: this.uri, start: this.startOf(token), end: this.startOf(token) + token.image.length };
  }

  /** The empty span behind the last token that was read. */
  protected here(): Span {
    const end = this.end();
    return { uri: this.uri, start: end, end };
  }

  protected missing(): Missing {
    return { kind: "Missing", span: this.here() };
  }

  // ---------------------------------------------------------------- reporting

  protected fail<Values>(
    definition: DiagnosticDefinition<Values>,
    span: Span,
    values: Values,
    details?: ReportDetails,
  ): void {
    this.lastErrorIndex = this.currentIndex();
    this.reporter(definition, span, values, details);
  }

  /** As `fail`, unless the last finding was made at this very token: then this one follows from it. */
  protected failHere<Values>(
    definition: DiagnosticDefinition<Values>,
    span: Span,
    values: Values,
    details?: ReportDetails,
  ): void {
    if (!this.failedHere()) this.fail(definition, span, values, details);
    this.lastErrorIndex = this.currentIndex();
  }

  protected failedHere(): boolean {
    return this.lastErrorIndex === this.currentIndex();
  }

  /** How a message names the next token. */
  protected found(): string {
    const token = this.LA(1);
    if (token.tokenType === EOF) return "the end of the file";
    const image = token.image.split(/\r?\n/)[0] ?? "";
    return `\`${image.length > 40 ? `${image.slice(0, 39)}…` : image}\``;
  }

  protected before(): string {
    const token = this.LA(0);
    if (token.tokenType === EOF) return "";
    const image = token.image.split(/\r?\n/)[0] ?? "";
    return image.length > 40 ? `…${image.slice(-39)}` : image;
  }

  // ---------------------------------------------------------------- reading

  /** Reads a token where it stands; says nothing where it doesn't. */
  protected take(index: number, type: TokenType): IToken | undefined {
    return this.RECORDING_PHASE || this.at(type) ? this.consume(index, type) : undefined;
  }

  /** Reads a token that must stand here; `example` shows the whole construct. */
  protected expect(index: number, type: TokenType, example: string): IToken | undefined {
    const token = this.take(index, type);
    if (token === undefined) {
      const expected = type.LABEL ?? type.name;
      const edits = [{ span: this.here(), text: ` ${expected}` }];
      this.failHere(
        expectedText,
        this.here(),
        { expected, found: this.found(), example },
        { fixes: [{ title: `Insert \`${expected}\``, edits }] },
      );
    }
    return token;
  }

  protected skip(): IToken {
    const token = this.LA(1);
    this.SKIP_TOKEN();
    return token;
  }

  /** Skips a token, or a whole pair of brackets with all inside. */
  protected skipGroup(): void {
    let depth = 0;
    do {
      const type = this.skip().tokenType;
      if (type === LBrace || type === LBracket || type === LParen || type === StringOpen) depth++;
      else if (type === RBrace || type === RBracket || type === RParen || type === StringClose) depth--;
    } while (depth > 0 && !this.atEnd());
  }

  /** Skips what can't be read, up to a closing bracket or where `stop` says, and reports the run as one finding. */
  protected skipUnexpected(expected: string, stop: () => boolean): void {
    const start = this.startOf(this.LA(1));
    const found = this.found();
    const silent = this.failedHere() || this.atUnterminated();
    do this.skipGroup();
    while (!this.atEnd() && !this.atClosing() && !stop());
    const span = this.spanFrom(start);
    if (!silent) {
      this.fail(
        unexpectedText,
        span,
        { found, expected },
        { fixes: [{ title: "Remove it", edits: [{ span, text: "" }] }] },
      );
    }
    this.lastErrorIndex = this.currentIndex();
  }

  // Whatever an unterminated string breaks follows from that.
  private atUnterminated(): boolean {
    return (this.LA(1).payload as StringPiece | undefined)?.terminated === false;
  }

  protected nameNode(token: IToken): NameNode {
    return { text: token.image, span: this.spanOf(token) };
  }

  /** Reads a name. `what` says whose: "a declaration", "the parameter". */
  protected name(index: number, what: string): NameNode {
    if (this.RECORDING_PHASE) return this.nameNode(this.consume(index, Name));
    if (this.at(Name) && !this.atNextMember("name")) return this.nameNode(this.consume(index, Name));
    if (this.atAny(reservedWords) && !startsLine(this.text, this.LA(1).startOffset)) return this.reservedName();
    if (this.at(PlainString) && this.onSameLine(1)) return this.quotedName();
    this.failHere(missingName, this.here(), { what, after: this.before(), found: this.found() });
    return { text: "", span: this.here() };
  }

  /** Reads the name of an item: one that starts a line is the next item's, unless what follows an item's name follows. */
  protected itemName(index: number, what: string): NameNode {
    const next = this.LA(2).tokenType;
    if (this.RECORDING_PHASE || !this.onNewLine() || afterItemName.includes(next)) return this.name(index, what);
    this.failHere(missingName, this.here(), { what, after: this.before(), found: this.found() });
    return { text: "", span: this.here() };
  }

  protected reservedName(): NameNode {
    const token = this.LA(1);
    this.failReserved(token);
    this.skip();
    return this.nameNode(token);
  }

  protected failReserved(token: IToken): void {
    const span = this.spanOf(token);
    const edits = [{ span, text: `${token.image}_` }];
    this.fail(
      reservedWord,
      span,
      { word: token.image },
      { fixes: [{ title: `Rename to \`${token.image}_\``, edits }] },
    );
  }

  protected quotedName(): NameNode {
    const text = this.failQuoted(this.LA(1));
    return { text, span: this.spanOf(this.skip()) };
  }

  /** Reports a name in quotes, and tells the name that was meant. */
  protected failQuoted(token: IToken): string {
    const span = this.spanOf(token);
    const text = token.image.replace(/^r?"+|"+$/g, "");
    const name = text.replace(/[^\p{XID_Continue}-]+/gu, "_").replace(/^[^\p{XID_Start}_]+/u, "");
    const fixes = name === "" ? [] : [{ title: `Write \`${name}\``, edits: [{ span, text: name }] }];
    // Single quotes are reported already.
    if (!token.image.startsWith("'")) this.fail(quotedName, span, { written: token.image }, { fixes });
    return name;
  }

  /**
   * Reads elements between commas up to the closing bracket, which is left. A comma that is missing or one too many is
   * reported, and the elements on both sides are kept.
   */
  protected separated(what: string, canStart: () => boolean, element: () => void): void {
    if (this.RECORDING_PHASE) {
      this.MANY_SEP({ SEP: Comma, DEF: element });
      this.OPTION9(() => this.CONSUME9(Comma));
      return;
    }
    while (!this.atClosing() && !this.atEnd()) {
      const before = this.currentIndex();
      if (canStart()) element();
      else this.skipUnexpected(what, () => this.at(Comma) || (this.onNewLine() && canStart()));
      if (this.at(Comma)) {
        this.consume(9, Comma);
        while (this.at(Comma)) this.skipUnexpected(what, () => true);
      } else if (!this.atClosing() && !this.atEnd()) {
        if (canStart() && !this.failedHere()) this.failMissingComma();
        else if (!canStart()) this.skipUnexpected("`,`", () => this.at(Comma) || (this.onNewLine() && canStart()));
        if (this.at(Comma)) this.consume(9, Comma);
      }
      if (this.currentIndex() === before) this.skipUnexpected(what, () => true);
    }
  }

  /** Reads one element or more with a separator between them; that there is one at least is the element's own matter. */
  protected joined(separator: TokenType, element: () => void): void {
    if (this.RECORDING_PHASE) {
      this.AT_LEAST_ONE_SEP({ SEP: separator, DEF: element });
      return;
    }
    element();
    while (this.at(separator)) {
      this.skip();
      element();
    }
  }

  private failMissingComma(): void {
    const span = this.here();
    const fixes = [{ title: "Insert `,`", edits: [{ span, text: "," }] }];
    this.fail(missingComma, span, { before: this.before(), next: this.found() }, { fixes });
  }

  protected onNewLine(): boolean {
    return startsLine(this.text, this.LA(1).startOffset);
  }

  /** Runs `read` one level deeper, or reports that the limit is reached and skips what it would have read. */
  protected nested<T>(what: string, read: () => T, otherwise: () => T): T {
    if (this.RECORDING_PHASE) return read();
    if (this.depth >= nestingLimit) {
      const span = this.spanOf(this.LA(1));
      this.failTooDeep(span, what, nestingLimit);
      while (!this.atEnd() && !this.atClosing() && !this.at(Comma) && !this.atNextMember("value")) this.skipGroup();
      this.lastErrorIndex = this.currentIndex();
      return otherwise();
    }
    this.depth++;
    const result = read();
    this.depth--;
    return result;
  }

  /** Reports what nests too deep, once in a file: where one thing does, many do. */
  protected failTooDeep(span: Span, what: string, limit: number): void {
    if (!this.reportedDepth) this.fail(nestingTooDeep, span, { what, limit });
    this.reportedDepth = true;
  }

  /** The text of the `///` lines between the last token and the next. */
  protected docBefore(token: IToken): string | undefined {
    const comments = this.comments;
    const start = this.startOf(token);
    const from = this.end();
    let doc: string | undefined;
    for (let comment = comments[this.commentIndex]; comment !== undefined; comment = comments[this.commentIndex]) {
      if (comment.span.start >= start) break;
      this.commentIndex++;
      if (comment.span.start < from || !comment.text.startsWith("///")) continue;
      if (from > 0 && !startsLine(this.text, comment.span.start)) continue;
      const line = comment.text.slice(comment.text.startsWith("/// ") ? 4 : 3).trimEnd();
      doc = doc === undefined ? line : `${doc}\n${line}`;
    }
    return doc;
  }

  protected currentIndex(): number {
    return (this as unknown as { readonly currIdx: number }).currIdx;
  }
}

const refinements = [Of, Matching];
const afterItemName = [Equal, Colon, LParen, Less, LBrace, On, Extends];
const closings = [RBrace, RBracket, RParen, StringMiddle, StringClose];

import type { IToken, TokenType } from "chevrotain";
import { EOF } from "chevrotain";
import type { Span } from "../../base/span.ts";
import type { Report } from "../../diagnostics/definition.ts";
import type { Comment, Missing, Name as NameNode, Reference } from "../ast.ts";
import { breaksLine, startsLine } from "../layout.ts";
import {
  Colon,
  Equal,
  endOf,
  Import,
  isOf,
  LBrace,
  LBracket,
  LParen,
  Matching,
  Name,
  Of,
  PlainString,
  RBrace,
  RBracket,
  RParen,
  StringClose,
  StringMiddle,
  StringOpen,
  Test,
  tableOf,
} from "../tokens.ts";
import { RuleRunner } from "./rule-runner.ts";

/** What a parser reads: balanced tokens, and where they come from. */
export interface ParserInput {
  readonly tokens: readonly IToken[];
  readonly comments: readonly Comment[];
  /** Of the whole source. */
  readonly text: string;
  /** Where in it what is read begins and ends. */
  readonly start: number;
  readonly end: number;
  readonly uri: string;
  readonly report: Report;
}

/** What rules ask of the tokens before them, and how those are laid out in lines; where tokens are; reading them. */
export abstract class TokenReader extends RuleRunner {
  protected uri = "";
  protected text = "";
  private endOfText = 0;
  private comments: readonly Comment[] = [];
  private commentIndex = 0;
  /** Whether the innermost braces are the body of a declaration, a block or a kind. */
  protected inBody = false;
  /** Whether the bounds of a type are being read, behind which a default may come. */
  protected inBounds = false;

  protected begin({ tokens, comments, text, start, end, uri }: ParserInput): void {
    this.setTokens(tokens, start, end);
    this.text = text;
    this.endOfText = end;
    this.uri = uri;
    this.comments = comments;
    this.commentIndex = 0;
    this.inBody = false;
    this.inBounds = false;
  }

  // ---------------------------------------------------------------- looking
  protected at(type: TokenType): boolean {
    const { next } = this;
    // Asked several times of every token, and seldom for a category.
    return next.tokenType === type || (type.isParent === true && isOf(next, type));
  }

  protected atAny(types: readonly TokenType[]): boolean {
    return types.includes(this.next.tokenType);
  }

  protected nextIs(distance: number, type: TokenType): boolean {
    return isOf(this.LA(distance), type);
  }

  protected atEnd(): boolean {
    return this.next.tokenType === EOF;
  }

  /** Whether what is read is the last of its source. */
  protected atEndOfSource(): boolean {
    return this.endOfText === this.text.length;
  }

  /** Whether the next token closes a pair of brackets (or a piece of a string), or there is none. */
  protected atClosing(): boolean {
    return isClosing[this.next.tokenTypeIdx] === true;
  }

  /** Whether the innermost pair of brackets holds no more. */
  protected atClosingOrEnd(): boolean {
    const { next } = this;
    return isClosing[next.tokenTypeIdx] === true || next.tokenType === EOF;
  }

  /** Whether the token at a distance stands on the line that the one before it ends on. */
  protected onSameLine(distance: number): boolean {
    const token = this.LA(distance);
    const before = distance === 1 ? this.readTo : endOf(this.LA(distance - 1));
    return token.tokenType !== EOF && !breaksLine(this.text, before, token.startOffset);
  }

  protected onNewLine(): boolean {
    return this.atEnd() || startsLine(this.text, this.next.startOffset);
  }

  /**
   * Whether the next token starts a line that reads as a member or item of its own, so that what was expected before it
   * is missing. White space must not change what a right text means: this asks for what could not go on in any other way.
   */
  protected atNextMember(missing: "value" | "type" | "name"): boolean {
    const token = this.next;
    if (!isOf(token, Name) || !startsLine(this.text, token.startOffset)) return false;
    const next = this.LA(2).tokenType;
    if (missing !== "name") {
      if (next === Colon || next === LBrace) return true;
      if (next === Equal) return missing === "value" && !this.inBounds;
      if (token.tokenType === Test && next === PlainString) return true;
    }
    // In a body, a value could be followed by a block: `a =` `b c { … }` gives `a` the value `b`; in a kind by a field.
    if (!isOf(this.LA(2), Name) || refinements.includes(next) || this.inBody || !this.onSameLine(2)) return false;
    const third = this.LA(3).tokenType;
    // Of the items, an import alone has a brace right behind its word: `let a =` `b import { … }` gives `a` the value `b`.
    if (this.LA(2).tokenType === Import) return false;
    return third === LBrace || (missing === "value" && [Equal, Colon, LParen].includes(third));
  }

  // ---------------------------------------------------------------- places

  protected spanFrom(start: number): Span {
    return { uri: this.uri, start, end: this.readTo };
  }

  protected spanOf(token: IToken): Span {
    const { startOffset, image } = token;
    return { uri: this.uri, start: startOffset, end: startOffset + image.length };
  }

  /** The empty span behind the last token that was read. */
  protected here(): Span {
    return { uri: this.uri, start: this.readTo, end: this.readTo };
  }

  protected missing(): Missing {
    return { kind: "Missing", uri: this.uri, start: this.readTo, end: this.readTo };
  }

  protected currentIndex(): number {
    return this.position;
  }

  // ---------------------------------------------------------------- reading

  /** Reads a token where it stands; says nothing where it doesn't. */
  protected take(index: number, type: TokenType): IToken | undefined {
    if (this.RECORDING_PHASE) return this.consume(index, type);
    return this.at(type) ? this.skip() : undefined;
  }

  protected skip(): IToken {
    const { next } = this;
    this.SKIP_TOKEN();
    return next;
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

  protected nameNode(token: IToken): NameNode {
    return { text: token.image, uri: this.uri, start: token.startOffset, end: endOf(token) };
  }

  protected referenceTo({ uri, start, end, text }: NameNode): Reference {
    return { kind: "Reference", uri, start, end, text };
  }

  /** The text of the `///` lines between the last token and the next. */
  protected docBefore(token: IToken): string | undefined {
    const comments = this.comments;
    const start = token.startOffset;
    const from = this.readTo;
    let doc: string | undefined;
    for (let comment = comments[this.commentIndex]; comment !== undefined; comment = comments[this.commentIndex]) {
      if (comment.start >= start) break;
      this.commentIndex++;
      if (comment.start < from || !comment.text.startsWith("///")) continue;
      if (!startsLine(this.text, comment.start)) continue;
      const line = comment.text.slice(comment.text.startsWith("/// ") ? 4 : 3).trimEnd();
      doc = doc === undefined ? line : `${doc}\n${line}`;
    }
    return doc;
  }
}

const refinements = [Of, Matching];
const isClosing = tableOf([RBrace, RBracket, RParen, StringMiddle, StringClose]);

import { EmbeddedActionsParser, EOF, type IToken, type ParserMethod, type Rule, type TokenType } from "chevrotain";
import { isOf, tokenOf } from "../tokens.ts";

/**
 * Runs rules that are written in Chevrotain's notation.
 *
 * The rules decide what to read by looking at the next tokens themselves: they need none of Chevrotain's lookahead
 * functions, whose computing would take longer than most projects take to check, and none of the bookkeeping around
 * each call of a rule. So a rule runs as the function that it is. Chevrotain records the grammar when it is asked for.
 */
export abstract class RuleRunner extends EmbeddedActionsParser {
  private readonly definitions: { readonly name: string; readonly read: () => unknown }[] = [];
  private isRecorded = false;
  private tokens: readonly IToken[] = [];
  private behindTokens = endOfFile;
  /** Of the token that was read last; -1 before the first. */
  protected position = -1;
  /** The token that is read next, as nearly all that rules ask is about it: `LA(1)`. */
  protected next = endOfFile;
  /** Where the token that was read last ends. */
  protected readTo = 0;

  constructor() {
    // The vocabulary is for validations, which are off.
    super([EOF], { recoveryEnabled: false, maxLookahead: 1, skipValidations: true, outputCst: false } as object);
  }

  override getGAstProductions(): Record<string, Rule> {
    if (!this.isRecorded) {
      this.isRecorded = true;
      for (const { name, read } of this.definitions) super.RULE(name, read);
      this.performSelfAnalysis();
    }
    return super.getGAstProductions();
  }

  /** Begins to read tokens that lie between two offsets. */
  protected setTokens(tokens: readonly IToken[], start: number, end: number): void {
    this.tokens = tokens;
    this.behindTokens = tokenOf(EOF, "", end);
    this.position = -1;
    this.next = tokens[0] ?? this.behindTokens;
    this.readTo = start;
  }

  protected override RULE<Read extends (...args: never[]) => unknown>(
    name: string,
    read: Read,
  ): ParserMethod<Parameters<Read>, ReturnType<Read>> {
    this.definitions.push({ name, read: read as () => unknown });
    return read as ParserMethod<Parameters<Read>, ReturnType<Read>>;
  }

  // The token that so many places follow the one that was read last.
  protected override LA(distance: number): IToken {
    return this.tokens[this.position + distance] ?? this.behindTokens;
  }

  // Returns what is next then; the end is never passed.
  protected override SKIP_TOKEN(): IToken {
    const { next } = this;
    if (next === this.behindTokens) return next;
    this.readTo = next.startOffset + next.image.length;
    this.position++;
    this.next = this.tokens[this.position + 1] ?? this.behindTokens;
    return this.next;
  }

  protected override consume(_: number, type: TokenType): IToken {
    const token = this.next;
    if (token.tokenType !== type && !isOf(token, type))
      throw new Error(`the parser consumes ${type.name} where ${token.tokenType.name} stands`);
    this.SKIP_TOKEN();
    return token;
  }

  protected override CONSUME(type: TokenType): IToken {
    return this.consume(0, type);
  }

  // Where the recorder never comes, a rule is called as the function that it is.
  protected override subrule<Result>(_: number, rule: () => Result): Result {
    return rule();
  }

  protected override SUBRULE<Result>(rule: () => Result): Result {
    return rule();
  }

  protected override SUBRULE2<Result>(rule: () => Result): Result {
    return rule();
  }

  protected override SUBRULE3<Result>(rule: () => Result): Result {
    return rule();
  }

  /** Runs `read` where a token of the very type is next. `index` tells the options of one rule apart. */
  protected when<T>(index: number, type: TokenType, read: () => T): T | undefined {
    if (this.RECORDING_PHASE) return this.option(index, read);
    return this.next.tokenType === type ? read() : undefined;
  }
}

// With a place, as a token of `NaN` would have V8 keep those of all tokens and spans as floating point numbers, in boxes.
const endOfFile = tokenOf(EOF, "", 0);

import {
  EmbeddedActionsParser,
  EOF,
  type IToken,
  type ParserMethod,
  type Rule,
  type SubruleMethodOpts,
  type TokenType,
} from "chevrotain";
import { isOf, parserTokens } from "../tokens.ts";

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
  /** Of the token that was read last; -1 before the first. */
  protected position = -1;

  constructor() {
    super(parserTokens, { recoveryEnabled: false, maxLookahead: 1, skipValidations: true, outputCst: false } as object);
  }

  override getGAstProductions(): Record<string, Rule> {
    if (!this.isRecorded) {
      this.isRecorded = true;
      for (const { name, read } of this.definitions) super.RULE(name, read);
      this.performSelfAnalysis();
    }
    return super.getGAstProductions();
  }

  protected setTokens(tokens: readonly IToken[]): void {
    this.tokens = tokens;
    this.position = -1;
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
    return this.tokens[this.position + distance] ?? endOfFile;
  }

  protected override SKIP_TOKEN(): IToken {
    if (this.position < this.tokens.length - 1) this.position++;
    return this.LA(1);
  }

  protected override consume(_: number, type: TokenType): IToken {
    const token = this.LA(1);
    if (!isOf(token, type)) throw new Error(`the parser consumes ${type.name} where ${token.tokenType.name} stands`);
    this.position++;
    return token;
  }

  protected override CONSUME(type: TokenType): IToken {
    return this.consume(0, type);
  }

  protected override CONSUME2(type: TokenType): IToken {
    return this.consume(2, type);
  }

  protected override subrule<Args extends unknown[], Result>(
    _: number,
    rule: ParserMethod<Args, Result>,
    options?: SubruleMethodOpts<Args>,
  ): Result {
    return this.SUBRULE(rule, options);
  }

  protected override SUBRULE<Args extends unknown[], Result>(
    rule: ParserMethod<Args, Result>,
    options?: SubruleMethodOpts<Args>,
  ): Result {
    return options?.ARGS === undefined ? (rule as () => Result)() : rule(...options.ARGS);
  }

  protected override SUBRULE2<Args extends unknown[], Result>(rule: ParserMethod<Args, Result>): Result {
    return this.SUBRULE(rule);
  }

  protected override SUBRULE3<Args extends unknown[], Result>(rule: ParserMethod<Args, Result>): Result {
    return this.SUBRULE(rule);
  }

  protected override SUBRULE8<Args extends unknown[], Result>(rule: ParserMethod<Args, Result>): Result {
    return this.SUBRULE(rule);
  }

  protected override SUBRULE9<Args extends unknown[], Result>(
    rule: ParserMethod<Args, Result>,
    options?: SubruleMethodOpts<Args>,
  ): Result {
    return this.SUBRULE(rule, options);
  }

  /** Runs `read` where a token of the type is next. `index` tells the options of one rule apart. */
  protected when<T>(index: number, type: TokenType, read: () => T): T | undefined {
    if (this.RECORDING_PHASE) return this.option(index, read);
    return isOf(this.LA(1), type) ? read() : undefined;
  }
}

const endOfFile: IToken = { image: "", startOffset: Number.NaN, tokenTypeIdx: EOF.tokenTypeIdx ?? 0, tokenType: EOF };

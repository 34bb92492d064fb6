import type { IToken, TokenType } from "chevrotain";
import { expectedText } from "../../diagnostics/codes/expected-text.ts";
import { unexpectedText } from "../../diagnostics/codes/unexpected-text.ts";
import { Comma } from "../tokens.ts";
import { MistakeReporter } from "./mistake-reporter.ts";
import type { ParserInput } from "./token-reader.ts";

/** How deep expressions, types and blocks may nest: far less than the stack of calls would bear. */
export const nestingLimit = 128;

/**
 * What every rule of the parser needs to carry on after a mistake.
 *
 * Chevrotain's own recovery is off: it finds its way by sets of token types, and in a language where nearly every word
 * is a name, a name is in all of them. Rules ask what stands before them, and how it is laid out in lines, and consume
 * only what is there. So chevrotain never sees an error, and each mistake has the words that fit it.
 *
 * Brackets are balanced before the parser reads them, so recovery never leaves the pair of brackets that it is in.
 */
export abstract class RecoveringParser extends MistakeReporter {
  private depth = 0;

  protected override begin(input: ParserInput): void {
    super.begin(input);
    this.depth = 0;
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

  /** Reads the bracket that ends a pair; what is left before it is reported. */
  protected close(index: number, type: TokenType, expected: string): void {
    if (!this.RECORDING_PHASE && !this.atClosing() && !this.atEnd()) this.skipUnexpected(expected, () => false);
    this.take(index, type);
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

  /**
   * Whether what comes next may be read one level deeper; `leave` then ends the level. At the limit it reports that,
   * and skips what would have been read.
   */
  protected enter(what: string): boolean {
    if (this.depth < nestingLimit || this.RECORDING_PHASE) {
      this.depth++;
      return true;
    }
    const span = this.spanOf(this.LA(1));
    this.failTooDeep(span, what, nestingLimit);
    while (!this.atEnd() && !this.atClosing() && !this.at(Comma) && !this.atNextMember("value")) this.skipGroup();
    this.lastErrorIndex = this.currentIndex();
    return false;
  }

  protected leave(): void {
    this.depth--;
  }
}

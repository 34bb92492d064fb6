import type { IToken, ParserMethod, TokenType } from "chevrotain";
import { expectedText } from "../../diagnostics/codes/expected-text.ts";
import { unexpectedText } from "../../diagnostics/codes/unexpected-text.ts";
import type { Fix } from "../../diagnostics/diagnostic.ts";
import {
  binaryOperators,
  Comma,
  Else,
  LBracket,
  LParen,
  Minus,
  Semicolon,
  symbolTokens,
  Then,
  tableOf,
} from "../tokens.ts";
import { MistakeReporter } from "./mistake-reporter.ts";
import { exact, withElement } from "./nodes.ts";
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
  /** In how many expressions, types and blocks what is read lies. */
  protected depth = 0;
  /** How tall the tree is that was read last, in nodes from its root to its deepest leaf; of several the tallest. */
  protected height = 0;

  protected override begin(input: ParserInput): void {
    super.begin(input);
    this.depth = 0;
  }
  /** Reads a token that must stand here; `example` shows the whole construct. */
  protected expect(index: number, type: TokenType, example: string): IToken | undefined {
    const token = this.take(index, type);
    if (token === undefined) {
      const expected = type.LABEL ?? type.name;
      const values = { expected, found: this.found(), example };
      this.failHere(expectedText, this.here(), values, { fixes: this.insertion(expected) });
    }
    return token;
  }

  /** The fix that writes what is missing here, where something stands behind it to go on with: half a thing is no fix. */
  protected insertion(text: string): readonly Fix[] {
    if (this.atClosingOrEnd() || !this.onSameLine(1) || isSign[this.next.tokenTypeIdx] || openings.includes(text))
      return [];
    return [{ title: `Insert \`${text}\``, edits: [{ span: this.here(), text: ` ${text}` }] }];
  }

  /** Skips what can't be read, up to a closing bracket or where `stop` says, and reports the run as one finding. */
  protected skipUnexpected(expected: string, stop: () => boolean): void {
    const start = this.next.startOffset;
    const found = this.found();
    const silent = this.failedHere() || this.atUnterminated();
    do this.skipGroup();
    while (!this.atClosingOrEnd() && !stop());
    const span = this.spanFrom(start);
    if (!silent) {
      // Words and values say something that somebody meant, so that taking them away mends nothing.
      const isSigns = !/[\p{L}\p{N}"]/u.test(this.text.slice(span.start, span.end));
      const fixes = isSigns ? [{ title: "Remove it", edits: [{ span, text: "" }] }] : [];
      this.fail(unexpectedText, span, { found, expected }, { fixes });
    }
    this.lastErrorIndex = this.currentIndex();
  }

  /** Reads the bracket that ends a pair; what is left before it is reported. */
  protected close(index: number, type: TokenType, expected: string): void {
    if (!this.RECORDING_PHASE && !this.atClosingOrEnd()) this.skipUnexpected(expected, () => false);
    this.take(index, type);
  }

  /**
   * Reads elements between commas up to the closing bracket, which is left. A comma that is missing or one too many is
   * reported, and the elements on both sides are kept. `behind` is called after each with those that there are.
   */
  protected separated<Element>(
    what: string,
    canStart: () => boolean,
    element: ParserMethod<[], Element>,
    behind?: (elements: readonly Element[]) => void,
  ): readonly Element[] {
    if (this.RECORDING_PHASE) return this.recordSeparated(element);
    let elements: Element[] | undefined;
    let height = 0;
    while (!this.atClosingOrEnd()) {
      const before = this.position;
      if (canStart()) {
        elements = withElement(elements, element());
        behind?.(elements);
        height = Math.max(height, this.height);
      } else this.skipToElement(what, canStart);
      if (this.next.tokenType === Comma) {
        this.SKIP_TOKEN();
        while (this.next.tokenType === Comma) this.skipUnexpected(what, () => true);
      } else if (this.at(Semicolon)) {
        this.semicolon();
      } else if (!this.atClosingOrEnd()) {
        if (canStart() && !this.failedHere()) this.failMissingComma();
        else if (!canStart()) this.skipToElement("`,`", canStart);
        if (this.at(Comma)) this.SKIP_TOKEN();
      }
      if (this.position === before) this.skipUnexpected(what, () => true);
    }
    this.height = height;
    return exact(elements ?? []);
  }

  // `[1; 2]`
  private semicolon(): void {
    const span = this.spanOf(this.skip());
    const isLast = this.atClosingOrEnd();
    const fixes = [{ title: isLast ? "Remove `;`" : "Write `,`", edits: [{ span, text: isLast ? "" : "," }] }];
    this.fail(unexpectedText, span, { found: "`;`", expected: "`,`" }, { fixes });
  }

  private skipToElement(expected: string, canStart: () => boolean): void {
    this.skipUnexpected(expected, () => this.at(Comma) || (this.onNewLine() && canStart()));
  }

  private recordSeparated<Element>(element: ParserMethod<[], Element>): readonly Element[] {
    this.MANY_SEP({ SEP: Comma, DEF: () => this.SUBRULE(element) });
    this.OPTION9(() => this.CONSUME9(Comma));
    return [];
  }

  /** Reads one element or more with a separator between them; that there is one at least is the element's own matter. */
  protected joined<Element>(separator: TokenType, element: () => Element): readonly Element[] {
    if (this.RECORDING_PHASE) {
      this.AT_LEAST_ONE_SEP({ SEP: separator, DEF: element });
      return [];
    }
    const elements = [element()];
    while (this.at(separator)) {
      this.skip();
      elements.push(element());
    }
    return exact(elements);
  }

  /**
   * Whether what comes next would be nested too deep: then reports that, and skips what would have been read. Otherwise
   * the caller counts `depth` up, and down again behind it.
   */
  protected isTooDeep(what: string): boolean {
    if (this.depth < nestingLimit || this.RECORDING_PHASE) return false;
    const span = this.spanOf(this.next);
    this.failTooDeep(span, what, nestingLimit);
    while (!this.atClosingOrEnd() && !this.at(Comma) && !this.atNextMember("value")) this.skipGroup();
    this.lastErrorIndex = this.currentIndex();
    return true;
  }
}

// What begins nothing, so that more is missing before it than one sign or word.
const isSign = tableOf(
  [...symbolTokens, ...binaryOperators, Then, Else].filter((type) => ![LBracket, LParen, Minus].includes(type)),
);
const openings: readonly string[] = ["{", "(", "["];

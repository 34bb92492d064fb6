import type { IToken } from "chevrotain";
import { EOF } from "chevrotain";
import { constantString } from "../../diagnostics/codes/constant-string.ts";
import { expectedText } from "../../diagnostics/codes/expected-text.ts";
import { endOfHole } from "../../diagnostics/codes/unexpected-text.ts";
import type { Expression, Missing, StringLiteral, StringPart } from "../ast.ts";
import type { StringPiece } from "../string-piece.ts";
import { isOf, LBrace, Name, PlainString, StringClose, StringMiddle, StringOpen } from "../tokens.ts";
import { NameParser } from "./name-parser.ts";
import { exact, recordedString, withElement } from "./nodes.ts";

/** The rule for strings: what the lexer split up is put together again. */
export abstract class StringParser extends NameParser {
  abstract Expression: () => Expression;

  String = this.RULE("String", (): StringLiteral => {
    if (this.RECORDING_PHASE) {
      this.OR([{ ALT: () => this.CONSUME(PlainString) }, { ALT: () => this.recordPieces() }]);
      return recordedString;
    }
    const token = this.skip();
    const start = token.startOffset;
    const piece = token.payload as StringPiece | undefined;
    if (token.tokenType !== StringOpen) {
      return {
        kind: "StringLiteral",
        uri: this.uri,
        start,
        end: this.readTo,
        form: piece?.form ?? "plain",
        content: this.wholeText(token),
      };
    }
    let parts: StringPart[] | undefined = piece?.text === undefined ? undefined : [piece.text];
    let height = 0;
    for (let close = token; close.tokenType !== StringClose && !this.atEnd(); ) {
      const open = this.readTo - 2;
      const expression = this.Expression();
      height = Math.max(height, this.height);
      if (!this.at(StringMiddle) && !this.at(StringClose)) this.skipUnexpected(endOfHole, () => false);
      close = this.skip();
      const end = this.interpolationEnd(close);
      parts = withElement(parts, { kind: "Interpolation", uri: this.uri, start: open, end, expression });
      const text = (close.payload as StringPiece | undefined)?.text;
      if (text !== undefined) parts.push(text);
    }
    this.height = height + 1;
    return {
      kind: "StringLiteral",
      uri: this.uri,
      start,
      end: this.readTo,
      form: piece?.form ?? "plain",
      content: exact(parts ?? []),
    };
  });

  protected title(index: number, what: string, example: string): StringLiteral | Missing {
    if (this.RECORDING_PHASE || this.at(PlainString) || this.at(StringOpen))
      return this.constant(this.subrule(index, this.String), what);
    const quoted = this.next;
    if (isOf(quoted, Name) && this.onSameLine(1) && (this.nextIs(2, LBrace) || this.nextIs(2, EOF))) {
      const span = this.spanOf(quoted);
      const edits = [{ span, text: `"${quoted.image}"` }];
      this.fail(
        expectedText,
        span,
        { expected: '"…"', found: this.found(), example },
        {
          fixes: [{ title: "Put it in quotes", edits }],
        },
      );
      this.skip();
      return this.missing();
    }
    this.failHere(expectedText, this.here(), { expected: '"…"', found: this.found(), example });
    return this.missing();
  }

  protected key(): StringLiteral {
    if (this.RECORDING_PHASE) return this.recordKey();
    if (this.at(PlainString) || this.at(StringOpen)) return this.String();
    const name = this.at(Name) ? this.nameNode(this.skip()) : this.reservedName();
    const { uri, start, end, text } = name;
    return { kind: "StringLiteral", uri, start, end, form: "plain", content: text };
  }

  /** Reports an interpolation in a string that must stay as written. */
  protected constant(literal: StringLiteral, what: string): StringLiteral {
    if (this.RECORDING_PHASE || typeof literal.content === "string") return literal;
    const hole = literal.content.find((part) => typeof part !== "string");
    if (hole !== undefined) this.fail(constantString, hole, { what });
    return literal;
  }

  private wholeText(token: IToken): string {
    const piece = token.payload as StringPiece | undefined;
    return piece === undefined ? token.image.slice(1, -1) : (piece.text ?? "");
  }

  // The `}` is the first character of the piece behind it, unless it is missing.
  private interpolationEnd(close: IToken): number {
    return close.image.startsWith("}") ? close.startOffset + 1 : close.startOffset;
  }

  private recordKey(): StringLiteral {
    this.OR([{ ALT: () => this.CONSUME(Name) }, { ALT: () => this.SUBRULE(this.String) }]);
    return recordedString;
  }

  private recordPieces(): void {
    this.CONSUME(StringOpen);
    this.SUBRULE(this.Expression);
    this.MANY(() => {
      this.CONSUME(StringMiddle);
      this.SUBRULE2(this.Expression);
    });
    this.CONSUME(StringClose);
  }
}

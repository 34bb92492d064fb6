import { EOF, type IToken, type TokenType } from "chevrotain";
import { spanOf } from "../../base/span.ts";
import { foreignOperator } from "../../diagnostics/codes/foreign-operator.ts";
import { innerQuote } from "../../diagnostics/codes/inner-quote.ts";
import { optionalChaining } from "../../diagnostics/codes/optional-chaining.ts";
import { separatedUnit } from "../../diagnostics/codes/separated-unit.ts";
import { textPrefix } from "../../diagnostics/codes/text-prefix.ts";
import type { Expression, StringLiteral } from "../ast.ts";
import {
  BangDot,
  BinaryOperatorToken,
  Colon,
  Dot,
  Equal,
  isOf,
  LBrace,
  LBracket,
  LParen,
  Minus,
  Name,
  Not,
  PlainString,
  QuestionDot,
  retype,
  StringOpen,
  tableOf,
} from "../tokens.ts";
import { unitMeant } from "../unit-words.ts";
import { OperatorParser } from "./operator-parser.ts";

/** What other languages have in an operand: reported, and read as what it was meant as. */
export abstract class ForeignOperandParser extends OperatorParser {
  protected abstract postfixNode(object: Expression, start: number): Expression;

  /** Whether a text stands right behind what was a letter before it. */
  protected isPrefix({ image }: IToken): boolean {
    return (
      textPrefixes.includes(image) &&
      (this.at(PlainString) || this.at(StringOpen)) &&
      this.next.startOffset === this.readTo
    );
  }

  /** `f"{name}"`: the text alone. */
  protected prefixed(prefix: IToken): Expression {
    const isFormatted = prefix.image.toLowerCase().includes("f") && this.at(PlainString);
    if (this.atUnterminated()) return this.String();
    const text = this.String();
    const written = this.text.slice(text.start, text.end);
    const meant = isFormatted ? written.replace(/(?<!\$)\{/g, "${") : written;
    const edits = [{ span: { ...spanOf(text), start: prefix.startOffset }, text: meant }];
    const fixes = [{ title: `Write \`${meant}\``, edits }];
    this.fail(textPrefix, this.spanOf(prefix), { prefix: prefix.image }, { fixes });
    return text;
  }

  /** `"say "hi" there"`: all of it, where a word stands right behind a text, and another text after it. */
  protected innerQuotes(text: StringLiteral): StringLiteral {
    if (!isOf(this.next, Name) || this.next.startOffset !== this.readTo) return text;
    if (behindName.includes(this.LA(2).tokenType) || this.text.startsWith('"""', text.start)) return text;
    let distance = 2;
    while (this.onSameLine(distance) && !this.nextIs(distance, PlainString)) distance++;
    if (!this.onSameLine(distance)) return text;
    for (; distance > 0; distance--) this.skip();
    const span = this.spanFrom(text.start);
    const inner = this.text.slice(span.start + 1, span.end - 1);
    const fixes = [{ title: "Escape them", edits: [{ span, text: `"${inner.replace(/(?<!\\)"/g, '\\"')}"` }] }];
    this.fail(innerQuote, span, {}, { fixes });
    return { ...text, ...span };
  }

  /** `40 GB`: the unit of the number before it, where the word is one and begins nothing of its own. */
  protected withUnit(number: IToken): IToken {
    const unit = this.next;
    const isUnit =
      /^[\d_.]+$/.test(number.image) &&
      unitMeant(unit.image) !== undefined &&
      !behindName.includes(this.LA(2).tokenType);
    if (!isUnit) return number;
    const span = { ...this.spanOf(number), end: this.spanOf(unit).end };
    const known = unitMeant(unit.image) ?? null;
    const meant = known === null ? null : number.image + known;
    const fixes = meant === null ? [] : [{ title: `Write \`${meant}\``, edits: [{ span, text: meant }] }];
    this.fail(separatedUnit, span, { written: number.image + unit.image, meant }, { fixes });
    this.skip();
    // As long as both, for the spans of what it becomes part of.
    return { ...number, image: number.image + (known ?? "") };
  }

  /** `xs[*].name`, as Terraform has it. */
  protected splat(list: Expression, start: number): Expression {
    const from = this.next.startOffset;
    this.skipGroup();
    const mark = this.spanFrom(from);
    while (isPostfix[this.next.tokenTypeIdx] === true) this.postfixNode(list, start);
    const span = this.spanFrom(start);
    const path = this.text.slice(mark.end, this.readTo);
    const meant = `[each${path} for each in ${this.text.slice(list.start, list.end)}]`;
    const fixes = [{ title: `Write \`${meant}\``, edits: [{ span, text: meant }] }];
    const advice = `what all items of a list have is a list of its own: \`${meant}\``;
    this.failHere(foreignOperator, mark, { written: "[*]", meant: null, advice }, { fixes });
    return { kind: "Missing", ...span };
  }

  /** `a?.b`, `a?.[0]`, `a!.b` */
  protected optionalAccess(object: Expression, start: number): Expression {
    const mark = this.next;
    if (this.nextIs(2, LBracket) || this.nextIs(2, LParen)) this.skip();
    else retype(mark, Dot);
    const node = this.postfixNode(object, start);
    const operand = this.spanFrom(start);
    const member = this.text.slice(mark.startOffset + mark.image.length, this.readTo);
    const path = this.text.slice(start, object.end);
    // What a check in an `if` is remembered for: names between dots.
    const isName = /^[\p{XID_Continue}.-]+$/u.test(path);
    const isWhole = node.kind === "Member" && node.name.text !== "" && isPostfix[this.next.tokenTypeIdx] !== true;
    const checked = isName && isWhole ? `if ${path} != null then ${path}.${member.trim()} else null` : null;
    const text = this.isOperand(start) ? `(${checked})` : (checked ?? "");
    const fixes = checked === null ? [] : [{ title: "Check it first", edits: [{ span: operand, text }] }];
    this.fail(optionalChaining, this.spanOf(mark), { written: mark.image, checked }, { fixes });
    return node;
  }

  // Whether what was read from an offset on has an operator at one of its sides.
  private isOperand(start: number): boolean {
    let before = 0;
    while (this.LA(before).startOffset >= start && this.LA(before).tokenType !== EOF) before--;
    const { tokenType } = this.LA(before);
    return (
      tokenType === Minus ||
      tokenType === Not ||
      isOf(this.LA(before), BinaryOperatorToken) ||
      this.at(BinaryOperatorToken)
    );
  }
}

/** What goes on with an operand. */
export const isPostfix = tableOf([Dot, LBracket, LParen, QuestionDot, BangDot]);
const behindName: readonly TokenType[] = [Equal, Colon, LBrace, LParen, Dot];

// What other languages have before texts.
const textPrefixes: readonly string[] = ["f", "F", "fr", "rf", "b", "u", "s"];

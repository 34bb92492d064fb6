import { EOF, type IToken, type TokenType } from "chevrotain";
import { spanOf } from "../../base/span.ts";
import { colonForEquals } from "../../diagnostics/codes/colon-for-equals.ts";
import { innerQuote } from "../../diagnostics/codes/inner-quote.ts";
import { missingName } from "../../diagnostics/codes/missing-name.ts";
import { optionalChaining } from "../../diagnostics/codes/optional-chaining.ts";
import { separatedUnit } from "../../diagnostics/codes/separated-unit.ts";
import { textPrefix } from "../../diagnostics/codes/text-prefix.ts";
import type { Argument, Expression, Name as NameNode, Parenthesized, StringLiteral } from "../ast.ts";
import { heightLimit } from "../fold-operators.ts";
import { numberLiteral } from "../number-literal.ts";
import {
  BangDot,
  BinaryOperatorToken,
  Colon,
  Dot,
  Equal,
  endOf,
  False,
  Identifier,
  If,
  isOf,
  LBrace,
  LBracket,
  LParen,
  Match,
  Minus,
  Name,
  Not,
  Null,
  NumberToken,
  PlainString,
  Question,
  QuestionDot,
  RangeOperatorToken,
  RawString,
  RBracket,
  RParen,
  retype,
  StringOpen,
  True,
  tableOf,
} from "../tokens.ts";
import { unitMeant } from "../unit-words.ts";
import { noPrefixes, OperatorParser } from "./operator-parser.ts";
import { nestingLimit } from "./recovering-parser.ts";

/** The rules for expressions. Operators are read as one flat run and folded by precedence: a rule a level costs time. */
export abstract class ExpressionParser extends OperatorParser {
  Expression = this.RULE("Expression", (): Expression => {
    if (this.RECORDING_PHASE) return this.recordExpression();
    if (this.depth >= nestingLimit && this.isTooDeep("expressions")) return this.missingHere();
    this.depth++;
    const isConditional = this.next.tokenType === If;
    const expression = isConditional ? this.Conditional() : this.operators(BinaryOperatorToken);
    const { tokenType } = this.next;
    const whole =
      tokenType === Question
        ? this.ternary(expression)
        : tokenType === If && this.atTrailingIf()
          ? this.trailingIf(expression)
          : expression;
    this.depth--;
    return whole;
  });

  /** What a refinement may be bound by: an expression without comparison and all that binds looser. */
  Range = this.RULE("Range", (): Expression => this.operators(RangeOperatorToken));

  protected keyExpression(): Expression {
    return this.Range();
  }

  Operand = this.RULE("Operand", (): Expression => {
    if (this.RECORDING_PHASE) return this.recordOperand();
    const { tokenType } = this.next;
    const isPrefixed = tokenType === Minus || tokenType === Not || (tokenType === Identifier && this.atForeignNot());
    const prefixes = isPrefixed ? this.prefixOperators() : noPrefixes;
    const start = this.next.startOffset;
    let node = this.Primary();
    while (isPostfix[this.next.tokenTypeIdx] === true) node = this.postfix(node, start);
    this.prefixes = prefixes;
    return node;
  });

  Primary = this.RULE("Primary", (): Expression => {
    if (this.RECORDING_PHASE) return this.recordPrimary();
    this.height = 1;
    const token = this.next;
    if (isOf(token, Name)) return this.reference();
    switch (token.tokenType) {
      case NumberToken:
        this.SKIP_TOKEN();
        return numberLiteral(isOf(this.next, Name) && this.onSameLine(1) ? this.withUnit(token) : token, this.uri);
      case PlainString:
      case RawString:
      case StringOpen:
        if (!this.inBounds && this.nextIs(2, Equal) && this.onNewLine()) return this.missingExpression();
        return this.innerQuotes(this.String());
      case True:
      case False:
        this.skip();
        return { kind: "BoolLiteral", ...this.spanOf(token), value: token.tokenType === True };
      case Null:
        this.skip();
        return { kind: "NullLiteral", ...this.spanOf(token) };
      case LParen:
        if (!this.atArrowFunction()) return this.Parenthesized();
        this.skipGroup();
        return this.arrowFunction(token.startOffset);
      case LBracket:
        return this.List();
      case LBrace:
        return this.Map();
      case Match:
        return this.Match();
      case If:
        return this.misplacedConditional();
    }
    return this.missingExpression();
  });

  Parenthesized = this.RULE("Parenthesized", (): Parenthesized => {
    const start = this.next.startOffset;
    this.CONSUME(LParen);
    const expression = this.SUBRULE(this.Expression);
    this.height++;
    this.close(1, RParen, "an operator or `)`");
    return { kind: "Parenthesized", uri: this.uri, start, end: this.readTo, expression };
  });

  Argument = this.RULE("Argument", (): Argument => {
    const name = this.argumentName();
    const value = this.SUBRULE(this.Expression);
    this.height++;
    const end = name === undefined ? value.end : this.readTo;
    return { kind: "Argument", uri: this.uri, start: (name ?? value).start, end, name, value };
  });

  // ---------------------------------------------------------------- pieces of rules

  private reference(): Expression {
    if (this.atMemberInstead()) return this.missingExpression();
    const token = this.skip();
    if (textPrefixes.includes(token.image) && this.atText()) return this.prefixed(token);
    if (token.image === "lambda" && this.nextIs(2, Colon) && this.onSameLine(1)) return this.lambda(token);
    return { kind: "Reference", uri: this.uri, start: token.startOffset, end: endOf(token), text: token.image };
  }

  private atText(): boolean {
    return (this.at(PlainString) || this.at(StringOpen)) && this.next.startOffset === this.readTo;
  }

  // `f"{name}"`: the text alone.
  private prefixed(prefix: IToken): Expression {
    const isFormatted = prefix.image.toLowerCase().includes("f") && this.at(PlainString);
    const text = this.String();
    const written = this.text.slice(text.start, text.end);
    const meant = isFormatted ? written.replace(/(?<!\$)\{/g, "${") : written;
    const edits = [{ span: { ...spanOf(text), start: prefix.startOffset }, text: meant }];
    const fixes = [{ title: `Write \`${meant}\``, edits }];
    this.fail(textPrefix, this.spanOf(prefix), { prefix: prefix.image }, { fixes });
    return text;
  }

  // `"say "hi" there"`: all of it, where a word stands right behind a text, and another text after it.
  private innerQuotes(text: StringLiteral): StringLiteral {
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

  // `40 GB`: the unit of the number before it, where the word is one and begins nothing of its own.
  private withUnit(number: IToken): IToken {
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

  // What follows `object` as a part of the same operand.
  private postfix(object: Expression, start: number): Expression {
    const { height } = this;
    const node = this.postfixNode(object, start);
    this.height = Math.max(height, this.height) + 1;
    if (this.height <= heightLimit) return node;
    this.failTooDeep(spanOf(node), "an expression", heightLimit);
    this.height = 1;
    return { kind: "Missing", ...spanOf(node) };
  }

  private postfixNode(object: Expression, start: number): Expression {
    if (this.at(Dot)) {
      const name = this.memberAccess();
      return { kind: "Member", object, name, uri: this.uri, start, end: this.readTo };
    }
    if (this.at(LBracket)) {
      const index = this.index();
      return { kind: "Index", object, index, uri: this.uri, start, end: this.readTo };
    }
    if (!this.at(LParen)) return this.optionalAccess(object, start);
    const args = this.call();
    return { kind: "Call", callee: object, arguments: args, uri: this.uri, start, end: this.readTo };
  }

  // `a?.b`, `a?.[0]`, `a!.b`
  private optionalAccess(object: Expression, start: number): Expression {
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

  protected memberAccess(): NameNode {
    this.CONSUME(Dot);
    if (!this.RECORDING_PHASE && this.at(Name) && this.atMemberInstead()) {
      this.failHere(missingName, this.here(), { what: "a field", after: this.before(), found: this.found() });
      return { text: "", ...this.here() };
    }
    return this.name(3, "a field");
  }

  protected index(): Expression {
    this.CONSUME(LBracket);
    const index = this.SUBRULE(this.Expression);
    this.close(4, RBracket, "`]`");
    return index;
  }

  protected call(): readonly Argument[] {
    this.CONSUME(LParen);
    const args = this.separated("an argument", this.canStartExpression, this.Argument);
    const { height } = this;
    this.close(5, RParen, "`,` or `)`");
    this.height = height;
    return args;
  }

  private argumentName(): NameNode | undefined {
    if (this.RECORDING_PHASE) return this.recordArgumentName();
    if (!this.at(Name) || !(this.nextIs(2, Equal) || this.nextIs(2, Colon))) return undefined;
    const name = this.nameNode(this.CONSUME(Name));
    if (!this.at(Colon)) this.CONSUME(Equal);
    if (this.at(Colon)) this.failColon("an argument");
    return name;
  }

  protected failColon(what: string): void {
    const token = this.skip();
    const span = this.spanOf(token);
    this.fail(
      colonForEquals,
      span,
      { written: token.image, what },
      { fixes: [{ title: "Write `=`", edits: [{ span, text: "=" }] }] },
    );
  }

  protected atMemberInstead(): boolean {
    if (this.inMatchSubject && this.nextIs(2, LBrace)) return false;
    return this.atNextMember("value");
  }

  private recordExpression(): Expression {
    this.OR([{ ALT: () => this.SUBRULE(this.Conditional) }, { ALT: () => this.operators(BinaryOperatorToken) }]);
    return this.missing();
  }

  private recordArgumentName(): NameNode | undefined {
    return this.OPTION(() => {
      const name = this.nameNode(this.CONSUME(Name));
      this.CONSUME(Equal);
      return name;
    });
  }

  private recordOperand(): Expression {
    this.MANY2(() => this.OR2([{ ALT: () => this.CONSUME2(Minus) }, { ALT: () => this.CONSUME2(Not) }]));
    const node = this.SUBRULE(this.Primary);
    this.MANY(() =>
      this.OR([{ ALT: () => this.memberAccess() }, { ALT: () => this.index() }, { ALT: () => this.call() }]),
    );
    return node;
  }

  private recordPrimary(): Expression {
    this.OR([
      { ALT: () => this.CONSUME(True) },
      { ALT: () => this.CONSUME(False) },
      { ALT: () => this.CONSUME(Null) },
      { ALT: () => this.CONSUME(NumberToken) },
      { ALT: () => this.SUBRULE(this.String) },
      { ALT: () => this.CONSUME(Name) },
      { ALT: () => this.SUBRULE(this.Parenthesized) },
      { ALT: () => this.SUBRULE(this.List) },
      { ALT: () => this.SUBRULE(this.Map) },
      { ALT: () => this.SUBRULE(this.Match) },
    ]);
    return this.missing();
  }
}

const isPostfix = tableOf([Dot, LBracket, LParen, QuestionDot, BangDot]);
const behindName: readonly TokenType[] = [Equal, Colon, LBrace, LParen, Dot];

// What other languages have before texts; the dollar is none of the characters of a name.
const textPrefixes: readonly string[] = ["f", "F", "fr", "rf", "b", "u", "s"];

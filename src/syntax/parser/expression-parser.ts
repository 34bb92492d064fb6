import { spanOf } from "../../base/span.ts";
import { colonForEquals } from "../../diagnostics/codes/colon-for-equals.ts";
import { missingName } from "../../diagnostics/codes/missing-name.ts";
import type { Argument, Expression, Name as NameNode, Parenthesized } from "../ast.ts";
import { heightLimit } from "../fold-operators.ts";
import { numberLiteral } from "../number-literal.ts";
import {
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
  RangeOperatorToken,
  RawString,
  RBracket,
  RParen,
  Star,
  StringOpen,
  True,
} from "../tokens.ts";
import { ForeignOperandParser, isPostfix } from "./foreign-operand-parser.ts";
import { noPrefixes } from "./operator-parser.ts";
import { nestingLimit } from "./recovering-parser.ts";

/** The rules for expressions. Operators are read as one flat run and folded by precedence: a rule a level costs time. */
export abstract class ExpressionParser extends ForeignOperandParser {
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
    if (this.isPrefix(token)) return this.prefixed(token);
    if (token.image === "lambda" && this.nextIs(2, Colon) && this.onSameLine(1)) return this.lambda(token);
    return { kind: "Reference", uri: this.uri, start: token.startOffset, end: endOf(token), text: token.image };
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

  protected postfixNode(object: Expression, start: number): Expression {
    if (this.at(Dot)) {
      const name = this.memberAccess();
      return { kind: "Member", object, name, uri: this.uri, start, end: this.readTo };
    }
    if (this.at(LBracket) && this.nextIs(2, Star) && this.nextIs(3, RBracket)) return this.splat(object, start);
    if (this.at(LBracket)) {
      const index = this.index();
      return { kind: "Index", object, index, uri: this.uri, start, end: this.readTo };
    }
    if (!this.at(LParen)) return this.optionalAccess(object, start);
    const args = this.call();
    return { kind: "Call", callee: object, arguments: args, uri: this.uri, start, end: this.readTo };
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

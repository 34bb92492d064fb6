import { EOF, type IToken, type TokenType } from "chevrotain";
import { spanOf } from "../../base/span.ts";
import { colonForEquals } from "../../diagnostics/codes/colon-for-equals.ts";
import { foreignOperator } from "../../diagnostics/codes/foreign-operator.ts";
import { missingName } from "../../diagnostics/codes/missing-name.ts";
import { optionalChaining } from "../../diagnostics/codes/optional-chaining.ts";
import { separatedUnit } from "../../diagnostics/codes/separated-unit.ts";
import type { Report } from "../../diagnostics/definition.ts";
import type { Argument, Expression, Name as NameNode, Parenthesized } from "../ast.ts";
import type { Operand } from "../fold-operators.ts";
import { foldOperators, heightLimit } from "../fold-operators.ts";
import { numberLiteral } from "../number-literal.ts";
import {
  BangDot,
  BinaryOperatorToken,
  binaryOperators,
  Colon,
  Dot,
  Dots,
  Ellipsis,
  Equal,
  endOf,
  False,
  Greater,
  If,
  In,
  isOf,
  LBrace,
  LBracket,
  Less,
  LParen,
  Match,
  Minus,
  Name,
  Not,
  NotEqual,
  Null,
  NumberToken,
  PlainString,
  Question,
  QuestionDot,
  RangeOperatorToken,
  RawString,
  RBracket,
  RParen,
  reservedWords,
  retype,
  StringOpen,
  True,
  tableOf,
} from "../tokens.ts";
import { BranchParser } from "./branch-parser.ts";
import { nestingLimit } from "./recovering-parser.ts";

/** The rules for expressions. Operators are read as one flat run and folded by precedence: a rule a level costs time. */
export abstract class ExpressionParser extends BranchParser {
  // The `-` and `not` before the operand that was read last.
  private prefixes: readonly IToken[] = noTokens;
  private readonly failThere: Report = (...finding) => this.fail(...finding);

  Expression = this.RULE("Expression", (): Expression => {
    if (this.RECORDING_PHASE) return this.recordExpression();
    if (this.depth >= nestingLimit && this.isTooDeep("expressions")) return this.missingHere();
    this.depth++;
    const isConditional = this.next.tokenType === If;
    const expression = isConditional ? this.Conditional() : this.operators(BinaryOperatorToken);
    const whole = this.next.tokenType === Question ? this.ternary(expression) : expression;
    this.depth--;
    return whole;
  });

  /** What a refinement may be bound by: an expression without comparison and all that binds looser. */
  Range = this.RULE("Range", (): Expression => this.operators(RangeOperatorToken));

  Operand = this.RULE("Operand", (): Expression => {
    if (this.RECORDING_PHASE) return this.recordOperand();
    const { tokenType } = this.next;
    const prefixes = tokenType === Minus || tokenType === Not ? this.prefixOperators() : noTokens;
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
        return this.String();
      case True:
      case False:
        this.skip();
        return { kind: "BoolLiteral", ...this.spanOf(token), value: token.tokenType === True };
      case Null:
        this.skip();
        return { kind: "NullLiteral", ...this.spanOf(token) };
      case LParen:
        return this.Parenthesized();
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
    return { kind: "Reference", uri: this.uri, start: token.startOffset, end: endOf(token), text: token.image };
  }

  private operators(separator: TokenType): Expression {
    if (this.RECORDING_PHASE) return this.recordOperators(separator);
    const first = this.Operand();
    if (mayGoOn[this.next.tokenTypeIdx] !== true || !this.atOperator(separator)) return this.withPrefixes(first);
    const left = this.operand(first);
    const operators = [this.operator()];
    const operands = [left, this.operand(this.Operand())];
    while (this.atOperator(separator)) {
      operators.push(this.operator());
      operands.push(this.operand(this.Operand()));
    }
    return this.fold(operands, operators);
  }

  private operator(): IToken {
    if (this.atEllipsis()) return this.foreign(this.skip(), "...", Dots);
    if (this.atNotIn()) return this.notIn();
    const token = this.skip();
    const isLessGreater = token.tokenType === Less && this.at(Greater) && this.next.startOffset === this.readTo;
    return isLessGreater ? this.foreign(token, `<${this.skip().image}`, NotEqual) : token;
  }

  // With what the rule `Operand` left behind.
  private operand(node: Expression): Operand {
    return { prefixes: this.prefixes, node, height: this.height };
  }

  /** An operand with the `-` and `not` before it. */
  protected withPrefixes(node: Expression): Expression {
    return this.prefixes.length === 0 ? node : this.fold([this.operand(node)], []);
  }

  // A word such as `in` before an `=` was meant as the name of the next member.
  private atOperator(separator: TokenType): boolean {
    if (!this.at(separator)) return this.atEllipsis() || this.atNotIn();
    return !((this.nextIs(2, Equal) || this.nextIs(2, Colon)) && this.onNewLine() && this.atAny(reservedWords));
  }

  // Behind an operand there is nothing to spread.
  private atEllipsis(): boolean {
    return this.at(Ellipsis) && this.onSameLine(1);
  }

  private atNotIn(): boolean {
    return this.at(Not) && this.nextIs(2, In) && this.onSameLine(1);
  }

  // `x not in xs`: read as `in`. What it means would go around both sides, which no edit here can do.
  private notIn(): IToken {
    const start = this.next.startOffset;
    this.skip();
    const token = this.skip();
    this.fail(foreignOperator, this.spanFrom(start), { written: "not in", meant: "not (… in …)" });
    return token;
  }

  // Reports an operator of another language, and turns its token into what was meant.
  private foreign(token: IToken, written: string, type: TokenType): IToken {
    const meant = type.LABEL ?? type.name;
    const span = this.spanFrom(token.startOffset);
    const fixes = [{ title: `Write \`${meant}\``, edits: [{ span, text: meant }] }];
    this.fail(foreignOperator, span, { written, meant }, { fixes });
    retype(token, type);
    token.image = meant;
    return token;
  }

  // `40 GB`: the unit of the number before it, where the word is one and begins nothing of its own.
  private withUnit(number: IToken): IToken {
    const unit = this.next;
    const isUnit =
      /^[\d_.]+$/.test(number.image) && unitWords.has(unit.image) && !behindName.includes(this.LA(2).tokenType);
    if (!isUnit) return number;
    const span = { ...this.spanOf(number), end: this.spanOf(unit).end };
    const known = unitWords.get(unit.image) ?? null;
    const meant = known === null ? null : number.image + known;
    const fixes = meant === null ? [] : [{ title: `Write \`${meant}\``, edits: [{ span, text: meant }] }];
    this.fail(separatedUnit, span, { written: number.image + unit.image, meant }, { fixes });
    this.skip();
    // As long as both, for the spans of what it becomes part of.
    return { ...number, image: number.image + (known ?? "") };
  }

  protected fold(operands: readonly Operand[], operators: readonly IToken[]): Expression {
    const { node, height } = foldOperators(operands, operators, this.uri, this.failThere);
    this.height = height;
    return node;
  }

  private prefixOperators(): readonly IToken[] {
    const prefixes: IToken[] = [];
    while (this.at(Minus) || this.at(Not)) {
      const token = this.skip();
      if (prefixes.length < nestingLimit) prefixes.push(token);
      else this.failTooDeep(this.spanOf(token), "operators", nestingLimit);
    }
    return prefixes;
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

  private recordOperators(separator: TokenType): Expression {
    const first = this.SUBRULE(this.Operand);
    this.MANY(() => {
      this.CONSUME(separator);
      this.SUBRULE2(this.Operand);
    });
    return first;
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

const noTokens: readonly IToken[] = [];
const isPostfix = tableOf([Dot, LBracket, LParen, QuestionDot, BangDot]);
/** What may go on with an expression, behind an operand. */
const mayGoOn = tableOf([Ellipsis, Not, ...binaryOperators]);
const behindName: readonly TokenType[] = [Equal, Colon, LBrace, LParen, Dot];

// How people write units, and which each means.
const unitWords: ReadonlyMap<string, string> = new Map([
  ...["ms", "millis", "millisecond", "milliseconds"].map((word) => [word, "ms"] as const),
  ...["s", "sec", "secs", "second", "seconds"].map((word) => [word, "s"] as const),
  ...["m", "min", "mins", "minute", "minutes"].map((word) => [word, "m"] as const),
  ...["h", "hr", "hour", "hours"].map((word) => [word, "h"] as const),
  ...["d", "day", "days"].map((word) => [word, "d"] as const),
  ...["KiB", "KB", "kB", "Ki", "K"].map((word) => [word, "KiB"] as const),
  ...["MiB", "MB", "Mi", "M"].map((word) => [word, "MiB"] as const),
  ...["GiB", "GB", "Gi", "G", "gb", "gib"].map((word) => [word, "GiB"] as const),
  ...["TiB", "TB", "Ti", "T"].map((word) => [word, "TiB"] as const),
  ...["percent", "pct"].map((word) => [word, "%"] as const),
]);

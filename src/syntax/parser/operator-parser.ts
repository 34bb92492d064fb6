import type { IToken, TokenType } from "chevrotain";
import { spanOf } from "../../base/span.ts";
import { foreignOperator } from "../../diagnostics/codes/foreign-operator.ts";
import type { Report } from "../../diagnostics/definition.ts";
import type { Expression } from "../ast.ts";
import type { Operand } from "../fold-operators.ts";
import { foldOperators } from "../fold-operators.ts";
import { arrowFunction, type ForeignOperator, foreignSign, foreignWord } from "../foreign-operators.ts";
import {
  And,
  Arrow,
  Assert,
  BinaryOperatorToken,
  binaryOperators,
  Colon,
  Comma,
  Dots,
  Ellipsis,
  Equal,
  EqualEqual,
  endOf,
  Greater,
  GreaterEqual,
  Identifier,
  If,
  In,
  LBrace,
  Less,
  LessEqual,
  LParen,
  Minus,
  Name,
  Not,
  Or,
  Percent,
  Pipe,
  Plus,
  Require,
  RParen,
  reservedWords,
  retype,
  Slash,
  Star,
  tableOf,
} from "../tokens.ts";
import { BranchParser } from "./branch-parser.ts";
import { nestingLimit } from "./recovering-parser.ts";

/** The rules for what stands between operands and before them, also where it is an operator of another language. */
export abstract class OperatorParser extends BranchParser {
  // The `-` and `not` before the operand that was read last.
  protected prefixes: readonly IToken[] = noPrefixes;
  private readonly failThere: Report = (...finding) => this.fail(...finding);

  /** Reads operands and the operators between them, as one flat run. */
  protected operators(separator: TokenType): Expression {
    if (this.RECORDING_PHASE) return this.recordOperators(separator);
    const first = this.Operand();
    if (mayGoOn[this.next.tokenTypeIdx] !== true || !this.atOperator(separator)) return this.withPrefixes(first);
    if (this.at(Arrow) && this.isParameter(first)) return this.arrowFunction(first.start);
    const operands = [this.operand(first)];
    const operators: IToken[] = [];
    let isKnown = true;
    do {
      const operator = this.operator();
      isKnown &&= operator !== null;
      operators.push(operator ?? { ...this.LA(0), tokenType: Plus });
      operands.push(this.operand(this.Operand()));
    } while (this.atOperator(separator));
    const whole = this.fold(operands, operators);
    return isKnown ? whole : { kind: "Missing", ...spanOf(whole) };
  }

  /** An operand with the `-` and `not` before it. */
  protected withPrefixes(node: Expression): Expression {
    return this.prefixes.length === 0 ? node : this.fold([this.operand(node)], []);
  }

  protected prefixOperators(): readonly IToken[] {
    const prefixes: IToken[] = [];
    while (this.at(Minus) || this.at(Not)) {
      const token = this.skip();
      if (prefixes.length < nestingLimit) prefixes.push(token);
      else this.failTooDeep(this.spanOf(token), "operators", nestingLimit);
    }
    return prefixes;
  }

  private fold(operands: readonly Operand[], operators: readonly IToken[]): Expression {
    const { node, height } = foldOperators(operands, operators, this.uri, this.failThere);
    this.height = height;
    return node;
  }

  // With what the rule `Operand` left behind.
  private operand(node: Expression): Operand {
    return { prefixes: this.prefixes, node, height: this.height };
  }

  // A word such as `in` before an `=` was meant as the name of the next member.
  private atOperator(separator: TokenType): boolean {
    if (!this.at(separator)) return this.atEllipsis() || (separator === BinaryOperatorToken && this.atForeign());
    return !((this.nextIs(2, Equal) || this.nextIs(2, Colon)) && this.onNewLine() && this.atAny(reservedWords));
  }

  // Behind an operand there is nothing to spread.
  private atEllipsis(): boolean {
    return this.at(Ellipsis) && this.onSameLine(1);
  }

  private atForeign(): boolean {
    switch (this.next.tokenType) {
      case Not:
        return this.nextIs(2, In) && this.onSameLine(1);
      case Equal:
        return this.nextIs(2, Less) && this.isJoined(2);
      case Arrow:
        return !this.inMatchSubject;
      case Pipe:
        return true;
      case Identifier:
        return this.atForeignWord();
      default:
        return false;
    }
  }

  // A word that is followed by what it would compare, and not by what would make it the name of the next member.
  private atForeignWord(): boolean {
    const { image } = this.next;
    if (foreignWord(image) === undefined || !this.onSameLine(1) || !this.onSameLine(2)) return false;
    if (!this.startsExpression(2)) return false;
    return ![Equal, Colon, LBrace].some((sign) => this.nextIs(3, sign));
  }

  private isJoined(distance: number): boolean {
    return this.LA(distance).startOffset === endOf(this.LA(distance - 1));
  }

  // Null for one that nothing here means.
  private operator(): IToken | null {
    const { tokenType } = this.next;
    if (tokenType === Not) return this.notIn();
    const isWord = tokenType === Identifier;
    const token = this.skip();
    if (isWord) {
      if (token.image === "is" && this.at(Not))
        return this.foreign(token, `is ${this.skip().image}`, foreignWord("is not"));
      return this.foreign(token, token.image, foreignWord(token.image));
    }
    const isForeign = foreignSigns[token.tokenTypeIdx] === true;
    // No operand begins with such a sign.
    while (operatorSigns[this.next.tokenTypeIdx] === true && this.isJoined(1)) this.skip();
    const written = this.text.slice(token.startOffset, this.readTo);
    return isForeign || written.length > token.image.length
      ? this.foreign(token, written, foreignSign(written))
      : token;
  }

  // Whether what stands before an arrow is a name, and nothing that is compared.
  private isParameter(node: Expression): boolean {
    const inner = node.kind === "Parenthesized" ? node.expression : node;
    return inner.kind === "Reference" && !conditionWords.includes(this.LA(-1).tokenType);
  }

  /** `x => x + 1`, of which the parameters have been read. */
  protected arrowFunction(start: number): Expression {
    this.foreign(this.skip(), "=>", arrowFunction);
    if (this.at(LBrace)) this.skipGroup();
    else this.Expression();
    return { kind: "Missing", ...this.spanFrom(start) };
  }

  /** `lambda x: x + 1`, of which the word has been read, and which has one parameter. */
  protected lambda({ image, startOffset }: IToken): Expression {
    const { advice } = arrowFunction;
    this.fail(foreignOperator, this.spanFrom(startOffset), { written: image, meant: null, advice });
    this.skip();
    this.skip();
    this.Expression();
    return { kind: "Missing", ...this.spanFrom(startOffset) };
  }

  /** Whether `(a, b) =>` comes next. */
  protected atArrowFunction(): boolean {
    let distance = 2;
    while (this.nextIs(distance, Name) || this.nextIs(distance, Comma) || this.nextIs(distance, Colon)) distance++;
    return distance !== 3 && this.nextIs(distance, RParen) && this.nextIs(distance + 1, Arrow);
  }

  /** `NOT x`: whether it stands here. Reads it as what it was meant as. */
  protected atForeignNot(): boolean {
    const token = this.next;
    if (!notWords.includes(token.image) || !this.onSameLine(2) || !this.startsExpression(2)) return false;
    if (this.nextIs(2, LParen) && this.isJoined(2)) return false;
    const span = this.spanOf(token);
    const fixes = [{ title: "Write `not`", edits: [{ span, text: "not" }] }];
    this.fail(foreignOperator, span, { written: token.image, meant: "not" }, { fixes });
    retype(token, Not);
    return true;
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
  private foreign(token: IToken, written: string, operator: ForeignOperator | undefined): IToken | null {
    const { type, advice } = operator ?? { type: null, advice: null };
    const meant = type === null ? null : (type.LABEL ?? type.name);
    const span = this.spanFrom(token.startOffset);
    const fixes = meant === null ? [] : [{ title: `Write \`${meant}\``, edits: [{ span, text: meant }] }];
    this.fail(foreignOperator, span, { written, meant, advice }, { fixes });
    if (type === null || meant === null) return null;
    retype(token, type);
    token.image = meant;
    return token;
  }

  private recordOperators(separator: TokenType): Expression {
    const first = this.SUBRULE(this.Operand);
    this.MANY(() => {
      this.CONSUME(separator);
      this.SUBRULE2(this.Operand);
    });
    return first;
  }
}

export const noPrefixes: readonly IToken[] = [];

/** What may go on with an expression, behind an operand. */
const mayGoOn = tableOf([Ellipsis, Not, Arrow, Pipe, Equal, Identifier, ...binaryOperators]);
const conditionWords: readonly TokenType[] = [If, Require, Assert, And, Or, Not];
const notWords: readonly string[] = ["NOT", "Not"];
const foreignSigns = tableOf([Ellipsis, Equal, Arrow, Pipe]);
const operatorSigns = tableOf([
  ...[Star, Plus, Slash, Percent, Less, Greater, LessEqual, GreaterEqual, Equal, EqualEqual, Dots, Pipe],
]);

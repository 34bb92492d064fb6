import type { IToken, TokenType } from "chevrotain";
import { spanOf } from "../../base/span.ts";
import { expectedText } from "../../diagnostics/codes/expected-text.ts";
import { foreignOperator } from "../../diagnostics/codes/foreign-operator.ts";
import { missingElse } from "../../diagnostics/codes/missing-else.ts";
import { missingExpression } from "../../diagnostics/codes/missing-expression.ts";
import { patternNotLiteral } from "../../diagnostics/codes/pattern-not-literal.ts";
import { ternary } from "../../diagnostics/codes/ternary.ts";
import { unparenthesized } from "../../diagnostics/codes/unparenthesized.ts";
import type { Conditional, Expression, MatchArm, Match as MatchNode, Missing } from "../ast.ts";
import {
  Arrow,
  Colon,
  Comma,
  Else,
  Equal,
  False,
  Greater,
  If,
  LBrace,
  Match,
  Minus,
  Null,
  NumberToken,
  Or,
  Pipe,
  PlainString,
  RBrace,
  retype,
  Then,
  True,
} from "../tokens.ts";
import { CollectionParser } from "./collection-parser.ts";

/** The rules for `if` and `match`. */
export abstract class BranchParser extends CollectionParser {
  abstract Operand: () => Expression;

  /** Whether `{` after a name ends the expression, as in `match arch {`. */
  protected inMatchSubject = false;

  protected abstract withPrefixes(node: Expression): Expression;
  private readonly canStartArm = (): boolean => this.at(Else) || this.atExpression();

  Conditional = this.RULE("Conditional", (): Conditional => {
    const start = this.next.startOffset;
    const example = "if condition then one else other";
    this.CONSUME(If);
    const condition = this.condition(1);
    let height = this.height;
    const then = this.branch(1, Then, 2, example);
    height = Math.max(height, this.height);
    let otherwise: Expression = this.missing();
    if (!this.RECORDING_PHASE && elseIfWords.includes(this.next.image)) {
      otherwise = this.elseIf();
      height = Math.max(height, this.height);
    } else if (this.RECORDING_PHASE || this.at(Else)) {
      otherwise = this.branch(2, Else, 3, example, then.kind === "Missing");
      height = Math.max(height, this.height);
    } else if (!this.failedHere()) {
      this.fail(missingElse, this.spanFrom(start), {});
    }
    this.height = height + 1;
    return { kind: "Conditional", uri: this.uri, start, end: this.readTo, condition, then, else: otherwise };
  });

  Match = this.RULE("Match", (): MatchNode => {
    const start = this.next.startOffset;
    let arms: readonly MatchArm[] = [];
    this.CONSUME(Match);
    const outer = this.inMatchSubject;
    this.inMatchSubject = true;
    const subject = !this.RECORDING_PHASE && this.atArms() ? this.missingExpression() : this.SUBRULE(this.Expression);
    this.inMatchSubject = outer;
    let height = this.height;
    if (this.expect(1, LBrace, 'match value { "a" => 1, else => 2 }') !== undefined) {
      arms = this.separated("an arm", this.canStartArm, this.MatchArm);
      height = Math.max(height, this.height);
      this.close(2, RBrace, "`,` or `}`");
    }
    this.height = height + 1;
    return { kind: "Match", uri: this.uri, start, end: this.readTo, subject, arms };
  });

  MatchArm = this.RULE("MatchArm", (): MatchArm => {
    const start = this.next.startOffset;
    const patterns: Expression[] = [];
    if (this.RECORDING_PHASE) {
      this.OR([
        { ALT: () => this.AT_LEAST_ONE_SEP({ SEP: Pipe, DEF: () => this.SUBRULE(this.Pattern) }) },
        { ALT: () => this.CONSUME(Else) },
      ]);
    } else if (this.at(Else)) {
      this.skip();
    } else {
      patterns.push(this.Pattern());
      while (this.at(Pipe) || this.atJoinedPattern()) {
        if (!this.at(Pipe)) this.failPatternJoin();
        this.skip();
        patterns.push(this.Pattern());
      }
    }
    this.arrow();
    const value = this.SUBRULE(this.Expression);
    this.height++;
    return { kind: "MatchArm", uri: this.uri, start, end: this.readTo, patterns, value };
  });

  Pattern = this.RULE("Pattern", (): Expression => {
    if (this.RECORDING_PHASE) {
      this.OR([
        { ALT: () => this.CONSUME(True) },
        { ALT: () => this.CONSUME(False) },
        { ALT: () => this.CONSUME(Null) },
        {
          ALT: () => {
            this.OPTION(() => this.CONSUME(Minus));
            this.CONSUME(NumberToken);
          },
        },
        { ALT: () => this.SUBRULE(this.String) },
      ]);
      return this.missing();
    }
    const operand = this.Operand();
    const node = this.withPrefixes(operand);
    if (node.kind === "StringLiteral") this.constant(node, "a pattern");
    if (!isPattern(node)) {
      const edits = [{ span: spanOf(node), text: "else" }];
      const fixes = node.kind === "Reference" && node.text === "_" ? [{ title: "Write `else`", edits }] : [];
      this.fail(patternNotLiteral, node, { written: this.text.slice(node.start, node.end) }, { fixes });
    }
    return node;
  });

  protected missingExpression(): Missing {
    const before = this.before();
    this.failHere(missingExpression, this.here(), { before, found: this.found() });
    return this.missingHere();
  }

  protected missingHere(): Missing {
    this.height = 1;
    return this.missing();
  }

  // `match { "a" => …`: what follows are the arms already.
  private atArms(): boolean {
    return this.at(LBrace) && (this.nextIs(2, Else) || this.nextIs(3, Arrow));
  }

  private branch(index: number, word: TokenType, expression: number, example: string, afterBraces = false): Expression {
    this.expect(index, word, example);
    // `if c { … } else { … }`: the missing `then` is reported, and what is between the braces is no expression.
    const braced = word === Then ? this.failedHere() : afterBraces;
    if (!this.RECORDING_PHASE && braced && this.at(LBrace)) {
      const start = this.next.startOffset;
      this.skipGroup();
      return { kind: "Missing", uri: this.uri, start, end: this.readTo };
    }
    return this.subrule(expression, this.Expression);
  }

  protected ternary(condition: Expression): Expression {
    const question = this.skip();
    if (this.at(Colon) && this.next.startOffset === this.readTo) return this.elvis(condition, question);
    const then = this.Expression();
    const height = this.height;
    const colon = this.at(Colon) ? this.skip() : undefined;
    const otherwise = colon === undefined ? this.missing() : this.Expression();
    this.height = Math.max(height, this.height) + 1;
    const span = this.spanFrom(condition.start);
    const edits = [
      { span: { ...span, end: span.start }, text: "if " },
      { span: this.spanOf(question), text: "then" },
      ...(colon === undefined ? [] : [{ span: this.spanOf(colon), text: "else" }]),
    ];
    this.fail(
      ternary,
      this.spanOf(question),
      { written: "?" },
      { fixes: colon === undefined ? [] : [{ title: "Write `if … then … else …`", edits }] },
    );
    return { kind: "Conditional", ...span, condition, then, else: otherwise };
  }

  // `elif …`: read as what it was meant as.
  private elseIf(): Expression {
    const token = this.next;
    const span = this.spanOf(token);
    const fixes = [{ title: "Write `else if`", edits: [{ span, text: "else if" }] }];
    const values = { expected: "else if", found: this.found(), example: "if a then 1 else if b then 2 else 3" };
    this.fail(expectedText, span, values, { fixes });
    retype(token, If);
    return this.Conditional();
  }

  // `1, 2 => …`, `1 or 2 => …`
  private atJoinedPattern(): boolean {
    if (!this.at(Comma) && !this.at(Or)) return false;
    const behind = this.nextIs(2, Minus) ? 4 : 3;
    return (
      literals.some((type) => this.nextIs(behind - 1, type)) && patternEnds.some((type) => this.nextIs(behind, type))
    );
  }

  private failPatternJoin(): void {
    const span = this.spanOf(this.next);
    const fixes = [{ title: "Write `|`", edits: [{ span, text: this.at(Comma) ? " |" : "|" }] }];
    const values = { expected: "|", found: this.found(), example: '"a" | "b" => 1' };
    this.fail(expectedText, span, values, { fixes });
  }

  // Behind what a `for` goes through, an `if` says what is left out.
  protected atTrailingIf(): boolean {
    return !this.inIterable && this.onSameLine(1) && !this.nextIs(2, Equal) && !this.nextIs(2, Colon);
  }

  /** `a if condition else b`, as Python has it. */
  protected trailingIf(then: Expression): Expression {
    const word = this.skip();
    let { height } = this;
    const condition = this.Expression();
    height = Math.max(height, this.height);
    const isWhole = this.at(Else);
    if (isWhole) this.skip();
    const otherwise = isWhole ? this.Expression() : this.missingHere();
    this.height = Math.max(height, this.height) + 1;
    const span = this.spanFrom(then.start);
    const textOf = ({ start, end }: Expression): string => this.text.slice(start, end);
    const text = `if ${textOf(condition)} then ${textOf(then)} else ${textOf(otherwise)}`;
    // A comment between them would be lost.
    const isPlain = isWhole && !textOf({ ...condition, ...span }).includes("//");
    const fixes = isPlain ? [{ title: "Write `if … then … else …`", edits: [{ span, text }] }] : [];
    this.fail(ternary, this.spanOf(word), { written: "… if … else …" }, { fixes });
    return { kind: "Conditional", ...span, condition, then, else: otherwise };
  }

  // `a ?: b` of Kotlin and PHP.
  private elvis(left: Expression, question: IToken): Expression {
    this.skip();
    const operatorSpan = this.spanFrom(question.startOffset);
    const fixes = [{ title: "Write `??`", edits: [{ span: operatorSpan, text: "??" }] }];
    this.fail(foreignOperator, operatorSpan, { written: "?:", meant: "??" }, { fixes });
    const { height } = this;
    const right = this.Expression();
    this.height = Math.max(height, this.height) + 1;
    return { kind: "Binary", ...this.spanFrom(left.start), operator: "??", operatorSpan, left, right };
  }

  protected misplacedConditional(): Expression {
    const conditional = this.Conditional();
    const span = spanOf(conditional);
    const edits = [
      { span: { ...span, end: span.start }, text: "(" },
      { span: { ...span, start: span.end }, text: ")" },
    ];
    this.fail(unparenthesized, span, { word: "if" }, { fixes: [{ title: "Add parentheses", edits }] });
    return conditional;
  }

  private arrow(): void {
    const separators = [Colon, Equal, Minus];
    if (!this.RECORDING_PHASE && this.atAny(separators)) {
      const start = this.next.startOffset;
      const first = this.skip();
      if (first.tokenType === Minus && this.at(Greater)) this.skip();
      const span = this.spanFrom(start);
      const edits = [{ span, text: "=>" }];
      this.fail(
        expectedText,
        span,
        { expected: "=>", found: `\`${this.text.slice(start, span.end)}\``, example: '"a" => 1' },
        {
          fixes: [{ title: "Write `=>`", edits }],
        },
      );
      return;
    }
    this.expect(1, Arrow, '"a" => 1');
  }
}

const elseIfWords: readonly string[] = ["elif", "elsif", "elseif"];
const literals: readonly TokenType[] = [NumberToken, PlainString, True, False, Null];
const patternEnds: readonly TokenType[] = [Arrow, Comma, Or, Pipe];

function isPattern(node: Expression): boolean {
  switch (node.kind) {
    case "BoolLiteral":
    case "NullLiteral":
    case "NumberLiteral":
    case "StringLiteral":
    case "Missing":
      return true;
    case "Unary":
      return node.operator === "-" && node.operand.kind === "NumberLiteral";
    default:
      return false;
  }
}

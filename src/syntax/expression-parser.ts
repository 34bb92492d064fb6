import type { IToken, TokenType } from "chevrotain";
import { colonForEquals } from "../diagnostics/codes/colon-for-equals.ts";
import { comprehensionElements } from "../diagnostics/codes/comprehension-elements.ts";
import { constantString } from "../diagnostics/codes/constant-string.ts";
import { equalForColon } from "../diagnostics/codes/equal-for-colon.ts";
import { equalForComparison } from "../diagnostics/codes/equal-for-comparison.ts";
import { expectedText } from "../diagnostics/codes/expected-text.ts";
import { missingElse } from "../diagnostics/codes/missing-else.ts";
import { missingExpression } from "../diagnostics/codes/missing-expression.ts";
import { missingName } from "../diagnostics/codes/missing-name.ts";
import { patternNotLiteral } from "../diagnostics/codes/pattern-not-literal.ts";
import { ternary } from "../diagnostics/codes/ternary.ts";
import { unparenthesized } from "../diagnostics/codes/unparenthesized.ts";
import type {
  Argument,
  Conditional,
  Expression,
  ForClause,
  ListExpression,
  MapEntry,
  MapExpression,
  MatchArm,
  Match as MatchNode,
  Missing,
  Name as NameNode,
  Parenthesized,
  Spread,
  StringLiteral,
  StringPart,
} from "./ast.ts";
import { foldOperators, heightLimit, type Operand } from "./fold-operators.ts";
import type { StringPiece } from "./lexer.ts";
import { numberLiteral } from "./number-literal.ts";
import { nestingLimit, RecoveringParser } from "./recovering-parser.ts";
import {
  Arrow,
  BinaryOperatorToken,
  Colon,
  Comma,
  Dot,
  Ellipsis,
  Else,
  Equal,
  False,
  For,
  Greater,
  If,
  In,
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
  Pipe,
  PlainString,
  Question,
  RangeOperatorToken,
  RawString,
  RBrace,
  RBracket,
  RParen,
  reservedWords,
  StringClose,
  StringMiddle,
  StringOpen,
  Then,
  True,
} from "./tokens.ts";

/** The rules for expressions. Operators are read as one flat run and folded by precedence: a rule a level costs time. */
export abstract class ExpressionParser extends RecoveringParser {
  // How tall the tree is that was read last, in nodes from its root to its deepest leaf.
  private height = 0;
  // Whether `{` after a name ends the expression, as in `match arch {`.
  private inMatchSubject = false;

  Expression = this.RULE(
    "Expression",
    (): Expression =>
      this.nested(
        "expressions",
        () => {
          if (this.RECORDING_PHASE) {
            this.OR([
              { ALT: () => this.SUBRULE(this.Conditional) },
              { ALT: () => this.operators(BinaryOperatorToken) },
            ]);
            return this.missing();
          }
          const expression = this.at(If) ? this.SUBRULE(this.Conditional) : this.operators(BinaryOperatorToken);
          return this.at(Question) ? this.ternary(expression) : expression;
        },
        () => this.missingHere(),
      ),
  );

  /** What a refinement may be bound by: an expression without comparison and all that binds looser. */
  Range = this.RULE("Range", (): Expression => this.operators(RangeOperatorToken));

  Operand = this.RULE("Operand", (): Operand => {
    const prefixes = this.prefixes();
    const start = this.startOf(this.LA(1));
    let node = this.SUBRULE(this.Primary);
    let height = this.height;
    if (this.RECORDING_PHASE) {
      this.MANY(() =>
        this.OR([{ ALT: () => this.memberAccess() }, { ALT: () => this.index() }, { ALT: () => this.call() }]),
      );
      return { prefixes, node, height };
    }
    for (;;) {
      if (this.at(Dot)) {
        node = { kind: "Member", object: node, name: this.memberAccess(), span: this.spanFrom(start) };
        height++;
      } else if (this.at(LBracket)) {
        const index = this.index();
        height = Math.max(height, this.height) + 1;
        node = { kind: "Index", object: node, index, span: this.spanFrom(start) };
      } else if (this.at(LParen)) {
        const args = this.call();
        height = Math.max(height, this.height) + 1;
        node = { kind: "Call", callee: node, arguments: args, span: this.spanFrom(start) };
      } else {
        break;
      }
      if (height > heightLimit) {
        this.failTooDeep(node.span, "an expression", heightLimit);
        node = { kind: "Missing", span: node.span };
        height = 1;
      }
    }
    return { prefixes, node, height };
  });

  Primary = this.RULE("Primary", (): Expression => {
    if (this.RECORDING_PHASE) return this.recordPrimary();
    this.height = 1;
    const token = this.LA(1);
    switch (token.tokenType) {
      case NumberToken:
        return numberLiteral(this.CONSUME(NumberToken), this.uri);
      case PlainString:
      case RawString:
      case StringOpen:
        if (this.nextIs(2, Equal) && this.onNewLine()) return this.missingExpression();
        return this.SUBRULE(this.String);
      case True:
      case False:
        this.skip();
        return { kind: "BoolLiteral", span: this.spanOf(token), value: token.tokenType === True };
      case Null:
        this.skip();
        return { kind: "NullLiteral", span: this.spanOf(token) };
      case LParen:
        return this.SUBRULE(this.Parenthesized);
      case LBracket:
        return this.SUBRULE(this.List);
      case LBrace:
        return this.SUBRULE(this.Map);
      case Match:
        return this.SUBRULE(this.Match);
      case If:
        return this.misplacedConditional();
    }
    if (!isOf(token, Name) || this.atMemberInstead()) return this.missingExpression();
    const name = this.nameNode(this.CONSUME(Name));
    return { kind: "Reference", span: name.span, name };
  });

  String = this.RULE("String", (): StringLiteral => {
    if (this.RECORDING_PHASE) {
      this.OR([{ ALT: () => this.CONSUME(PlainString) }, { ALT: () => this.recordPieces() }]);
      return emptyString;
    }
    const token = this.skip();
    const start = token.startOffset;
    const piece = token.payload as StringPiece | undefined;
    if (token.tokenType !== StringOpen) {
      return {
        kind: "StringLiteral",
        span: this.spanOf(token),
        form: piece?.form ?? "plain",
        parts: this.wholeText(token),
      };
    }
    const parts: StringPart[] = piece?.text === undefined ? [] : [piece.text];
    let height = 0;
    for (let close = token; close.tokenType !== StringClose && !this.atEnd(); ) {
      const open = this.end() - 2;
      const expression = this.SUBRULE(this.Expression);
      height = Math.max(height, this.height);
      if (!this.at(StringMiddle) && !this.at(StringClose)) this.skipUnexpected("`}`", () => false);
      close = this.skip();
      parts.push({
        kind: "Interpolation",
        span: { uri: this.uri, start: open, end: this.interpolationEnd(close) },
        expression,
      });
      const text = (close.payload as StringPiece | undefined)?.text;
      if (text !== undefined) parts.push(text);
    }
    this.height = height + 1;
    return { kind: "StringLiteral", span: this.spanFrom(start), form: piece?.form ?? "plain", parts };
  });

  Parenthesized = this.RULE("Parenthesized", (): Parenthesized => {
    const start = this.startOf(this.LA(1));
    this.CONSUME(LParen);
    const expression = this.SUBRULE(this.Expression);
    this.height++;
    this.close(1, RParen, "an operator or `)`");
    return { kind: "Parenthesized", span: this.spanFrom(start), expression };
  });

  List = this.RULE("List", (): ListExpression => {
    const start = this.startOf(this.LA(1));
    const elements: (Expression | Spread)[] = [];
    let height = 0;
    let comprehension: ForClause | undefined;
    this.CONSUME(LBracket);
    this.separated(
      "a value",
      () => this.atExpression() || this.at(Ellipsis),
      () => {
        elements.push(this.SUBRULE(this.Element));
        height = Math.max(height, this.height);
        if (!this.RECORDING_PHASE && this.at(For)) comprehension = this.comprehension(elements.length, comprehension);
        else if (comprehension !== undefined) this.failComprehension(comprehension);
      },
    );
    if (this.RECORDING_PHASE) this.OPTION(() => this.SUBRULE(this.For));
    this.close(1, RBracket, "`,` or `]`");
    this.height = Math.max(height, this.height) + 1;
    return {
      kind: "ListExpression",
      span: this.spanFrom(start),
      elements,
      ...optional("comprehension", comprehension),
    };
  });

  Element = this.RULE("Element", (): Expression | Spread => {
    if (this.RECORDING_PHASE) {
      this.OR([{ ALT: () => this.SUBRULE(this.Spread) }, { ALT: () => this.SUBRULE(this.Expression) }]);
      return this.missing();
    }
    return this.at(Ellipsis) ? this.SUBRULE(this.Spread) : this.SUBRULE(this.Expression);
  });

  Spread = this.RULE("Spread", (): Spread => {
    const start = this.startOf(this.LA(1));
    this.CONSUME(Ellipsis);
    const value = this.SUBRULE(this.Expression);
    this.height++;
    return { kind: "Spread", span: this.spanFrom(start), value };
  });

  Map = this.RULE("Map", (): MapExpression => {
    const start = this.startOf(this.LA(1));
    const entries: (MapEntry | Spread)[] = [];
    let height = 0;
    let comprehension: ForClause | undefined;
    this.CONSUME(LBrace);
    this.separated(
      "a key",
      () => this.atEntry(),
      () => {
        entries.push(this.SUBRULE(this.MapElement));
        height = Math.max(height, this.height);
        if (!this.RECORDING_PHASE && this.at(For)) comprehension = this.comprehension(entries.length, comprehension);
        else if (comprehension !== undefined) this.failComprehension(comprehension);
      },
    );
    if (this.RECORDING_PHASE) this.OPTION(() => this.SUBRULE(this.For));
    this.close(1, RBrace, "`,` or `}`");
    this.height = Math.max(height, this.height) + 1;
    return { kind: "MapExpression", span: this.spanFrom(start), entries, ...optional("comprehension", comprehension) };
  });

  MapElement = this.RULE("MapElement", (): MapEntry | Spread => {
    if (this.RECORDING_PHASE) {
      this.OR([{ ALT: () => this.SUBRULE(this.Spread) }, { ALT: () => this.SUBRULE(this.Entry) }]);
      return recordedEntry;
    }
    return this.at(Ellipsis) ? this.SUBRULE(this.Spread) : this.SUBRULE(this.Entry);
  });

  Entry = this.RULE("Entry", (): MapEntry => {
    const start = this.startOf(this.LA(1));
    const key = this.key();
    this.colon(1, "key: value");
    const value = this.SUBRULE(this.Expression);
    this.height++;
    return { kind: "MapEntry", span: this.spanFrom(start), key, value };
  });

  For = this.RULE("For", (): ForClause => {
    const start = this.startOf(this.LA(1));
    this.CONSUME(For);
    const names = this.at(In) && !this.nextIs(2, In) ? [this.missingItem()] : [this.name(1, "an item")];
    this.OPTION(() => {
      this.CONSUME(Comma);
      names.push(this.name(2, "an item"));
    });
    this.expect(3, In, "for item in list");
    const iterable = this.SUBRULE(this.Expression);
    let height = this.height;
    const condition = this.OPTION2(() => {
      this.CONSUME(If);
      return this.condition(2);
    });
    height = Math.max(height, this.height);
    this.height = height + 1;
    return { kind: "ForClause", span: this.spanFrom(start), names, iterable, ...optional("condition", condition) };
  });

  Argument = this.RULE("Argument", (): Argument => {
    const start = this.startOf(this.LA(1));
    let name: NameNode | undefined;
    if (this.RECORDING_PHASE || (this.at(Name) && (this.nextIs(2, Equal) || this.nextIs(2, Colon)))) {
      this.OPTION(() => {
        name = this.nameNode(this.CONSUME(Name));
        if (!this.at(Colon) || this.RECORDING_PHASE) this.CONSUME(Equal);
      });
      if (this.at(Colon)) this.failColon("an argument");
    }
    const value = this.SUBRULE(this.Expression);
    this.height++;
    return { kind: "Argument", span: this.spanFrom(start), ...optional("name", name), value };
  });

  Conditional = this.RULE("Conditional", (): Conditional => {
    const start = this.startOf(this.LA(1));
    const example = "if condition then one else other";
    this.CONSUME(If);
    const condition = this.condition(1);
    let height = this.height;
    const then = this.branch(1, Then, 2, example);
    height = Math.max(height, this.height);
    let otherwise: Expression = this.missing();
    if (this.RECORDING_PHASE || this.at(Else)) {
      otherwise = this.branch(2, Else, 3, example, then.kind === "Missing");
      height = Math.max(height, this.height);
    } else if (!this.failedHere()) {
      this.fail(missingElse, this.spanFrom(start), {});
    }
    this.height = height + 1;
    return { kind: "Conditional", span: this.spanFrom(start), condition, then, else: otherwise };
  });

  Match = this.RULE("Match", (): MatchNode => {
    const start = this.startOf(this.LA(1));
    const arms: MatchArm[] = [];
    this.CONSUME(Match);
    const outer = this.inMatchSubject;
    this.inMatchSubject = true;
    const subject = !this.RECORDING_PHASE && this.atArms() ? this.missingExpression() : this.SUBRULE(this.Expression);
    this.inMatchSubject = outer;
    let height = this.height;
    if (this.expect(1, LBrace, 'match value { "a" => 1, else => 2 }') !== undefined) {
      this.separated(
        "an arm",
        () => this.at(Else) || this.atExpression(),
        () => {
          arms.push(this.SUBRULE(this.MatchArm));
          height = Math.max(height, this.height);
        },
      );
      this.close(2, RBrace, "`,` or `}`");
    }
    this.height = height + 1;
    return { kind: "Match", span: this.spanFrom(start), subject, arms };
  });

  MatchArm = this.RULE("MatchArm", (): MatchArm => {
    const start = this.startOf(this.LA(1));
    const patterns: Expression[] = [];
    if (this.RECORDING_PHASE) {
      this.OR([
        { ALT: () => this.AT_LEAST_ONE_SEP({ SEP: Pipe, DEF: () => this.SUBRULE(this.Pattern) }) },
        { ALT: () => this.CONSUME(Else) },
      ]);
    } else if (this.at(Else)) {
      this.skip();
    } else {
      patterns.push(this.SUBRULE(this.Pattern));
      while (this.at(Pipe)) {
        this.skip();
        patterns.push(this.SUBRULE(this.Pattern));
      }
    }
    this.arrow();
    const value = this.SUBRULE(this.Expression);
    this.height++;
    return { kind: "MatchArm", span: this.spanFrom(start), patterns, value };
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
    const operand = this.SUBRULE(this.Operand);
    const node = this.fold([operand], []);
    if (node.kind === "StringLiteral") this.constant(node, "a pattern");
    if (!isPattern(node)) {
      const edits = [{ span: node.span, text: "else" }];
      const fixes = node.kind === "Reference" && node.name.text === "_" ? [{ title: "Write `else`", edits }] : [];
      this.fail(patternNotLiteral, node.span, { written: this.text.slice(node.span.start, node.span.end) }, { fixes });
    }
    return node;
  });

  // ---------------------------------------------------------------- pieces of rules

  /** Reads a condition, in which a lone `=` was meant to compare. */
  protected condition(index: number): Expression {
    const left = this.subrule(index, this.Expression);
    if (this.RECORDING_PHASE || !this.at(Equal)) return left;
    const token = this.skip();
    const operatorSpan = this.spanOf(token);
    this.fail(
      equalForComparison,
      operatorSpan,
      {},
      { fixes: [{ title: "Write `==`", edits: [{ span: operatorSpan, text: "==" }] }] },
    );
    const right = this.subrule(index, this.Expression);
    this.height++;
    return { kind: "Binary", span: this.spanFrom(left.span.start), operator: "==", operatorSpan, left, right };
  }

  /** Reports an interpolation in a string that must stay as written. */
  protected constant(literal: StringLiteral, what: string): StringLiteral {
    const hole = this.RECORDING_PHASE ? undefined : literal.parts.find((part) => part.kind === "Interpolation");
    if (hole !== undefined) this.fail(constantString, hole.span, { what });
    return literal;
  }

  /** Reads the `:` between a key and its value; an `=` in its place is reported. */
  protected colon(index: number, example: string): void {
    if (this.RECORDING_PHASE || !this.at(Equal)) {
      this.expect(index, Colon, example);
      return;
    }
    const span = this.spanOf(this.skip());
    this.fail(equalForColon, span, { example }, { fixes: [{ title: "Write `:`", edits: [{ span, text: ":" }] }] });
  }

  /** Reads the bracket that ends a pair; what is left before it is reported. */
  protected close(index: number, type: TokenType, expected: string): void {
    if (!this.RECORDING_PHASE && !this.atClosing() && !this.atEnd()) this.skipUnexpected(expected, () => false);
    this.take(index, type);
  }

  protected atExpression(): boolean {
    const token = this.LA(1);
    return isOf(token, Name) || expressionStarts.includes(token.tokenType);
  }

  protected missingExpression(): Missing {
    const before = this.before();
    this.failHere(missingExpression, this.here(), { before, found: this.found() });
    return this.missingHere();
  }

  private missingHere(): Missing {
    this.height = 1;
    return this.missing();
  }

  private operators(separator: TokenType): Expression {
    const first = this.SUBRULE(this.Operand);
    if (this.RECORDING_PHASE) {
      this.MANY(() => {
        this.CONSUME(separator);
        this.SUBRULE2(this.Operand);
      });
      return this.missing();
    }
    if (!this.atOperator(separator)) {
      if (first.prefixes.length > 0) return this.fold([first], []);
      this.height = first.height;
      return first.node;
    }
    const operands = [first];
    const operators: IToken[] = [];
    while (this.atOperator(separator)) {
      operators.push(this.skip());
      operands.push(this.SUBRULE2(this.Operand));
    }
    return this.fold(operands, operators);
  }

  // A word such as `in` before an `=` was meant as the name of the next member.
  private atOperator(separator: TokenType): boolean {
    if (!this.at(separator)) return false;
    return !((this.nextIs(2, Equal) || this.nextIs(2, Colon)) && this.onNewLine() && this.atAny(reservedWords));
  }

  private fold(operands: readonly Operand[], operators: readonly IToken[]): Expression {
    const { node, height } = foldOperators(operands, operators, this.uri, (...finding) => this.fail(...finding));
    this.height = height;
    return node;
  }

  private prefixes(): readonly IToken[] {
    if (this.RECORDING_PHASE) {
      this.MANY2(() => this.OR2([{ ALT: () => this.CONSUME2(Minus) }, { ALT: () => this.CONSUME2(Not) }]));
      return noTokens;
    }
    if (!this.at(Minus) && !this.at(Not)) return noTokens;
    const prefixes: IToken[] = [];
    while (this.at(Minus) || this.at(Not)) {
      const token = this.skip();
      if (prefixes.length < nestingLimit) prefixes.push(token);
      else this.failTooDeep(this.spanOf(token), "operators", nestingLimit);
    }
    return prefixes;
  }

  private memberAccess(): NameNode {
    this.CONSUME(Dot);
    if (!this.RECORDING_PHASE && this.at(Name) && this.atMemberInstead()) {
      this.failHere(missingName, this.here(), { what: "a field", after: this.before(), found: this.found() });
      return { text: "", span: this.here() };
    }
    return this.name(3, "a field");
  }

  private index(): Expression {
    this.CONSUME(LBracket);
    const index = this.SUBRULE(this.Expression);
    this.close(4, RBracket, "`]`");
    return index;
  }

  private call(): Argument[] {
    const args: Argument[] = [];
    let height = 0;
    this.CONSUME(LParen);
    this.separated(
      "an argument",
      () => this.atExpression(),
      () => {
        args.push(this.SUBRULE(this.Argument));
        height = Math.max(height, this.height);
      },
    );
    this.close(5, RParen, "`,` or `)`");
    this.height = height;
    return args;
  }

  private key(): StringLiteral {
    if (this.RECORDING_PHASE) {
      this.OR([{ ALT: () => this.CONSUME(Name) }, { ALT: () => this.SUBRULE(this.String) }]);
      return emptyString;
    }
    if (this.at(PlainString) || this.at(StringOpen)) return this.SUBRULE(this.String);
    const name = this.at(Name) ? this.nameNode(this.skip()) : this.reservedName();
    const parts: StringPart[] = [{ kind: "StringText", span: name.span, value: name.text }];
    return { kind: "StringLiteral", span: name.span, form: "plain", parts };
  }

  private atEntry(): boolean {
    if (this.at(Name) || this.at(PlainString) || this.at(StringOpen) || this.at(Ellipsis)) return true;
    return this.atAny(reservedWords) && (this.nextIs(2, Colon) || this.nextIs(2, Equal));
  }

  private atMemberInstead(): boolean {
    if (this.inMatchSubject && this.nextIs(2, LBrace)) return false;
    return this.atNextMember("value");
  }

  private comprehension(elements: number, before: ForClause | undefined): ForClause {
    const clause = this.SUBRULE(this.For);
    if (elements > 1 || before !== undefined) this.failComprehension(clause);
    return clause;
  }

  private failComprehension(clause: ForClause): void {
    this.fail(comprehensionElements, clause.span, {});
  }

  // The `}` is the first character of the piece behind it, unless it is missing.
  private interpolationEnd(close: IToken): number {
    return close.image.startsWith("}") ? close.startOffset + 1 : this.startOf(close);
  }

  private missingItem(): NameNode {
    this.failHere(missingName, this.here(), { what: "an item", after: this.before(), found: this.found() });
    return { text: "", span: this.here() };
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
      const start = this.startOf(this.LA(1));
      this.skipGroup();
      return { kind: "Missing", span: this.spanFrom(start) };
    }
    return this.subrule(expression, this.Expression);
  }

  private ternary(condition: Expression): Expression {
    const question = this.skip();
    const then = this.SUBRULE2(this.Expression);
    const height = this.height;
    const colon = this.at(Colon) ? this.skip() : undefined;
    const otherwise = colon === undefined ? this.missing() : this.SUBRULE3(this.Expression);
    this.height = Math.max(height, this.height) + 1;
    const span = this.spanFrom(condition.span.start);
    const edits = [
      { span: { ...span, end: span.start }, text: "if " },
      { span: this.spanOf(question), text: "then" },
      ...(colon === undefined ? [] : [{ span: this.spanOf(colon), text: "else" }]),
    ];
    this.fail(
      ternary,
      this.spanOf(question),
      {},
      { fixes: colon === undefined ? [] : [{ title: "Write `if … then … else …`", edits }] },
    );
    return { kind: "Conditional", span, condition, then, else: otherwise };
  }

  private misplacedConditional(): Expression {
    const conditional = this.SUBRULE(this.Conditional);
    const { span } = conditional;
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
      const start = this.startOf(this.LA(1));
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

  private failColon(what: string): void {
    const token = this.skip();
    const span = this.spanOf(token);
    this.fail(
      colonForEquals,
      span,
      { written: token.image, what },
      { fixes: [{ title: "Write `=`", edits: [{ span, text: "=" }] }] },
    );
  }

  private wholeText(token: IToken): readonly StringPart[] {
    const piece = token.payload as StringPiece | undefined;
    if (piece !== undefined) return piece.text === undefined ? [] : [piece.text];
    if (token.image.length === 2) return [];
    const span = { uri: this.uri, start: token.startOffset + 1, end: token.startOffset + token.image.length - 1 };
    return [{ kind: "StringText", span, value: token.image.slice(1, -1) }];
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

const noTokens: readonly IToken[] = [];
const nowhere = { uri: "", start: 0, end: 0 };
const emptyString: StringLiteral = { kind: "StringLiteral", span: nowhere, form: "plain", parts: [] };
const recordedEntry: MapEntry = {
  kind: "MapEntry",
  span: nowhere,
  key: emptyString,
  value: { kind: "Missing", span: nowhere },
};

const expressionStarts = [
  ...[NumberToken, PlainString, RawString, StringOpen, True, False, Null],
  ...[LParen, LBracket, LBrace, Match, If, Minus, Not],
];

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

/** A property for a spread: none at all where the value is undefined. */
export function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
}

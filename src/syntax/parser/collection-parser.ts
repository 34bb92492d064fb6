import { type Span, spanOf } from "../../base/span.ts";
import { comprehensionElements } from "../../diagnostics/codes/comprehension-elements.ts";
import { equalForColon } from "../../diagnostics/codes/equal-for-colon.ts";
import { equalForComparison } from "../../diagnostics/codes/equal-for-comparison.ts";
import { severalClauses } from "../../diagnostics/codes/several-clauses.ts";
import type {
  Expression,
  ForClause,
  ListExpression,
  MapEntry,
  MapExpression,
  Name as NameNode,
  Spread,
} from "../ast.ts";
import {
  Colon,
  Comma,
  Ellipsis,
  Equal,
  False,
  For,
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
  PlainString,
  RawString,
  RBrace,
  RBracket,
  reservedWords,
  StringOpen,
  True,
  tableOf,
} from "../tokens.ts";
import { nowhere, recordedString } from "./nodes.ts";
import { StringParser } from "./string-parser.ts";

/** The rules for lists and maps, and for the clause that makes one out of another. */
export abstract class CollectionParser extends StringParser {
  // The `for` clause of the list or map that is being read.
  private clause: ForClause | undefined;
  protected readonly canStartExpression = (): boolean => this.atExpression();
  private readonly canStartElement = (): boolean => this.atExpression() || this.at(Ellipsis);
  private readonly secondName = (): NameNode => {
    this.CONSUME(Comma);
    return this.name(2, "an item");
  };
  private readonly onlyIf = (): Expression => {
    this.CONSUME(If);
    return this.condition(2);
  };
  private readonly canStartEntry = (): boolean => this.atEntry();
  private readonly readClause = (elements: readonly Span[]): void => this.clauseBehind(elements);

  List = this.RULE("List", (): ListExpression => {
    const start = this.next.startOffset;
    const outer = this.clause;
    this.clause = undefined;
    this.CONSUME(LBracket);
    const elements = this.separated("a value", this.canStartElement, this.Element, this.readClause);
    if (this.RECORDING_PHASE) this.OPTION(() => this.SUBRULE(this.For));
    const { height } = this;
    this.close(1, RBracket, "`,` or `]`");
    this.height = height + 1;
    const comprehension = this.clause;
    this.clause = outer;
    return { kind: "ListExpression", uri: this.uri, start, end: this.readTo, elements, comprehension };
  });

  Element = this.RULE("Element", (): Expression | Spread => {
    if (this.RECORDING_PHASE) {
      this.OR([{ ALT: () => this.SUBRULE(this.Spread) }, { ALT: () => this.SUBRULE(this.Expression) }]);
      return this.missing();
    }
    return this.at(Ellipsis) ? this.Spread() : this.Expression();
  });

  Spread = this.RULE("Spread", (): Spread => {
    const start = this.next.startOffset;
    this.CONSUME(Ellipsis);
    const value = this.SUBRULE(this.Expression);
    this.height++;
    return { kind: "Spread", uri: this.uri, start, end: this.readTo, value };
  });

  Map = this.RULE("Map", (): MapExpression => {
    const start = this.next.startOffset;
    const outer = this.clause;
    this.clause = undefined;
    this.CONSUME(LBrace);
    const entries = this.separated("a key", this.canStartEntry, this.MapElement, this.readClause);
    if (this.RECORDING_PHASE) this.OPTION(() => this.SUBRULE(this.For));
    const { height } = this;
    this.close(1, RBrace, "`,` or `}`");
    this.height = height + 1;
    const comprehension = this.clause;
    this.clause = outer;
    return { kind: "MapExpression", uri: this.uri, start, end: this.readTo, entries, comprehension };
  });

  MapElement = this.RULE("MapElement", (): MapEntry | Spread => {
    if (this.RECORDING_PHASE) {
      this.OR([{ ALT: () => this.SUBRULE(this.Spread) }, { ALT: () => this.SUBRULE(this.Entry) }]);
      return recordedEntry;
    }
    return this.at(Ellipsis) ? this.Spread() : this.Entry();
  });

  Entry = this.RULE("Entry", (): MapEntry => {
    const start = this.next.startOffset;
    const key = this.key();
    this.colon(1, "key: value");
    const value = this.SUBRULE(this.Expression);
    this.height++;
    return { kind: "MapEntry", uri: this.uri, start, end: this.readTo, key, value };
  });

  For = this.RULE("For", (): ForClause => {
    const start = this.next.startOffset;
    this.CONSUME(For);
    const first = this.at(In) && !this.nextIs(2, In) ? this.missingItem() : this.name(1, "an item");
    const second = this.when(0, Comma, this.secondName);
    const names = second === undefined ? [first] : [first, second];
    this.expect(3, In, "for item in list");
    const iterable = this.SUBRULE(this.Expression);
    let height = this.height;
    const condition = this.when(2, If, this.onlyIf);
    height = Math.max(height, this.height);
    this.height = height + 1;
    return { kind: "ForClause", uri: this.uri, start, end: this.readTo, names, iterable, condition };
  });

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
    const right = this.Expression();
    this.height++;
    return {
      kind: "Binary",
      uri: this.uri,
      start: left.start,
      end: this.readTo,
      operator: "==",
      operatorSpan,
      left,
      right,
    };
  }

  /** Reads the `:` between a key and its value; an `=` in its place is reported. */
  protected colon(index: number, example: string): void {
    if (this.RECORDING_PHASE || !this.at(Equal)) {
      this.expect(index, Colon, example);
      return;
    }
    const span = this.spanOf(this.skip());
    this.fail(
      equalForColon,
      span,
      { example, written: "=" },
      { fixes: [{ title: "Write `:`", edits: [{ span, text: ":" }] }] },
    );
  }

  protected atExpression(): boolean {
    return isOf(this.next, Name) || isExpressionStart[this.next.tokenTypeIdx] === true;
  }

  private atEntry(): boolean {
    if (this.at(Name) || this.at(PlainString) || this.at(StringOpen) || this.at(Ellipsis)) return true;
    return this.atAny(reservedWords) && (this.nextIs(2, Colon) || this.nextIs(2, Equal));
  }

  // Reads a `for` clause, which may stand behind the one element that there is.
  private clauseBehind(elements: readonly Span[]): void {
    const before = this.clause;
    if (this.at(For)) {
      const { height } = this;
      this.clause = this.For();
      this.height = Math.max(height, this.height);
      if (elements.length > 1 || before !== undefined) this.failComprehension(this.clause);
      else if (this.at(For)) this.furtherClauses(elements[0] ?? this.clause, this.clause);
    } else if (before !== undefined) {
      this.failComprehension(before);
    }
  }

  // `[x + y for x in xs for y in ys]`: what it says elsewhere is a comprehension in a comprehension here.
  private furtherClauses(element: Span, first: ForClause): void {
    const further: ForClause[] = [];
    while (this.at(For)) further.push(this.For());
    const span = this.spanFrom(further[0]?.start ?? first.end);
    const [open, close] = this.at(RBrace) ? ["{ ", " }"] : ["[", "]"];
    const textOf = ({ start, end }: Span): string => this.text.slice(start, end);
    const nested = further.reduceRight(
      (text, clause) => `...${open}${text} ${textOf(clause)}${close}`,
      textOf(element),
    );
    const edit = { span: { ...spanOf(element), end: this.readTo }, text: `${nested} ${textOf(first)}` };
    // A comment between them would be lost.
    const isWhole = this.atClosing() && !textOf(edit.span).includes("//");
    this.fail(severalClauses, span, {}, { fixes: isWhole ? [{ title: "Put one in the other", edits: [edit] }] : [] });
  }

  private failComprehension(clause: ForClause): void {
    this.fail(comprehensionElements, clause, {});
  }
}

const recordedEntry: MapEntry = {
  kind: "MapEntry",
  ...nowhere,
  key: recordedString,
  value: { kind: "Missing", ...nowhere },
};

// Beside names.
const isExpressionStart = tableOf([
  ...[NumberToken, PlainString, RawString, StringOpen, True, False, Null],
  ...[LParen, LBracket, LBrace, Match, If, Minus, Not],
]);

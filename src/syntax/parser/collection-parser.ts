import { comprehensionElements } from "../../diagnostics/codes/comprehension-elements.ts";
import { equalForColon } from "../../diagnostics/codes/equal-for-colon.ts";
import { equalForComparison } from "../../diagnostics/codes/equal-for-comparison.ts";
import type { Expression, ForClause, ListExpression, MapEntry, MapExpression, Spread } from "../ast.ts";
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
} from "../tokens.ts";
import { nowhere, optional, recordedString } from "./nodes.ts";
import { StringParser } from "./string-parser.ts";

/** The rules for lists and maps, and for the clause that makes one out of another. */
export abstract class CollectionParser extends StringParser {
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
    const span = this.spanFrom(start);
    return comprehension === undefined
      ? { kind: "ListExpression", span, elements }
      : { kind: "ListExpression", span, elements, comprehension };
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
    const span = this.spanFrom(start);
    return comprehension === undefined
      ? { kind: "MapExpression", span, entries }
      : { kind: "MapExpression", span, entries, comprehension };
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
    this.when(0, Comma, () => {
      this.CONSUME(Comma);
      names.push(this.name(2, "an item"));
    });
    this.expect(3, In, "for item in list");
    const iterable = this.SUBRULE(this.Expression);
    let height = this.height;
    const condition = this.when(2, If, () => {
      this.CONSUME(If);
      return this.condition(2);
    });
    height = Math.max(height, this.height);
    this.height = height + 1;
    return { kind: "ForClause", span: this.spanFrom(start), names, iterable, ...optional("condition", condition) };
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
    const right = this.subrule(index, this.Expression);
    this.height++;
    return { kind: "Binary", span: this.spanFrom(left.span.start), operator: "==", operatorSpan, left, right };
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

  protected atExpression(): boolean {
    const token = this.LA(1);
    return isOf(token, Name) || expressionStarts.includes(token.tokenType);
  }

  private atEntry(): boolean {
    if (this.at(Name) || this.at(PlainString) || this.at(StringOpen) || this.at(Ellipsis)) return true;
    return this.atAny(reservedWords) && (this.nextIs(2, Colon) || this.nextIs(2, Equal));
  }

  private comprehension(elements: number, before: ForClause | undefined): ForClause {
    const clause = this.SUBRULE(this.For);
    if (elements > 1 || before !== undefined) this.failComprehension(clause);
    return clause;
  }

  private failComprehension(clause: ForClause): void {
    this.fail(comprehensionElements, clause.span, {});
  }
}

const recordedEntry: MapEntry = {
  kind: "MapEntry",
  span: nowhere,
  key: recordedString,
  value: { kind: "Missing", span: nowhere },
};

const expressionStarts = [
  ...[NumberToken, PlainString, RawString, StringOpen, True, False, Null],
  ...[LParen, LBracket, LBrace, Match, If, Minus, Not],
];
